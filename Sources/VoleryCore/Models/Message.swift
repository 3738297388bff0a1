/// One message of a conversation with a model.
public enum Message: Sendable, Hashable, Codable {
    /// What the agent is and how it is to work.
    case system(String)
    /// What the agent is asked, or told of others.
    case user(String)
    /// The same where it is more than text: text, images and files in their order.
    case userParts([ContentPart])
    /// What the model said, and the tools that it wants called.
    case assistant(text: String, toolCalls: [ToolCall])
    /// What a tool call gave.
    case tool(callID: String, text: String)
}

/// A tool call as a model asked for it.
public struct ToolCall: Sendable, Hashable, Codable {
    /// The server's name of this call; the result names it.
    public var id: String
    /// The tool's name as the model wrote it.
    public var name: String
    /// The arguments as the model wrote them: JSON, if all is well.
    public var arguments: String

    /// A call.
    public init(id: String, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}
