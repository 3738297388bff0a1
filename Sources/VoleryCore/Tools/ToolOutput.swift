/// What a tool call gave.
public struct ToolOutput: Sendable, Hashable {
    /// The result: text as a string, anything else as it is.
    public var value: JSONValue
    /// Why a step that makes this call counts it as failed (a program's exit code, a server's status); a model gets
    /// the result all the same.
    public var stepFailure: String?

    /// A result.
    public init(_ value: JSONValue, stepFailure: String? = nil) {
        self.value = value
        self.stepFailure = stepFailure
    }

    /// A result that is text.
    public static func text(_ text: String) -> ToolOutput { ToolOutput(.string(text)) }

    /// A result that is a value.
    public static func json(_ value: JSONValue) -> ToolOutput { ToolOutput(value) }

    /// The result as a model reads it: text as it is, anything else as compact JSON.
    public var text: String {
        if case .string(let text) = value { return text }
        return value.serialized()
    }
}

/// A call that did not succeed, told to the model.
public enum ToolFailure: Error, Sendable, Hashable {
    /// The model may do better with other arguments.
    case correctable(String)
    /// Trying again is of no use.
    case final(String)

    /// What went wrong.
    public var message: String {
        switch self {
        case .correctable(let message), .final(let message): message
        }
    }
}

extension ToolFailure: CustomStringConvertible {
    /// What went wrong.
    public var description: String { message }
}
