/// What a tool is called with: a schema that the model is told, and a value that is made from what the model sent.
///
/// A `Decodable` struct only has to give its schema; arguments reach it after they were checked against that.
public protocol ToolArguments: Sendable {
    /// The JSON Schema of the arguments: an object with a property for each.
    static var schema: JSONSchema { get throws }

    /// Makes the arguments from a value that fits `schema`.
    /// - Parameter value: The value as the model gave it.
    /// - Throws: Anything; its description goes back to the model.
    init(arguments value: JSONValue) throws
}

extension ToolArguments where Self: Decodable {
    /// Decodes the arguments.
    /// - Parameter value: The value as the model gave it.
    /// - Throws: `DecodingError` where the value does not fit the type.
    public init(arguments value: JSONValue) throws {
        self = try value.decode(as: Self.self)
    }
}

extension JSONValue: ToolArguments {
    /// Any object: a tool with dynamic arguments gives its own schema as `Tool.argumentsSchema`.
    public static var schema: JSONSchema {
        get throws { try JSONSchema(["type": "object"]) }
    }

    /// The value as it is.
    /// - Parameter value: The value as the model gave it.
    public init(arguments value: JSONValue) {
        self = value
    }
}
