/// What calls to models have used.
///
/// All counts are the server's.
public struct Usage: Sendable, Hashable, Codable {
    /// Tokens that were read, cached ones included.
    public var inputTokens: Int
    /// The part of `inputTokens` that the server had cached.
    public var cachedTokens: Int
    /// Tokens that were written, reasoning included.
    public var outputTokens: Int
    /// The part of `outputTokens` that was reasoning.
    public var reasoningTokens: Int
    /// What it cost, as the server says or by the model's price; `nil` if neither is known.
    public var cost: Money?

    /// Usage with the given counts.
    public init(
        inputTokens: Int = 0,
        cachedTokens: Int = 0,
        outputTokens: Int = 0,
        reasoningTokens: Int = 0,
        cost: Money? = nil
    ) {
        self.inputTokens = inputTokens
        self.cachedTokens = cachedTokens
        self.outputTokens = outputTokens
        self.reasoningTokens = reasoningTokens
        self.cost = cost
    }

    /// All tokens, read and written.
    public var tokens: Int { inputTokens + outputTokens }

    /// The sum of two usages, which never overflows; a cost that only one of them knows is kept.
    public static func + (lhs: Usage, rhs: Usage) -> Usage {
        Usage(
            inputTokens: sum(lhs.inputTokens, rhs.inputTokens),
            cachedTokens: sum(lhs.cachedTokens, rhs.cachedTokens),
            outputTokens: sum(lhs.outputTokens, rhs.outputTokens),
            reasoningTokens: sum(lhs.reasoningTokens, rhs.reasoningTokens),
            cost: lhs.cost.map { $0 + (rhs.cost ?? .zero) } ?? rhs.cost
        )
    }

    /// A server may say any number, so what is too large counts as the largest.
    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? (one > 0 ? .max : .min) : sum
    }

    /// Adds a usage to this one.
    public static func += (lhs: inout Usage, rhs: Usage) { lhs = lhs + rhs }
}
