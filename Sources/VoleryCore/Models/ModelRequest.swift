/// What a model is asked: the whole conversation, and what it may do.
public struct ModelRequest: Sendable {
    /// The conversation's address in the run; the same for all its turns.
    public var address: Address
    /// The agent that the model speaks for.
    public var agent: String
    /// The conversation so far, in order.
    public var messages: [Message]
    /// The tools that the model may call.
    public var tools: [ToolDefinition]
    /// Whether it may, must or must not call one.
    public var toolChoice: ToolChoice
    /// The schema that the answer has to fit; `nil` for text.
    public var output: JSONSchema?
    /// The most tokens that the answer may take.
    public var maxOutputTokens: Int
    /// How freely the model chooses its words, 0 to 2; the server's default if `nil`.
    public var temperature: Double?
    /// How much the model thinks first, in the server's words (`low`, `high`, …); its default if `nil`.
    public var reasoning: String?
    /// How long all attempts together may take.
    public var timeLimit: Duration

    /// A request.
    public init(
        address: Address,
        agent: String,
        messages: [Message],
        tools: [ToolDefinition] = [],
        toolChoice: ToolChoice = .auto,
        output: JSONSchema? = nil,
        maxOutputTokens: Int = 8_000,
        temperature: Double? = nil,
        reasoning: String? = nil,
        timeLimit: Duration = .seconds(3_600)
    ) {
        self.address = address
        self.agent = agent
        self.messages = messages
        self.tools = tools
        self.toolChoice = toolChoice
        self.output = output
        self.maxOutputTokens = maxOutputTokens
        self.temperature = temperature
        self.reasoning = reasoning
        self.timeLimit = timeLimit
    }

    /// Whether a model may call tools.
    public enum ToolChoice: String, Sendable, Hashable, Codable {
        /// As it sees fit.
        case auto
        /// At least one.
        case required
        /// None.
        case none
    }
}

/// A tool as a model is told of it.
public struct ToolDefinition: Sendable {
    /// The name that the model calls: letters, digits, `_` and `-`, 64 at most.
    public var name: String
    /// What it does and when to use it.
    public var description: String
    /// The JSON Schema of its arguments.
    public var parameters: JSONSchema

    /// A definition.
    public init(name: String, description: String, parameters: JSONSchema) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}
