/// What a model answered, whole.
public struct ModelReply: Sendable, Hashable, Codable {
    /// What it said; empty if it only called tools.
    public var text: String
    /// The tools that it wants called, in its order.
    public var toolCalls: [ToolCall]
    /// Why it stopped.
    public var finish: FinishReason
    /// What the call used.
    public var usage: Usage
    /// The model that answered, as the server names it.
    public var model: String

    /// A reply.
    public init(
        text: String,
        toolCalls: [ToolCall] = [],
        finish: FinishReason = .stop,
        usage: Usage = Usage(),
        model: String = ""
    ) {
        self.text = text
        self.toolCalls = toolCalls
        self.finish = finish
        self.usage = usage
        self.model = model
    }

    /// Why a model stopped writing.
    public enum FinishReason: String, Sendable, Hashable, Codable {
        /// It had said all.
        case stop
        /// It wants tools called.
        case toolCalls
        /// It reached the most tokens that it may write.
        case length
        /// The server held the answer back, or the model refused.
        case refused
    }
}

/// What can be watched while a model answers.
public enum ModelEvent: Sendable, Hashable {
    /// More of the answer's text.
    case text(String)
    /// More of what the model thinks, where the server shows it.
    case reasoning(String)
    /// An attempt failed and another follows after a wait.
    case retrying(attempt: Int, after: Duration, because: ModelError)
}
