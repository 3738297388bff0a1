package import VoleryCEL
package import VoleryCore

extension CELType {
    /// The type of the values that fit a JSON Schema, as far as it says; `dyn` where it leaves that open.
    ///
    /// - Parameters:
    ///   - schema: The schema.
    ///   - name: What messages call the value, such as “the output of `plan`”.
    package init(schema: JSONValue, name: String = "") {
        self = Self.type(schema, name, depth: 0)
    }

    /// The type of the values that fit a JSON Schema, without what is inside of them.
    package init(outlineOf schema: JSONValue) {
        self = Self.type(schema, "", depth: Self.deepest)
    }

    private static let deepest = 32

    private static func type(_ schema: JSONValue, _ name: String, depth: Int) -> CELType {
        guard depth <= deepest, let members = schema.objectValue else { return .dyn }
        guard members["$ref"] == nil, members["anyOf"] == nil, members["oneOf"] == nil, members["allOf"] == nil else {
            return .dyn
        }
        if let texts = members["enum"]?.arrayValue?.map(\.stringValue), !texts.isEmpty, !texts.contains(nil) {
            return .enumeration(texts.compactMap(\.self))
        }
        switch members["type"]?.stringValue {
        case "string": return .string
        case "integer": return .int
        case "number": return .double
        case "boolean": return .bool
        case "null": return .null
        case "array":
            return .list(members["items"].map { type($0, "an element of the list", depth: depth + 1) } ?? .dyn)
        case "object": return object(members, name, depth)
        default: return .dyn
        }
    }

    private static func object(_ schema: JSONObject, _ name: String, _ depth: Int) -> CELType {
        let others = schema["additionalProperties"].map { $0 == false ? nil : type($0, "", depth: depth + 1) }
        guard let properties = schema["properties"]?.objectValue else {
            return .map(.string, (others ?? nil) ?? .dyn)
        }
        let required = Set((schema["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        var fields: [String: CELObjectType.Field] = [:]
        for (key, property) in properties {
            let type = type(property, "`\(key)`", depth: depth + 1)
            fields[key] = CELObjectType.Field(type, isOptional: !required.contains(key))
        }
        let otherFields = (others ?? nil).map { CELObjectType.Field($0, isOptional: true) }
        return .object(CELObjectType(name: name, fields: fields, otherFields: otherFields))
    }

    /// The type with another name of the value in messages.
    func named(_ name: String) -> CELType {
        guard case .object(var object) = self else { return self }
        object.name = name
        return .object(object)
    }

    /// Whether no value of this type can be of another one; numbers count as one type, and so do maps and objects.
    package func excludes(_ other: CELType) -> Bool {
        guard let mine = family, let others = other.family else { return false }
        return mine != others
    }

    private var family: String? {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .int, .uint, .double: "a number"
        case .string, .enumeration: "text"
        case .list: "a list"
        case .map, .object: "an object"
        case .bytes, .timestamp, .duration, .dyn, .optional, .nullable, .type, .parameter: nil
        }
    }

    /// The type in words for people.
    package var words: String {
        switch self {
        case .int, .uint: "a whole number"
        default: family ?? "\(self)"
        }
    }
}
