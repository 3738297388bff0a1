/// A schema in the form in which values are checked: nodes that refer to each other by number.
struct SchemaProgram: Sendable {
    var nodes: [SchemaNode]
    var resources: [SchemaResource]
    var root: Int

    static let any = SchemaProgram(
        nodes: [SchemaNode(location: SchemaLocation(document: "", pointer: JSONPointer()), resource: 0)],
        resources: [SchemaResource(base: URIReference(""), root: 0)],
        root: 0
    )
}

/// Where a schema stands.
struct SchemaLocation: Sendable {
    /// The address of the document, empty for the one that was given.
    var document: String
    var pointer: JSONPointer

    func appending(_ token: String) -> SchemaLocation {
        SchemaLocation(document: document, pointer: pointer.appending(token))
    }

    var text: String { "\(document)#\(pointer)" }
}

/// A part of a document that has an address of its own (`$id`).
struct SchemaResource: Sendable {
    var base: URIReference
    var root: Int
    var anchors: [ExactText: Int] = [:]
    /// Those of the anchors that a dynamic reference from elsewhere may find.
    var dynamicAnchors: [ExactText: Int] = [:]
}

/// One schema: an object with keywords, or a boolean.
struct SchemaNode: Sendable {
    let location: SchemaLocation
    let resource: Int
    var keywords: [SchemaKeyword] = []
    /// Whether `unevaluatedItems` or `unevaluatedProperties` asks what the others have looked at.
    var needsMarks = false
}

/// A keyword and what it demands.
struct SchemaKeyword: Sendable {
    var name: String
    var rule: SchemaRule
}

/// What a keyword demands.
///
/// Other schemas are given by their numbers.
enum SchemaRule: Sendable {
    case nothing
    case types(JSONTypes)
    case constant(NumericEquality)
    case values([JSONValue], Set<NumericEquality>)
    case minimum(JSONValue), maximum(JSONValue), exclusiveMinimum(JSONValue), exclusiveMaximum(JSONValue)
    case multiple(DecimalNumber, written: JSONValue)
    case minLength(Int), maxLength(Int)
    case pattern(RegularExpression)
    case format(StringFormat, isAsserted: Bool)

    case members(MemberRules)
    case required([String])
    case minMembers(Int), maxMembers(Int)
    case memberNames(Int)
    case dependentRequired([(String, [String])])
    case dependentSchemas([(String, Int)])
    case unevaluatedMembers(Int)

    case elements(prefix: [Int], rest: Int?)
    case minElements(Int), maxElements(Int)
    case contains(Int, least: Int, most: Int?)
    case unique
    case unevaluatedElements(Int)

    case reference(Int)
    case dynamicReference(Int, ExactText)
    case all([Int]), any([Int]), one([Int])
    case not(Int)
    case condition(Int, then: Int?, otherwise: Int?)
}

/// Which schema applies to which member of an object.
struct MemberRules: Sendable {
    var named: [ExactText: Int] = [:]
    var names: [String] = []
    var patterns: [(RegularExpression, Int)] = []
    var others: Int?
}

/// A set of the types that JSON Schema names.
struct JSONTypes: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let null = JSONTypes(rawValue: 1)
    static let boolean = JSONTypes(rawValue: 2)
    static let integer = JSONTypes(rawValue: 4)
    static let number = JSONTypes(rawValue: 8)
    static let string = JSONTypes(rawValue: 16)
    static let array = JSONTypes(rawValue: 32)
    static let object = JSONTypes(rawValue: 64)

    static let byName: [(name: String, type: JSONTypes)] = [
        ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number), ("string", .string),
        ("array", .array), ("object", .object),
    ]

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init?(name: String) {
        guard let known = Self.byName.first(where: { $0.name == name }) else { return nil }
        self = known.type
    }

    func contains(typeOf value: JSONValue) -> Bool {
        switch value {
        case .null: contains(.null)
        case .bool: contains(.boolean)
        case .int: !isDisjoint(with: [.integer, .number])
        case .double(let number): contains(.number) || (contains(.integer) && number.rounded() == number)
        case .string: contains(.string)
        case .array: contains(.array)
        case .object: contains(.object)
        }
    }
}
