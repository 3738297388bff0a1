import LoopbackServer
import Synchronization
import Testing

@testable import VoleryHTTP

@Suite("Looking names up for requests", .timeLimit(.minutes(1)))
struct LookUpTests {
    private func request(_ server: LoopbackServer, host: String, path: String = "/") throws -> HTTPRequest {
        HTTPRequest(
            "GET",
            try WebURL("http://\(host):\(server.port)\(path)"),
            deadlines: Deadlines(connect: .seconds(20), idle: .seconds(20), total: .seconds(40)),
            usesProxy: false
        )
    }

    @Test("Many requests to a new name look it up once, and all go on")
    func oneLookUp() async throws {
        let names = Mutex<[String]>([])
        let mayAnswer = Gate()
        try await withLoopbackServer { exchange in
            try exchange.respond(exchange.request.target + " at " + (exchange.request["Host"] ?? ""))
        } during: { server in
            let lookUp: NameResolver.LookUp = { name in
                names.withLock { $0.append(name) }
                mayAnswer.wait()
                return .success([IPAddress(.v4(0x7f00_0001))])
            }
            try await withClient(lookUp: lookUp) { client in
                let answers = try await withThrowingTaskGroup { group in
                    for index in 0..<50 {
                        group.addTask { try await client.text(request(server, host: "new.example", path: "/\(index)")) }
                    }
                    mayAnswer.open()
                    return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                }
                #expect(answers == Set((0..<50).map { "/\($0) at new.example:\(server.port)" }))
            }
            #expect(names.withLock(\.self) == ["new.example"])
        }
    }

    @Test("Addresses, and this machine's own name, aren't looked up")
    func literals() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("ok")
        } during: { server in
            let lookUp: NameResolver.LookUp = { .failure(HTTPError(.couldNotResolve, at: $0)) }
            try await withClient(lookUp: lookUp) { client in
                for host in ["127.0.0.1", "localhost", "0x7f.1"] {
                    let text = try await client.text(request(server, host: host))
                    #expect(text == "ok")
                }
            }
        }
    }

    @Test("A name that isn't there is an error that names it, and is asked for again the next time")
    func unknownName() async throws {
        let count = Mutex(0)
        let lookUp: NameResolver.LookUp = { name in
            count.withLock { $0 += 1 }
            return .failure(HTTPError(.couldNotResolve, at: name, detail: "There is no such name."))
        }
        try await withClient(lookUp: lookUp) { client in
            for _ in 0..<2 {
                let error = await client.failure(HTTPRequest("GET", try WebURL("http://no.example/"), usesProxy: false))
                #expect(error?.message == "The address of no.example:80 could not be found. There is no such name.")
            }
        }
        #expect(count.withLock(\.self) == 2)
    }

    @Test("A name without an address is an error too")
    func noAddress() async throws {
        try await withClient(lookUp: { _ in .success([]) }) { client in
            let error = await client.failure(HTTPRequest("GET", try WebURL("http://no.example/"), usesProxy: false))
            #expect(error?.code == .couldNotResolve)
        }
    }

    @Test("A look-up that hangs is out of time to connect, and holds up neither others nor the end")
    func hangingLookUp() async throws {
        let never = Gate()
        defer { never.open() }
        try await withLoopbackServer { exchange in
            try exchange.respond("ok")
        } during: { server in
            let lookUp: NameResolver.LookUp = { name in
                if name == "slow.example" { never.wait() }
                return .success([IPAddress(.v4(0x7f00_0001))])
            }
            try await withClient(lookUp: lookUp) { client in
                var slow = try request(server, host: "slow.example")
                slow.deadlines.connect = .milliseconds(50)
                #expect(await client.failure(slow)?.code == .connectTimedOut)
                let text = try await client.text(request(server, host: "fast.example"))
                #expect(text == "ok")
            }
        }
    }

    @Test("The second address of a name is used where the first refuses")
    func secondAddress() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("ok")
        } during: { server in
            let lookUp: NameResolver.LookUp = { _ in
                .success([IPAddress(.v4(0x7f00_0002)), IPAddress(.v4(0x7f00_0001))])
            }
            try await withClient(lookUp: lookUp) { client in
                let text = try await client.text(request(server, host: "two.example"))
                #expect(text == "ok")
            }
        }
    }

    @Test("The system knows this machine's own name")
    func system() throws {
        #expect(try NameResolver.system("localhost").get().contains(IPAddress(.v4(0x7f00_0001))))
        #expect(throws: HTTPError.self) { try NameResolver.system("no-such-name.invalid").get() }
    }
}
