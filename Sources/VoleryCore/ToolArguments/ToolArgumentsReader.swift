/// Reads a tool's arguments from the text that a model wrote, and says in words for the model what is wrong with it.
///
/// The text is read strictly and once: a key given twice, half a character or a second value behind the first are
/// refused, as another reader could see something else in them. What comes out has passed the schema.
public struct ToolArgumentsReader: Sendable {
    /// The longest text in bytes: 1 MiB.
    public static let maxBytes = 1 << 20
    /// How many lists and objects may be open at once.
    public static let maxDepth = 64

    private let schema: JSONSchema

    /// A reader for a tool's parameters.
    ///
    /// - Parameter schema: What the arguments must fit, an object's schema.
    public init(schema: JSONSchema) {
        self.schema = schema
    }

    /// Reads arguments from their text.
    ///
    /// A text without anything but white space means an empty object if the schema takes one.
    ///
    /// - Parameter text: What the model wrote, in UTF-8.
    /// - Returns: The arguments, always an object.
    /// - Throws: `ToolArgumentsError`, whose message is for the model.
    public func read(_ text: some Collection<UInt8>) throws(ToolArgumentsError) -> JSONObject {
        let value = try parse(text)
        guard case .object(let members) = value else {
            let message = "the arguments must be one JSON object, found \(value.shortDescription)"
            throw ToolArgumentsError(reason: .notAnObject, message: message)
        }
        let violations = schema.validate(value)
        guard violations.isEmpty else { throw ToolArgumentsError(violations) }
        return members
    }

    private func parse(_ text: some Collection<UInt8>) throws(ToolArgumentsError) -> JSONValue {
        do {
            return try JSONValue(
                parsing: text,
                options: .init(maxDepth: Self.maxDepth, maxBytes: Self.maxBytes, duplicateKeys: .refuse)
            )
        } catch {
            if error.kind == .empty, schema.isValid([:]) { return [:] }
            throw ToolArgumentsError(error)
        }
    }
}

/// Why a tool can't be called with what a model wrote.
public struct ToolArgumentsError: Error, Sendable, Hashable {
    /// What kind of fault it is.
    public enum Reason: Sendable, Hashable {
        /// The text is no JSON that is taken here.
        case text(JSONParseError.Kind)
        /// The text is JSON, but no object.
        case notAnObject
        /// The object doesn't fit the tool's parameters.
        case schema([JSONSchema.Violation])
    }

    /// What kind of fault it is.
    public var reason: Reason
    /// What is wrong, where, and what to write instead, in words for the model.
    public var message: String

    /// An error for some reason.
    public init(reason: Reason, message: String) {
        self.reason = reason
        self.message = message
    }
}

extension ToolArgumentsError {
    init(_ error: JSONParseError) {
        let hint = error.kind == .empty ? "; write a JSON object with the tool's parameters" : ""
        self.init(reason: .text(error.kind), message: "the arguments can't be read as JSON: \(error)\(hint)")
    }

    init(_ violations: [JSONSchema.Violation]) {
        let lines = violations.map { "\n- \($0)" }.joined()
        self.init(reason: .schema(violations), message: "the arguments don't fit the tool's parameters:\(lines)")
    }
}

extension ToolArgumentsError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
