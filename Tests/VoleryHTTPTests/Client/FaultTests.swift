import LoopbackServer
import Testing

@testable import VoleryHTTP

@Suite("Faults of the network and of servers", .timeLimit(.minutes(1)))
struct FaultTests {
    private struct Fault: CustomTestStringConvertible {
        var testDescription: String
        var code: HTTPError.Code
        var script: LoopbackServer.Script
    }

    private static let faults = [
        Fault(testDescription: "closed before a byte", code: .connectionLost) { $0.cut() },
        Fault(testDescription: "reset before a byte", code: .connectionLost) { $0.reset() },
        Fault(testDescription: "closed within the head", code: .connectionLost) { exchange in
            try exchange.write("HTTP/1.1 200 OK\r\nContent-Le")
            exchange.cut()
        },
        Fault(testDescription: "closed within a body of known length", code: .connectionLost) { exchange in
            try exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
            exchange.cut()
        },
        Fault(testDescription: "closed between chunks", code: .connectionLost) { exchange in
            try exchange.begin()
            try exchange.send("half")
            exchange.cut()
        },
        Fault(testDescription: "closed within a chunk", code: .connectionLost) { exchange in
            try exchange.begin()
            try exchange.write("ff\r\nhalf")
            exchange.cut()
        },
        Fault(testDescription: "reset within a body", code: .connectionLost) { exchange in
            try exchange.begin()
            try exchange.send("half")
            exchange.reset()
        },
        Fault(testDescription: "no HTTP at all", code: .protocolViolation) { exchange in
            try exchange.write("220 mail.example.org ESMTP\r\n")
            exchange.cut()
        },
        Fault(testDescription: "a chunk of a size that is none", code: .connectionLost) { exchange in
            try exchange.begin()
            try exchange.write("xyz\r\nhalf")
            exchange.cut()
        },
        Fault(testDescription: "a body that isn't compressed as it says", code: .protocolViolation) { exchange in
            try exchange.respond("plain", headers: ["Content-Encoding": "gzip"])
        },
        Fault(testDescription: "a head that doesn't end", code: .headersTooLarge) { exchange in
            try exchange.write("HTTP/1.1 200 OK\r\n")
            while true { try exchange.write("X-Filler: \(String(repeating: "x", count: 1000))\r\n") }
        },
    ]

    @Test("Each is an error of its own kind, that names the server", arguments: faults)
    private func fault(_ fault: Fault) async throws {
        try await withLoopbackServer(fault.script) { server in
            try await withClient { client in
                let error = await client.failure(try server.request())
                #expect(error?.code == fault.code)
                #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
            }
        }
    }

    @Test("What came before a cut is read before the failure")
    func bytesBeforeTheCut() async throws {
        try await withLoopbackServer { exchange in
            try exchange.begin()
            try exchange.send("half")
            exchange.cut()
        } during: { server in
            try await withClient { client in
                var received: [UInt8] = []
                await #expect(throws: HTTPError.self) {
                    try await client.perform(server.request()) { response in
                        for try await chunk in response.body { received += chunk }
                    }
                }
                #expect(received == Array("half".utf8))
            }
        }
    }

    @Test("A server that closes a kept connection costs nothing: the request goes out again")
    func staleConnection() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("\(exchange.request.connection)")
            exchange.cut()
        } during: { server in
            try await withClient { client in
                for number in 1...5 {
                    let text = try await client.text(server.request())
                    #expect(text == "\(number)")
                }
            }
        }
    }

    @Test("A port where nothing listens refuses, and the error says so")
    func refused() async throws {
        let url = try await withLoopbackServer { _ in
        } during: { server in
            try WebURL(server.url())
        }
        try await withClient { client in
            let error = await client.failure(HTTPRequest("GET", url))
            #expect(error?.code == .couldNotConnect)
            #expect(error?.isTransient == true)
            #expect(error?.message == "No connection to 127.0.0.1:\(url.port). Connection refused.")
        }
    }

    @Test("A plain server where TLS is expected is an error of TLS")
    func noTLS() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond()
        } during: { server in
            try await withClient { client in
                let url = try WebURL("https://127.0.0.1:\(server.port)/")
                let error = await client.failure(HTTPRequest("GET", url))
                #expect(error?.code == .tlsFailed)
                #expect(error?.isTransient == false)
            }
        }
    }

    @Test("A body too large for the request ends there, with all that was allowed", arguments: [0, 1, 1000, 100_000])
    func tooLarge(_ limit: Int) async throws {
        try await withLoopbackServer { exchange in
            try exchange.begin()
            while true { try exchange.send(bytes: [UInt8](repeating: 1, count: 5000)) }
        } during: { server in
            try await withClient { client in
                var request = try server.request()
                request.maximumBodyBytes = limit
                var count = 0
                let error = await #expect(throws: HTTPError.self) {
                    try await client.perform(request) { response in
                        for try await chunk in response.body { count += chunk.count }
                    }
                }
                #expect(error?.code == .bodyTooLarge)
                #expect(count == limit)
            }
        }
    }

    @Test("A reader's own bound ends the transfer too")
    func readersBound() async throws {
        let gone = Gate()
        try await withLoopbackServer { exchange in
            defer { gone.open() }
            try exchange.begin()
            while true { try exchange.send(bytes: [UInt8](repeating: 1, count: 5000)) }
        } during: { server in
            try await withClient { client in
                let error = await #expect(throws: HTTPError.self) {
                    try await client.perform(server.request()) { try await $0.body.collect(upTo: 9999) }
                }
                #expect(error?.code == .bodyTooLarge)
                await gone.opened()
            }
        }
    }
}
