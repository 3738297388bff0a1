/// What servers that speak Chat Completions differ in.
public struct ChatDialect: Sendable, Hashable {
    /// The header that carries the key.
    public enum KeyHeader: Sendable, Hashable {
        /// `Authorization: Bearer KEY`.
        case bearer
        /// `api-key: KEY`.
        case apiKey
    }

    /// The header that carries the key.
    public var keyHeader: KeyHeader
    /// Whether the bound on an answer is sent as `max_completion_tokens`; as `max_tokens` otherwise.
    public var namesCompletionTokens: Bool
    /// Whether that bound covers the tokens of reasoning too.
    public var countsReasoning: Bool
    /// Whether several calls in one answer have to be asked for.
    public var asksForParallelCalls: Bool
    /// Whether `prompt_cache_key` is taken, which keeps a conversation on the machine that has it cached.
    public var takesCacheKey: Bool
    /// Whether tools and an answer's schema can go in one request.
    public var combinesToolsWithOutput: Bool
    /// Whether a message may hold files.
    public var takesFiles: Bool

    /// A dialect; that of an unknown server unless said otherwise.
    public init(
        keyHeader: KeyHeader = .bearer,
        namesCompletionTokens: Bool = false,
        countsReasoning: Bool = true,
        asksForParallelCalls: Bool = true,
        takesCacheKey: Bool = false,
        combinesToolsWithOutput: Bool = false,
        takesFiles: Bool = false
    ) {
        self.keyHeader = keyHeader
        self.namesCompletionTokens = namesCompletionTokens
        self.countsReasoning = countsReasoning
        self.asksForParallelCalls = asksForParallelCalls
        self.takesCacheKey = takesCacheKey
        self.combinesToolsWithOutput = combinesToolsWithOutput
        self.takesFiles = takesFiles
    }

    /// Any server that speaks the protocol, by what all of them understand.
    public static let compatible = ChatDialect()

    /// OpenAI's own.
    public static let openAI = ChatDialect(
        namesCompletionTokens: true,
        asksForParallelCalls: false,
        takesCacheKey: true,
        combinesToolsWithOutput: true,
        takesFiles: true
    )

    /// xAI's, whose bound on an answer leaves out reasoning.
    public static let xAI = ChatDialect(
        namesCompletionTokens: true,
        countsReasoning: false,
        asksForParallelCalls: false,
        takesCacheKey: true,
        combinesToolsWithOutput: true
    )

    /// Azure AI Foundry's v1, which may refuse members that it does not know.
    public static let azure = ChatDialect(
        keyHeader: .apiKey,
        namesCompletionTokens: true,
        asksForParallelCalls: false,
        combinesToolsWithOutput: true
    )
}
