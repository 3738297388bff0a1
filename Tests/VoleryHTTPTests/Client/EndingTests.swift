import LoopbackServer
import Testing

@testable import VoleryHTTP

@Suite("How transfers end", .timeLimit(.minutes(1)))
struct EndingTests {
    /// Where the server stops when the test ends the transfer.
    enum Point: CaseIterable {
        case beforeTheHead, withinTheBody
    }

    @Test("A cancelled task ends the transfer at once, and gets a CancellationError", arguments: Point.allCases)
    func cancellation(_ point: Point) async throws {
        let started = Gate()
        let gone = Gate()
        try await withLoopbackServer { exchange in
            if point == .withinTheBody { try exchange.begin() }
            started.open()
            defer { gone.open() }
            try exchange.hang()
        } during: { server in
            try await withClient { client in
                await #expect(throws: CancellationError.self) {
                    try await withThrowingTaskGroup { group in
                        group.addTask { _ = try await client.text(server.request()) }
                        await started.opened()
                        group.cancelAll()
                        try await group.waitForAll()
                    }
                }
                await gone.opened()
            }
        }
    }

    @Test("A task that is already cancelled sends nothing")
    func cancelledBefore() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond()
        } during: { server in
            try await withClient { client in
                let result = await withTaskGroup(of: Result<String, any Error>.self) { group in
                    group.cancelAll()
                    group.addTask {
                        do { return .success(try await client.text(server.request())) } catch { return .failure(error) }
                    }
                    return await group.next()
                }
                #expect(throws: CancellationError.self) { try result?.get() }
            }
            #expect(server.connections == 0)
        }
    }

    @Test("Leaving the closure before the end of the body ends the transfer", arguments: [false, true])
    func leaving(_ byThrowing: Bool) async throws {
        struct Enough: Error {}
        let gone = Gate()
        try await withLoopbackServer { exchange in
            try exchange.begin()
            try exchange.send("more to come")
            defer { gone.open() }
            try exchange.hang()
        } during: { server in
            try await withClient { client in
                do {
                    try await client.perform(server.request()) { _ in
                        if byThrowing { throw Enough() }
                    }
                } catch is Enough {}
                await gone.opened()
            }
        }
    }

    @Test("A response that was kept beyond its closure can't be read")
    func keptResponse() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("text")
        } during: { server in
            try await withClient { client in
                let response = try await client.perform(server.request()) { $0 }
                let error = await #expect(throws: HTTPError.self) { try await response.body.collect(upTo: 10) }
                #expect(error?.code == .responseGone)
            }
        }
    }

    @Test("Shutting down ends what runs, refuses what comes, and gives every connection back")
    func shutdown() async throws {
        let started = Gate()
        let gone = Gate()
        try await withLoopbackServer { exchange in
            started.open()
            defer { gone.open() }
            try exchange.hang()
        } during: { server in
            let client = try HTTPClient()
            await withTaskGroup { group in
                group.addTask {
                    let error = await client.failure(try! server.request())
                    #expect(error?.code == .shutDown)
                }
                await started.opened()
                await client.shutdown()
            }
            await gone.opened()
            #expect(await client.failure(try server.request())?.code == .shutDown)
            await client.shutdown()
        }
    }

    @Test("A client that is let go closes its connections")
    func letGo() async throws {
        let gone = Gate()
        try await withLoopbackServer { exchange in
            try exchange.respond()
            defer { gone.open() }
            try exchange.hang()
        } during: { server in
            do {
                let client = try HTTPClient()
                _ = try await client.text(server.request())
            }
            await gone.opened()
        }
    }
}
