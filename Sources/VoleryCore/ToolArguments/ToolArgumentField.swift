/// One property of a struct with `@ToolArguments`, as its schema tells it.
public struct ToolArgumentField: Sendable {
    private let name: String
    private let schema: JSONValue
    private let isRequired: Bool

    /// A property without a default.
    public init(_ name: String, _ type: (some ToolArgumentValue).Type, description: String?) {
        self.init(name, type.argumentSchema, description, isRequired: !type.isOptionalArgument)
    }

    /// A property with a default, which the model is told of.
    public init<Value: ToolArgumentValue>(_ name: String, default value: Value, description: String?) {
        var schema = Value.argumentSchema.objectValue ?? [:]
        let value = value.argumentValue
        if !value.isNull { schema["default"] = value }
        self.init(name, .object(schema), description, isRequired: false)
    }

    private init(_ name: String, _ schema: JSONValue, _ description: String?, isRequired: Bool) {
        var members = schema.objectValue ?? [:]
        members["description"] = description.map(JSONValue.string) ?? members["description"]
        self.name = name
        self.schema = .object(members)
        self.isRequired = isRequired
    }

    /// The JSON Schema of an object with some properties and no others.
    public static func schema(_ fields: [ToolArgumentField], description: String?) -> JSONValue {
        var properties = JSONObject()
        for field in fields { properties[field.name] = field.schema }
        var schema: JSONObject = ["type": "object"]
        schema["description"] = description.map(JSONValue.string)
        schema["properties"] = .object(properties)
        schema["required"] = .array(fields.filter(\.isRequired).map { .string($0.name) })
        schema["additionalProperties"] = false
        return .object(schema)
    }
}

/// Reads the properties of a struct with `@ToolArguments`.
public struct ToolArgumentReader {
    private let members: JSONObject

    /// Reads from an object.
    /// - Throws: `ToolFailure` with words for the model if it is none.
    public init(_ value: JSONValue) throws {
        guard case .object(let members) = value else {
            throw ToolFailure.correctable("expected an object, found \(value.shortDescription)")
        }
        self.members = members
    }

    /// A property's value.
    /// - Throws: `ToolFailure` that names the property if it is missing or does not fit.
    public func value<Value: ToolArgumentValue>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        guard let value = members[name] else {
            guard Value.isOptionalArgument else { throw ToolFailure.correctable("`\(name)` is missing") }
            return try Value(argument: .null)
        }
        do {
            return try Value(argument: value)
        } catch let failure as ToolFailure {
            throw ToolFailure.correctable("`\(name)`: \(failure.message)")
        }
    }

    /// A property's value, or a default where it is left out.
    /// - Throws: `ToolFailure` that names the property if it does not fit.
    public func value<Value: ToolArgumentValue>(_ name: String, default value: Value) throws -> Value {
        members[name] == nil ? value : try self.value(name)
    }
}
