import LoopbackServer
import Synchronization
import Testing

@testable import VoleryHTTP

@Suite("Which addresses are connected to", .timeLimit(.minutes(1)))
struct AddressPolicyTests {
    @Test("A refused address gets no connection, and the error names it")
    func refused() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond()
        } during: { server in
            try await withClient { client in
                var request = try server.request()
                request.addresses = .publicOnly
                let error = await client.failure(request)
                #expect(error?.code == .addressRefused)
                #expect(error?.detail == "Its address 127.0.0.1 is not allowed.")
                #expect(error?.isTransient == false)
            }
            #expect(server.connections == 0)
        }
    }

    @Test("A connection that another request left open isn't a way around")
    func reusedConnection() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("ok")
        } during: { server in
            try await withClient { client in
                _ = try await client.text(server.request())
                var request = try server.request()
                request.addresses = .publicOnly
                #expect(await client.failure(request)?.code == .addressRefused)
                let text = try await client.text(server.request())
                #expect(text == "ok")
            }
            #expect(server.requests.count == 2)
        }
    }

    @Test("A policy of one's own sees the address and the port")
    func custom() async throws {
        let asked = Mutex<[String]>([])
        try await withLoopbackServer { exchange in
            try exchange.respond("ok")
        } during: { server in
            try await withClient { client in
                var request = try server.request()
                request.addresses = AddressPolicy { address, port in
                    asked.withLock { $0.append("\(address) \(port)") }
                    return true
                }
                let text = try await client.text(request)
                #expect(text == "ok")
            }
            // Before the connection, and before the request.
            #expect(asked.withLock(\.self) == ["127.0.0.1 \(server.port)", "127.0.0.1 \(server.port)"])
        }
    }

    @Test("Of a name's addresses only the allowed ones are tried")
    func mixedAnswer() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("ok")
        } during: { server in
            let addresses = [IPAddress(.v4(0x0a00_0001)), IPAddress(.v4(0x7f00_0001))]
            try await withClient(lookUp: { _ in .success(addresses) }) { client in
                var request = HTTPRequest("GET", try WebURL("http://mixed.example:\(server.port)/"), usesProxy: false)
                request.addresses = AddressPolicy { address, _ in address == addresses[1] }
                let text = try await client.text(request)
                #expect(text == "ok")
            }
        }
    }
}
