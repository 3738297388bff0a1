internal import VoleryCore

/// Reads the `usage` member of an answer.
///
/// Servers disagree on whether `completion_tokens` holds the tokens of reasoning. xAI's chat leaves them out, Azure and
/// OpenAI count them in; which one it is follows from the total, not from the server's name.
enum ChatUsage {
    /// More tokens than any call can have; keeps sums of made-up counts from overflowing.
    private static let most = 1_000_000_000_000

    /// The usage that an object tells, or `nil` for anything else.
    static func read(_ value: JSONValue) -> Usage? {
        guard case .object = value else { return nil }
        let prompt = count(value["prompt_tokens"]) ?? 0
        let completion = count(value["completion_tokens"]) ?? 0
        let cached = count(value["prompt_tokens_details"]?["cached_tokens"]) ?? 0
        let reasoning = count(value["completion_tokens_details"]?["reasoning_tokens"]) ?? 0
        let isReasoningApart = count(value["total_tokens"]) == prompt + completion + reasoning
        return Usage(
            // A server that reports more cached tokens than it read counts them apart.
            inputTokens: cached > prompt ? prompt + cached : prompt,
            cachedTokens: cached,
            outputTokens: isReasoningApart ? completion + reasoning : max(completion, reasoning),
            reasoningTokens: reasoning,
            cost: cost(value["cost_in_usd_ticks"])
        )
    }

    private static func count(_ value: JSONValue?) -> Int? {
        value?.intValue.map { min(max(0, $0), most) }
    }

    /// xAI's cost, in 10⁻¹⁰ US dollars.
    private static func cost(_ value: JSONValue?) -> Money? {
        value?.intValue.map { Money(ticks: max(0, $0)) }
    }
}
