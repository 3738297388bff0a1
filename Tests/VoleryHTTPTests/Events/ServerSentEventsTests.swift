import Glibc
import LoopbackServer
import Testing

@testable import VoleryHTTP

@Suite("Event streams over HTTP", .timeLimit(.minutes(1)))
struct ServerSentEventsTests {
    private static let patient = Deadlines(connect: .seconds(20), idle: .seconds(20), total: .seconds(40))

    /// The events that come before the stream ends, and how it ends.
    private func read(
        deadlines: Deadlines = patient,
        _ script: @escaping LoopbackServer.Script
    ) async throws -> (events: [String], error: HTTPError?) {
        try await withLoopbackServer { exchange in
            try exchange.beginEvents()
            try script(exchange)
        } during: { server in
            try await withClient { client in
                var events: [String] = []
                do {
                    try await client.perform(server.request(deadlines: deadlines)) { response in
                        for try await event in response.events() {
                            events.append(String(decoding: event.data, as: UTF8.self) + (event.isComplete ? "" : "…"))
                        }
                    }
                    return (events, nil)
                } catch let error as HTTPError {
                    return (events, error)
                }
            }
        }
    }

    @Test("Events come one by one, the unfinished one last")
    func events() async throws {
        let (events, error) = try await read { exchange in
            try exchange.send("data: one\n\nda")
            try exchange.send("ta: two\n\n: comment\n\ndata: thr")
            try exchange.send("ee")
            try exchange.finish()
        }
        #expect(events == ["one", "two", "three…"])
        #expect(error == nil)
    }

    @Test("A cut stream gives its whole events, then the failure")
    func cut() async throws {
        let (events, error) = try await read { exchange in
            try exchange.send("data: one\n\ndata: two")
            exchange.cut()
        }
        #expect(events == ["one"])
        #expect(error?.code == .connectionLost)
    }

    @Test("A line without an end is a failure that names the server, behind the events before it")
    func endlessLine() async throws {
        let (events, error) = try await read { exchange in
            try exchange.send("data: one\n\ndata: ")
            while true { try exchange.send(bytes: [UInt8](repeating: 0x78, count: 100_000)) }
        }
        #expect(events == ["one"])
        #expect(error?.code == .lineTooLong)
        #expect(error?.server?.hasPrefix("127.0.0.1:") == true)
    }

    @Test("Comments don't keep a stream alive, whether they come slowly or in a flood", arguments: [false, true])
    func idle(_ isFlood: Bool) async throws {
        let deadlines = Deadlines(connect: .seconds(20), idle: .milliseconds(200), total: .seconds(40))
        let (events, error) = try await read(deadlines: deadlines) { exchange in
            try exchange.sendEvent("one")
            while true {
                try exchange.send(": ping\n\n")
                if !isFlood { usleep(20_000) }
            }
        }
        #expect(events == ["one"])
        #expect(error?.code == .idleTimedOut)
    }
}
