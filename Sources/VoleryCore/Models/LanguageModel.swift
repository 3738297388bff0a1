/// A language model behind some server, or a stand-in for one.
public protocol LanguageModel: Sendable {
    /// Its name for people: `xai/grok-4.3`.
    var name: String { get }

    /// What is known of it.
    var facts: ModelFacts { get }

    /// Asks the model and waits for its whole answer.
    ///
    /// - Parameters:
    ///   - request: The conversation and what the model may do.
    ///   - onEvent: Called with the words as they come; must return quickly.
    /// - Returns: The whole answer; never a part of one.
    /// - Throws: `ModelError`, or `CancellationError` when the task is cancelled.
    @concurrent func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply
}

/// What is known of a model beside what it says.
public struct ModelFacts: Sendable, Hashable {
    /// How many tokens its window holds, if known.
    public var contextTokens: Int?
    /// The most tokens that one answer may have, if known.
    public var maxOutputTokens: Int?
    /// What it costs, if known.
    public var price: ModelPrice?
    /// The most tokens of one answer where an agent does not say, if a project gives it.
    public var usualOutputTokens: Int?
    /// Reasoning tokens that an answer may take beyond `ModelRequest.maxOutputTokens`, where the server does not
    /// count them in; 0 where it does.
    public var uncountedReasoningTokens: Int
    /// Whether the server can be given tools and an answer's schema in one request; where it can't, the schema goes
    /// with a last turn without tools.
    public var combinesToolsWithOutput: Bool
    /// What it takes beside text.
    public var takes: Set<Media.Kind>
    /// The most tokens that an image counts for.
    public var imageTokens: Int

    /// The tokens to reckon with for an image where nothing is known: more than most models take for a large one.
    public static let usualImageTokens = 4_000

    /// Facts; the defaults suit an unknown server.
    public init(
        contextTokens: Int? = nil,
        maxOutputTokens: Int? = nil,
        usualOutputTokens: Int? = nil,
        price: ModelPrice? = nil,
        uncountedReasoningTokens: Int = 0,
        combinesToolsWithOutput: Bool = false,
        takes: Set<Media.Kind> = [],
        imageTokens: Int = Self.usualImageTokens
    ) {
        self.contextTokens = contextTokens
        self.maxOutputTokens = maxOutputTokens
        self.usualOutputTokens = usualOutputTokens
        self.price = price
        self.uncountedReasoningTokens = uncountedReasoningTokens
        self.combinesToolsWithOutput = combinesToolsWithOutput
        self.takes = takes
        self.imageTokens = imageTokens
    }
}

/// What a model costs, in US dollars for a million tokens.
public struct ModelPrice: Sendable, Hashable, Codable {
    /// Tokens read.
    public var input: Double
    /// Tokens read that the server had cached; `input` if there is no such price.
    public var cachedInput: Double?
    /// Tokens written, reasoning included.
    public var output: Double
    /// What a request costs as a whole once it is long, where that differs.
    public var long: Long?

    /// A price for a million tokens each.
    public init(input: Double, cachedInput: Double? = nil, output: Double, long: Long? = nil) {
        self.input = input
        self.cachedInput = cachedInput
        self.output = output
        self.long = long
    }

    /// The price of requests that are longer than a number of tokens.
    public struct Long: Sendable, Hashable, Codable {
        /// The most tokens read that the usual price covers.
        public var above: Int
        /// Tokens read.
        public var input: Double
        /// Tokens read that the server had cached.
        public var cachedInput: Double
        /// Tokens written, reasoning included.
        public var output: Double

        /// A price for a million tokens each.
        public init(above: Int, input: Double, cachedInput: Double, output: Double) {
            self.above = above
            self.input = input
            self.cachedInput = cachedInput
            self.output = output
        }
    }

    /// What a usage of one request costs at this price.
    public func cost(of usage: Usage) -> Money {
        let long = long.flatMap { usage.inputTokens > $0.above ? $0 : nil }
        let fresh = Double(usage.inputTokens - usage.cachedTokens) * (long?.input ?? input)
        let cached = Double(usage.cachedTokens) * (long?.cachedInput ?? cachedInput ?? input)
        let written = Double(usage.outputTokens) * (long?.output ?? output)
        return Money(dollars: (fresh + cached + written) / 1_000_000)
    }
}

/// Finds models by the names that workflows use.
public protocol ModelProvider: Sendable {
    /// The model for a reference.
    ///
    /// - Parameters:
    ///   - reference: A name under `models`, or `PROVIDER/MODEL`.
    ///   - fallback: Models to ask, in order, while that one stays unavailable.
    /// - Returns: The model, ready to be asked.
    /// - Throws: An error that says why there is no such model, and what there is.
    func model(_ reference: String, fallback: [String]) throws -> any LanguageModel
}
