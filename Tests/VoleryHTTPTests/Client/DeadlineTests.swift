import LoopbackServer
import Testing

@testable import VoleryHTTP

@Suite("Deadlines on real connections", .timeLimit(.minutes(1)))
struct DeadlineTests {
    private func failure(_ deadlines: Deadlines, _ script: @escaping LoopbackServer.Script) async throws -> HTTPError? {
        try await withLoopbackServer(script) { server in
            try await withClient { client in
                await client.failure(try server.request(deadlines: deadlines))
            }
        }
    }

    @Test("A server that never answers is idle")
    func silence() async throws {
        let error = try await failure(Deadlines(idle: .milliseconds(50))) { try $0.hang() }
        #expect(error?.code == .idleTimedOut)
        #expect(error?.isTransient == true)
    }

    @Test("A server that stops within the body is idle")
    func silenceWithin() async throws {
        let error = try await failure(Deadlines(idle: .milliseconds(50))) { exchange in
            try exchange.begin()
            try exchange.send("a")
            try exchange.hang()
        }
        #expect(error?.code == .idleTimedOut)
    }

    @Test("A body without an end is over in time as a whole, however lively it is")
    func endless() async throws {
        let error = try await failure(Deadlines(idle: .seconds(20), total: .milliseconds(100))) { exchange in
            try exchange.begin()
            while true { try exchange.send("a") }
        }
        #expect(error?.code == .totalTimedOut)
        #expect(error?.isTransient == false)
    }

    @Test("While the reader does something else, the server isn't idle")
    func busyReader() async throws {
        let timedOut = Gate()
        try await withLoopbackServer { exchange in
            if exchange.request.path == "/other" { try exchange.hang() }
            try exchange.begin()
            try exchange.wait(for: timedOut)
            try exchange.send("late")
            try exchange.finish()
        } during: { server in
            try await withClient { client in
                let deadlines = Deadlines(idle: .milliseconds(50))
                try await client.perform(server.request(deadlines: deadlines)) { response in
                    // Another request with the same deadline passes it meanwhile.
                    let error = await client.failure(try server.request("GET", "/other", deadlines: deadlines))
                    #expect(error?.code == .idleTimedOut)
                    timedOut.open()
                    let body = try await response.body.collect(upTo: 10)
                    #expect(body == Array("late".utf8))
                }
            }
        }
    }

    @Test("A deadline may end a transfer at any moment of it")
    func anyMoment() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("quick")
        } during: { server in
            try await withClient { client in
                for microseconds in stride(from: 0, to: 4000, by: 20) {
                    let deadlines = Deadlines(total: .microseconds(microseconds))
                    do {
                        _ = try await client.text(server.request(deadlines: deadlines))
                    } catch let error as HTTPError {
                        #expect(error.code == .totalTimedOut)
                    }
                }
            }
        }
    }

    @Test("Deadlines beyond all bounds are as good as none")
    func huge() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("ok")
        } during: { server in
            try await withClient { client in
                let ever = Duration.seconds(Int64.max)
                let text = try await client.text(
                    server.request(deadlines: Deadlines(connect: ever, idle: ever, total: ever))
                )
                #expect(text == "ok")
            }
        }
    }

    @Test("An address that doesn't answer is out of time to connect")
    func unreachable() async throws {
        // A socket that listens but whose queue is full takes no further connection.
        try await withFullListener { port in
            try await withClient { client in
                let request = HTTPRequest(
                    "GET",
                    try WebURL("http://127.0.0.1:\(port)/"),
                    deadlines: Deadlines(connect: .milliseconds(100), idle: .seconds(20), total: .seconds(40))
                )
                let error = await client.failure(request)
                #expect(error?.code == .connectTimedOut)
                #expect(error?.isTransient == true)
            }
        }
    }
}
