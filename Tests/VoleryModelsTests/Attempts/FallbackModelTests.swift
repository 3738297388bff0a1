import Testing
import VoleryCore
import VoleryWorkflow

@testable import VoleryModels

@Suite("A model with others to ask in its place")
struct FallbackModelTests {
    @Test(
        "is left for the next one while it is unavailable, unknown, or too small",
        arguments: [
            ModelError.busy, .unknown, .full, ModelError(.timeout, "silent"), ModelError(.malformedAnswer, "odd"),
        ]
    )
    func falls(error: ModelError) async throws {
        let (first, second) = (PlayedModel("a", .failure(error)), PlayedModel("b", .reply("Hello")))
        let watch = Watch()
        let model = FallbackModel(first, or: [second], time: InstantTime())
        let reply = try await model.respond(to: .hello()) { watch($0) }
        #expect(reply.model == "b" && model.name == "a")
        #expect(watch.events == [.retrying(attempt: 2, after: .zero, because: error)])
    }

    @Test(
        "is not left for a refusal, a wrong request or a wrong key",
        arguments: [ModelError.refused, ModelError(.invalidRequest, "bad"), ModelError(.authentication, "key")]
    )
    func stays(error: ModelError) async throws {
        let second = PlayedModel("b", .reply("Hello"))
        let model = FallbackModel(PlayedModel("a", .failure(error)), or: [second], time: InstantTime())
        await #expect(throws: error) { try await model.respond(to: .hello()) { _ in } }
        #expect(second.requests.isEmpty)
    }

    @Test("is not left once words of its answer were seen")
    func afterOutput() async throws {
        let first = PlayedModel("a", .broken(.text("Hel"), .busy))
        let model = FallbackModel(first, or: [PlayedModel("b", .reply("Hello"))], time: InstantTime())
        await #expect(throws: ModelError.busy) { try await model.respond(to: .hello()) { _ in } }
    }

    @Test("fails with what became of each, and numbers all attempts in one row")
    func allFail() async throws {
        let time = InstantTime()
        let policy = RetryPolicy(retries: 1)
        let models = ["a", "b"].map { RetryingModel(PlayedModel($0, .failure(.busy)), policy: policy, time: time) }
        let watch = Watch()
        let model = FallbackModel(models[0], or: [models[1]], time: time)
        let error = await #expect(throws: ModelError.self) { try await model.respond(to: .hello()) { watch($0) } }
        #expect(error?.message == "busy. This was attempt 2, the last. Then busy. This was attempt 2, the last.")
        let numbers = watch.events.map { if case .retrying(let number, _, _) = $0 { number } else { 0 } }
        #expect(numbers == [2, 3, 4])
    }

    @Test("promises only what all of them can do, and reckons with the dearest")
    func facts() {
        let one = ModelFacts(
            contextTokens: 100,
            maxOutputTokens: 10,
            price: ModelPrice(input: 1, output: 9),
            combinesToolsWithOutput: true,
            takes: [.image]
        )
        let long = ModelPrice.Long(above: 50, input: 4, cachedInput: 1, output: 3)
        let two = ModelFacts(
            contextTokens: 200,
            price: ModelPrice(input: 2, cachedInput: 1, output: 2, long: long),
            uncountedReasoningTokens: 7
        )
        let facts = FallbackModel(
            PlayedModel(facts: one, .reply("")),
            or: [PlayedModel(facts: two, .reply(""))],
            time: InstantTime()
        ).facts
        #expect(facts.contextTokens == 200 && facts.maxOutputTokens == 10 && facts.uncountedReasoningTokens == 7)
        #expect(!facts.combinesToolsWithOutput && facts.takes.isEmpty)
        #expect(facts.price?.input == 2 && facts.price?.output == 9 && facts.price?.cachedInput == 1)
        #expect(facts.price?.long == ModelPrice.Long(above: 50, input: 4, cachedInput: 1, output: 9))
        let unknown = FallbackModel(
            PlayedModel(facts: one, .reply("")),
            or: [PlayedModel("c", .reply(""))],
            time: InstantTime()
        )
        #expect(unknown.facts.price == nil)
    }

    @Test("is given a project's settings where a request leaves them open")
    func configured() async throws {
        let played = PlayedModel(facts: ModelFacts(maxOutputTokens: 5_000), .reply("Hello"))
        let model = ConfiguredModel(played, choice: ModelChoice(reasoning: "low", temperature: 0.5, maxTokens: 1_000))
        var request = ModelRequest.hello()
        _ = try await model.respond(to: request) { _ in }
        request.reasoning = "high"
        request.maxOutputTokens = 10
        _ = try await model.respond(to: request) { _ in }
        #expect(played.requests.map(\.reasoning) == ["low", "high"])
        #expect(played.requests.map(\.temperature) == [0.5, 0.5])
        #expect(played.requests.map(\.maxOutputTokens) == [1_000, 10])
        #expect(model.facts.maxOutputTokens == 1_000)
    }
}
