import Testing
import VoleryCore

@testable import VoleryModels

@Suite("Usage as servers report it")
struct UsageTests {
    @Test("counts reasoning as output where the server's total shows that it was left out")
    func reasoningApart() {
        let usage = read(
            #"{"prompt_tokens":291,"completion_tokens":26,"total_tokens":513,"completion_tokens_details":{"reasoning_tokens":196}}"#
        )
        #expect(usage == Usage(inputTokens: 291, outputTokens: 222, reasoningTokens: 196))
    }

    @Test("counts it once where the server has counted it in")
    func reasoningWithin() {
        let usage = read(
            #"{"prompt_tokens":216,"completion_tokens":831,"total_tokens":1047,"completion_tokens_details":{"reasoning_tokens":253}}"#
        )
        #expect(usage == Usage(inputTokens: 216, outputTokens: 831, reasoningTokens: 253))
    }

    @Test("takes cached tokens as a part of what was read, or beside it where there are more")
    func cached() {
        let part = read(#"{"prompt_tokens":10,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":4}}"#)
        #expect(part == Usage(inputTokens: 10, cachedTokens: 4, outputTokens: 1))
        let apart = read(#"{"prompt_tokens":10,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":40}}"#)
        #expect(apart == Usage(inputTokens: 50, cachedTokens: 40, outputTokens: 1))
    }

    @Test(
        "does not break on nonsense",
        arguments: [
            "{}", #"{"prompt_tokens":-5,"completion_tokens":null}"#, #"{"prompt_tokens":"many"}"#,
            #"{"prompt_tokens_details":7,"completion_tokens_details":null,"cost_in_usd_ticks":-1}"#,
        ]
    )
    func nonsense(text: String) {
        #expect(read(text)?.tokens == 0)
    }

    @Test("does not overflow, and is nothing where there is none")
    func extremes() {
        let most = read(#"{"prompt_tokens":9223372036854775807,"completion_tokens":9223372036854775807}"#)
        #expect(most?.tokens == 2_000_000_000_000)
        #expect(read("null") == nil && read("[]") == nil)
    }

    private func read(_ text: String) -> Usage? {
        (try? JSONValue(parsing: text)).flatMap(ChatUsage.read)
    }
}
