import Glibc
import LoopbackServer
import Synchronization
import Testing

@testable import VoleryHTTP

@Suite("A proxy for a few hosts", .timeLimit(.minutes(5)))
struct ForwardProxyTests {
    private final class Uses: Sendable {
        let list = Mutex<[ForwardProxy.Use]>([])
        var all: [ForwardProxy.Use] { list.withLock { $0 } }
    }

    private let uses = Uses()

    /// A proxy on a port of this machine; every name leads to the addresses given.
    private func proxy(
        _ limits: ForwardLimits = ForwardLimits(),
        policy: AddressPolicy = .any,
        addresses: [String] = ["127.0.0.1"]
    ) throws -> (ForwardProxy, port: Int) {
        let uses = uses
        let proxy = try ForwardProxy(
            limits: limits,
            lookUp: { _ in .success(addresses.compactMap { IPAddress($0) }) },
            decide: { host, _ in host == "denied.example" ? .refused("it is denied") : .allowed(policy) },
            report: { use in uses.list.withLock { $0.append(use) } }
        )
        let listener = try Self.listen()
        proxy.serve(listener: listener.descriptor)
        return (proxy, listener.port)
    }

    @Test("looks a name up itself, and connects the first address that answers")
    func names() async throws {
        try await withLoopbackServer {
            try $0.respond("hello")
            $0.cut()
        } during: { server in
            // Nothing listens at the first one.
            let (proxy, port) = try proxy(addresses: ["127.0.0.2", "127.0.0.1"])
            let answer = try Self.ask("GET http://name.example:\(server.port)/ HTTP/1.1\r\n\r\n", at: port)
            #expect(answer.hasSuffix("hello"))
            #expect(server.requests.first?["host"] == "name.example:\(server.port)")
            #expect(uses.all == [ForwardProxy.Use(host: "name.example", port: server.port)])
            proxy.stop()
        }
    }

    @Test("connects no address that the policy forbids, whatever a name leads to")
    func policy() async throws {
        try await withLoopbackServer {
            try $0.respond("secret")
        } during: { server in
            for addresses in [["127.0.0.1"], ["::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254"]] {
                let (proxy, port) = try proxy(policy: .publicOnly, addresses: addresses)
                let answer = try Self.ask("CONNECT name.example:\(server.port) HTTP/1.1\r\n\r\n", at: port)
                #expect(answer.hasPrefix("HTTP/1.1 403") && answer.contains("which may not be reached"))
                proxy.stop()
            }
            #expect(server.connections == 0)
            #expect(uses.all.count == 2 && uses.all.allSatisfy { $0.failure != nil })
        }
    }

    @Test("tells the reason why a host is refused, is not known or does not answer")
    func refusals() throws {
        let (proxy, port) = try proxy(addresses: [])
        for (target, status, words) in [
            ("denied.example:443", 403, "it is denied"), ("other.example:443", 502, "is not known"),
            ("127.0.0.1:1", 502, "does not answer at port 1"),
        ] {
            let answer = try Self.ask("CONNECT \(target) HTTP/1.1\r\n\r\n", at: port)
            #expect(answer.hasPrefix("HTTP/1.1 \(status)") && answer.contains(words))
        }
        #expect(uses.all.count == 3)
        #expect(try Self.ask("nonsense\r\n\r\n", at: port).hasPrefix("HTTP/1.1 400"))
        let long = "GET http://a/\(String(repeating: "x", count: 40_000)) HTTP/1.1"
        #expect(try Self.ask(long, at: port).hasPrefix("HTTP/1.1 431"))
        #expect(uses.all.count == 3)
        proxy.stop()
    }

    @Test("passes on just the body that was announced, so that no second request hides behind it")
    func body() async throws {
        try await withLoopbackServer {
            try $0.respond(String(decoding: $0.request.body, as: UTF8.self))
            $0.cut()
        } during: { server in
            let (proxy, port) = try proxy()
            let head = "POST http://a.example:\(server.port)/ HTTP/1.1\r\nContent-Length: 3\r\n\r\n"
            let answer = try Self.ask(head + "abcGET /second HTTP/1.1\r\nHost: b\r\n\r\n", at: port)
            #expect(answer.hasSuffix("abc"))
            #expect(server.requests.count == 1)
            proxy.stop()
        }
    }

    @Test("carries so many bytes and no more")
    func bytes() async throws {
        try await withLoopbackServer {
            try? $0.send(bytes: [UInt8](repeating: 7, count: 8 << 20))
        } during: { server in
            let (proxy, port) = try proxy(ForwardLimits(bytes: 1 << 20))
            let answer = try Self.ask("GET http://a.example:\(server.port)/ HTTP/1.1\r\n\r\n", at: port)
            #expect(answer.utf8.count < 2 << 20)
            proxy.stop()
        }
    }

    @Test("answers so many connections and no more, and none when it was stopped")
    func connections() throws {
        let (proxy, port) = try proxy(ForwardLimits(connectionsAtOnce: 1, connections: 2))
        for _ in 0..<2 {
            #expect(try Self.ask("CONNECT denied.example:1 HTTP/1.1\r\n\r\n", at: port).contains("403"))
        }
        // The socket is closed, or about to be.
        #expect((try? Self.ask("CONNECT denied.example:1 HTTP/1.1\r\n\r\n", at: port)) ?? "" == "")
        proxy.stop()
        let (other, otherPort) = try self.proxy()
        other.stop()
        let answer = try? Self.ask("CONNECT denied.example:1 HTTP/1.1\r\n\r\n", at: otherPort)
        #expect(answer ?? "" == "")
        #expect(uses.all.count == 2)
    }

    // MARK: Sockets

    private struct NoSocket: Error {}

    private static func listen() throws -> (descriptor: Int32, port: Int) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let stands = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(server, $0, length) == 0 && Glibc.listen(server, 8) == 0 && getsockname(server, $0, &length) == 0
            }
        }
        guard stands else { throw NoSocket() }
        return (server, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func loopback(port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    /// Sends a text and reads to the end.
    private static func ask(_ text: String, at port: Int) throws -> String {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        var address = loopback(port: port)
        let isConnected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw NoSocket() }
        let bytes = Array(text.utf8)
        guard send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { throw NoSocket() }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
            answer += buffer[..<count]
        }
    }
}
