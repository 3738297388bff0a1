import VoleryCore

/// Tells formats as JSON Schemas.
///
/// A mapping or variant with a name of its own is written once, under `$defs`, and referred to; so a step may hold steps.
struct SchemaWriter {
    /// What is referred to, by name.
    private(set) var definitions = JSONObject()

    /// The schema of a file as a whole, in place.
    mutating func schema(of mapping: MappingFormat) -> JSONValue {
        object(mapping.keys, in: mapping.what)
    }

    /// The schema of a value.
    mutating func schema(of format: ValueFormat) -> JSONValue {
        switch format {
        case .text: ["type": ["string", "number", "boolean"], "minLength": 1]
        case .template: ["type": ["string", "number", "boolean"]]
        case .expression:
            ["type": ["string", "number", "boolean"], "not": ["type": "string", "pattern": #"^\s*\$\{\{"#]]
        case .templateValue, .anything: true
        case .quantity(let quantity): quantity.schema
        case .integer(let range):
            ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)]
        case .number(let range):
            ["type": "number", "minimum": .double(range.lowerBound), "maximum": .double(range.upperBound)]
        case .choice(let words): ["enum": .array(words.map(JSONValue.string))]
        case .list(let element, _, let count): list(element, count)
        case .map(let map): self.map(map)
        case .mapping(let mapping): reference(mapping.what) { $0.object(mapping.keys, in: mapping.what) }
        case .variant(let variant): reference(variant.what) { $0.variant(variant) }
        case .step: schema(of: .variant(StepFormat.step))
        case .schema: reference("a JSON Schema") { _ in Self.jsonSchema }
        case .either(let formats): ["anyOf": .array(formats.map { schema(of: $0) })]
        }
    }

    private mutating func list(_ element: ValueFormat, _ count: ClosedRange<Int>) -> JSONValue {
        var list: JSONObject = ["type": "array", "items": schema(of: element)]
        if count.lowerBound > 0 { list["minItems"] = .int(count.lowerBound) }
        if count.upperBound < Int.max { list["maxItems"] = .int(count.upperBound) }
        return .object(list)
    }

    private mutating func map(_ map: MapFormat) -> JSONValue {
        var object: JSONObject = [
            "type": "object", "propertyNames": map.rule.schema, "additionalProperties": schema(of: map.value),
        ]
        if !map.mayBeEmpty { object["minProperties"] = 1 }
        return .object(object)
    }

    /// A mapping with known keys; what this version can't run is not known to editors either.
    private mutating func object(_ keys: [KeyFormat], in what: String) -> JSONValue {
        var properties = JSONObject()
        for key in keys where !key.isLater {
            properties[key.name] = described(schema(of: key.value), key, in: what)
        }
        var object: JSONObject = [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
        ]
        let required = keys.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        return .object(object)
    }

    private func described(_ schema: JSONValue, _ key: KeyFormat, in what: String) -> JSONValue {
        var members: JSONObject = [:]
        if let description = KeyDescriptions.description(of: key.name, in: what) {
            members["description"] = .string(description)
        }
        for (name, value) in schema.objectValue ?? [:] { members[name] = value }
        if let usual = KeyDescriptions.usual(of: key.name, in: what) { members["default"] = usual }
        return members.isEmpty ? schema : .object(members)
    }

    /// One schema a kind, each with all the keys that go with it, so that a key of another kind is refused.
    private mutating func variant(_ variant: VariantFormat) -> JSONValue {
        var kinds: [JSONValue] = []
        for kind in variant.kinds where !kind.key.isLater {
            var key = kind.key
            key.isRequired = true
            var schema = object([key] + kind.keys + variant.modifiers, in: variant.what)
            if case .object(var members) = schema {
                members["title"] = .string("\(variant.what) of the kind `\(key.name)`")
                schema = .object(members)
            }
            kinds.append(schema)
        }
        return ["type": "object", "oneOf": .array(kinds)]
    }

    /// JSON Schemas as inputs and outputs are: the keywords by their kinds of values, and any other.
    private static let jsonSchema: JSONValue = {
        let own: JSONValue = ["$ref": "#/$defs/JSON_Schema"]
        let schema: JSONValue = ["anyOf": [own, ["type": "boolean"]]]
        var properties = JSONObject()
        for (keyword, kind) in SchemaKeywords.all {
            let form: JSONValue =
                switch kind {
                case .schema: schema
                case .schemas: ["type": "object", "additionalProperties": schema]
                case .listOfSchemas: ["type": "array", "minItems": 1, "items": schema]
                case .types:
                    [
                        "anyOf": [
                            ["enum": .array(SchemaKeywords.types)],
                            ["type": "array", "minItems": 1, "items": ["enum": .array(SchemaKeywords.types)]],
                        ]
                    ]
                case .count: ["type": "integer", "minimum": 0]
                case .number: ["type": "number"]
                case .text: ["type": "string"]
                case .texts: ["type": "array", "items": ["type": "string"]]
                case .flag: ["type": "boolean"]
                case .list: ["type": "array"]
                case .anything: [:]
                }
            var members = form.objectValue ?? [:]
            members["description"] = SchemaKeywords.description(of: keyword).map(JSONValue.string)
            properties[keyword] = .object(members)
        }
        return ["type": "object", "properties": .object(properties)]
    }()

    /// A reference to what is written once.
    ///
    /// The name is taken before the schema is made, so that it may refer to itself.
    private mutating func reference(_ what: String, _ make: (inout SchemaWriter) -> JSONValue) -> JSONValue {
        let name = Self.name(what)
        if definitions[name] == nil {
            definitions[name] = true
            definitions[name] = make(&self)
        }
        return ["$ref": .string("#/$defs/\(name)")]
    }

    /// "a step" as `step`, "the choice of a model" as `choice_of_a_model`.
    private static func name(_ what: String) -> String {
        var words = what.replacing("`", with: "").split(separator: " ")
        if let first = words.first, words.count > 1, ["a", "an", "the"].contains(first) { words.removeFirst() }
        return words.joined(separator: "_")
    }
}

extension Quantity {
    /// The amounts of this kind, as far as a pattern can tell.
    fileprivate var schema: JSONValue {
        switch self {
        case .duration, .wait: ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)$"#]
        case .money: ["type": "string", "pattern": #"^\$[0-9]+(\.[0-9]+)?$"#]
        case .tokens:
            [
                "anyOf": [
                    ["type": "integer", "minimum": 1], ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)?[kM]?$"#],
                ]
            ]
        }
    }
}

extension MapFormat.Rule {
    fileprivate var schema: JSONValue {
        switch self {
        case .name: ["pattern": "^[a-z][a-z0-9_]*$", "maxLength": 64]
        case .modelName: ["pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$", "maxLength": 64]
        case .text: ["minLength": 1]
        }
    }
}
