/// What a single argument of a tool may be: it knows its JSON Schema, and how to read and write itself as JSON.
///
/// Text, numbers, booleans, lists, maps with text as keys, optionals, `JSONValue`, structs with `@ToolArguments`, and
/// enumerations: `enum Unit: String, CaseIterable, ToolArgumentValue { case metric, imperial }` is all there is to write.
public protocol ToolArgumentValue: Sendable {
    /// The JSON Schema of the value.
    static var argumentSchema: JSONValue { get }

    /// Whether it may be left out; only optionals may.
    static var isOptionalArgument: Bool { get }

    /// Reads the value.
    /// - Parameter value: JSON that fits `argumentSchema`; `null` for an optional that was left out.
    /// - Throws: `ToolFailure` with words for the model if it is none all the same.
    init(argument value: JSONValue) throws

    /// The value as JSON, for defaults that a schema tells.
    var argumentValue: JSONValue { get }
}

extension ToolArgumentValue {
    /// It has to be given.
    public static var isOptionalArgument: Bool { false }
}

extension JSONValue {
    /// The value that a conversion found in JSON.
    fileprivate func found<Value>(_ value: Value?, _ what: String) throws -> Value {
        guard let value else { throw ToolFailure.correctable("expected \(what), found \(shortDescription)") }
        return value
    }
}

extension String: ToolArgumentValue {
    /// Text.
    public static var argumentSchema: JSONValue { ["type": "string"] }
    /// Reads text.
    public init(argument value: JSONValue) throws { self = try value.found(value.stringValue, "text") }
    /// The text.
    public var argumentValue: JSONValue { .string(self) }
}

extension Bool: ToolArgumentValue {
    /// True or false.
    public static var argumentSchema: JSONValue { ["type": "boolean"] }
    /// Reads a boolean.
    public init(argument value: JSONValue) throws { self = try value.found(value.boolValue, "true or false") }
    /// The boolean.
    public var argumentValue: JSONValue { .bool(self) }
}

extension Int: ToolArgumentValue {
    /// A whole number.
    public static var argumentSchema: JSONValue { ["type": "integer"] }
    /// Reads a whole number; one written with a fraction of zero, as `3.0`, is one too.
    public init(argument value: JSONValue) throws {
        let exact = value.intValue ?? value.doubleValue.flatMap { Int(exactly: $0) }
        self = try value.found(exact, "a whole number")
    }
    /// The number.
    public var argumentValue: JSONValue { .int(self) }
}

extension Double: ToolArgumentValue {
    /// A number.
    public static var argumentSchema: JSONValue { ["type": "number"] }
    /// Reads a number.
    public init(argument value: JSONValue) throws { self = try value.found(value.doubleValue, "a number") }
    /// The number.
    public var argumentValue: JSONValue { .double(self) }
}

extension JSONValue: ToolArgumentValue {
    /// Anything.
    public static var argumentSchema: JSONValue { [:] }
    /// The value as it is.
    public init(argument value: JSONValue) { self = value }
    /// The value as it is.
    public var argumentValue: JSONValue { self }
}

extension Array: ToolArgumentValue where Element: ToolArgumentValue {
    /// A list.
    public static var argumentSchema: JSONValue { ["type": "array", "items": Element.argumentSchema] }
    /// Reads a list.
    public init(argument value: JSONValue) throws {
        self = try value.found(value.arrayValue, "a list").map(Element.init(argument:))
    }
    /// The list.
    public var argumentValue: JSONValue { .array(map(\.argumentValue)) }
}

extension Dictionary: ToolArgumentValue where Key == String, Value: ToolArgumentValue {
    /// A map with text as keys.
    public static var argumentSchema: JSONValue {
        ["type": "object", "additionalProperties": Value.argumentSchema]
    }
    /// Reads a map.
    public init(argument value: JSONValue) throws {
        let members = try value.found(value.objectValue, "a map").map { ($0, try Value(argument: $1)) }
        self.init(members) { _, last in last }
    }
    /// The map, by its keys' order.
    public var argumentValue: JSONValue {
        var members = JSONObject()
        for (name, value) in sorted(by: { $0.key < $1.key }) { members[name] = value.argumentValue }
        return .object(members)
    }
}

extension Optional: ToolArgumentValue where Wrapped: ToolArgumentValue {
    /// What is there if it is given.
    public static var argumentSchema: JSONValue { Wrapped.argumentSchema }
    /// It may be left out.
    public static var isOptionalArgument: Bool { true }
    /// Reads what is there.
    public init(argument value: JSONValue) throws {
        self = value.isNull ? nil : .some(try Wrapped(argument: value))
    }
    /// What is there, or null.
    public var argumentValue: JSONValue { self?.argumentValue ?? .null }
}

extension ToolArgumentValue where Self: RawRepresentable & CaseIterable, RawValue: ToolArgumentValue {
    /// One of the cases.
    public static var argumentSchema: JSONValue {
        var schema = RawValue.argumentSchema.objectValue ?? [:]
        schema["enum"] = .array(allCases.map(\.rawValue.argumentValue))
        return .object(schema)
    }
    /// Reads a case.
    public init(argument value: JSONValue) throws {
        let known = Self.allCases.map { $0.rawValue.argumentValue.serialized() }.joined(separator: ", ")
        self = try value.found(Self(rawValue: RawValue(argument: value)), "one of \(known)")
    }
    /// The case's raw value.
    public var argumentValue: JSONValue { rawValue.argumentValue }
}
