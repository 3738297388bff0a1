import LoopbackServer
import Testing
import VoleryCore
import VoleryHTTP

@testable import VoleryModels

@Suite("A model that is asked again", .timeLimit(.minutes(1)))
struct RetryingModelTests {
    @Test("answers at last, and tells of each further attempt")
    func succeeds() async throws {
        let played = PlayedModel("m", .failure(.busy), .failure(.busy), .reply("Hello"))
        let (time, watch) = (InstantTime(), Watch())
        let model = RetryingModel(played, policy: RetryPolicy(seed: 1), time: time)
        #expect(try await model.respond(to: .hello()) { watch($0) }.text == "Hello")
        #expect(
            watch.events == [
                .retrying(attempt: 2, after: time.slept[0], because: .busy),
                .retrying(attempt: 3, after: time.slept[1], because: .busy),
            ]
        )
    }

    @Test("is given up after its last attempt, and says which that was")
    func givesUp() async throws {
        let played = PlayedModel("m", .failure(.busy))
        let model = RetryingModel(played, policy: RetryPolicy(retries: 2), time: InstantTime())
        let error = await #expect(throws: ModelError.self) { try await model.respond(to: .hello()) { _ in } }
        #expect(played.requests.count == 3)
        #expect(error?.message == "busy. This was attempt 3, the last." && error?.kind == .unavailable)
    }

    @Test(
        "is not asked again where that can't help",
        arguments: [
            ModelError.full, .unknown, .refused, ModelError(.invalidRequest, "bad"), ModelError(.authentication, "key"),
        ]
    )
    func final(error: ModelError) async throws {
        let played = PlayedModel("m", .failure(error))
        let model = RetryingModel(played, time: InstantTime())
        await #expect(throws: error) { try await model.respond(to: .hello()) { _ in } }
        #expect(played.requests.count == 1)
    }

    @Test(
        "is not asked again once words of its answer were seen",
        arguments: [ModelEvent.text("Hel"), .reasoning("First")]
    )
    func afterOutput(event: ModelEvent) async throws {
        let played = PlayedModel("m", .broken(event, .busy))
        let model = RetryingModel(played, time: InstantTime())
        await #expect(throws: ModelError.busy) { try await model.respond(to: .hello()) { _ in } }
        #expect(played.requests.count == 1)
    }

    @Test("waits as long as the server asks, and not at all where it asks for too long")
    func retryAfter() async throws {
        var busy = ModelError(.unavailable, "busy", status: 429, retryAfter: .seconds(7))
        let time = InstantTime()
        let patient = RetryingModel(PlayedModel("m", .failure(busy), .reply("Hello")), time: time)
        _ = try await patient.respond(to: .hello()) { _ in }
        #expect(time.now >= .seconds(7) && time.now <= .milliseconds(7_700))
        busy.retryAfter = .seconds(3_600)
        let hasty = RetryingModel(PlayedModel("m", .failure(busy)), time: InstantTime())
        let error = await #expect(throws: ModelError.self) { try await hasty.respond(to: .hello()) { _ in } }
        #expect(error?.message == "busy. The server asks to wait 3600 s, and no more than 120 s are waited.")
    }

    @Test("stays within the request's time limit with all attempts together")
    func timeLimit() async throws {
        let busy = ModelError(.unavailable, "busy", status: 429, retryAfter: .seconds(20))
        let (played, time) = (PlayedModel("m", .failure(busy)), InstantTime())
        let model = RetryingModel(played, time: time)
        let error = await #expect(throws: ModelError.self) {
            try await model.respond(to: .hello(timeLimit: .seconds(30))) { _ in }
        }
        #expect(error?.message == "busy. No time is left for another attempt.")
        #expect(played.requests.map { $0.timeLimit } == [.seconds(30), .seconds(30) - time.now])
    }

    @Test("is not asked again when the task is cancelled")
    func cancelled() async throws {
        let played = PlayedModel("m", .failure(.busy))
        let model = RetryingModel(played, time: InstantTime())
        await withTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask {
                await #expect(throws: CancellationError.self) { try await model.respond(to: .hello()) { _ in } }
            }
        }
        #expect(played.requests.count == 1)
    }

    @Test("comes through a server that is busy, breaks, resets and then answers")
    func realServer() async throws {
        let time = InstantTime()
        let reply = try await withModel({ exchange in
            switch exchange.request.connection {
            case 1:
                try exchange.respond("", status: 429, headers: ["Retry-After": "1", "Connection": "close"]);
                exchange.cut()
            case 2: try exchange.respond("", status: 500); exchange.cut()
            case 3: exchange.reset()
            default: try exchange.stream(Stream.chunk(["content": "Hello"], finish: "stop"), Stream.done)
            }
        }) { model, _ in
            try await RetryingModel(model, time: time).respond(to: .hello()) { _ in }
        }
        #expect(reply.text == "Hello" && time.slept.count == 3)
    }
}

@Suite("Waits between attempts")
struct RetryPolicyTests {
    @Test("double up to a bound, less a part by chance")
    func doubling() throws {
        let policy = RetryPolicy(seed: 7)
        let busy = ModelError(.unavailable, "busy", status: 429)
        for (attempt, (most, mostBusy)) in [(0.5, 1.0), (1, 2), (2, 4), (4, 8), (8, 16), (8, 30)].enumerated() {
            let wait = try #require(policy.wait(after: .busy, attempt: attempt + 1, at: .run))
            #expect(wait <= .seconds(most) && wait >= .seconds(most * 0.75))
            let longer = try #require(policy.wait(after: busy, attempt: attempt + 1, at: .run))
            #expect(longer <= .seconds(mostBusy) && longer >= .seconds(mostBusy * 0.75))
        }
        #expect(policy.wait(after: .busy, attempt: 1_000_000, at: .run) ?? .zero <= .seconds(8))
    }

    @Test("follow from the seed, and differ from conversation to conversation")
    func chance() {
        let waits = (0..<100).map { RetryPolicy(seed: 7).wait(after: .busy, attempt: 1, at: Address.run.element($0)) }
        #expect(
            waits == (0..<100).map { RetryPolicy(seed: 7).wait(after: .busy, attempt: 1, at: Address.run.element($0)) }
        )
        #expect(Set(waits).count == 100)
        #expect(waits[0] != RetryPolicy(seed: 8).wait(after: .busy, attempt: 1, at: Address.run.element(0)))
    }
}
