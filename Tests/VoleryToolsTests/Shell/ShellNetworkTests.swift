import LoopbackServer
import Synchronization
import Testing
import VoleryCore
import VoleryHTTP

@testable import VoleryTools

@Suite("A command's network", .timeLimit(.minutes(5)))
struct ShellNetworkTests {
    private struct Use: Equatable {
        var host: String
        var port: Int
        var failure: String?
    }

    private final class Uses: Sendable {
        let list = Mutex<[Use]>([])
        var all: [Use] { list.withLock { $0 } }
    }

    private let folder: TemporaryFolder
    private let uses = Uses()

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Runs a command with a network; what it wrote.
    private func run(_ command: String, network: [String], time: String = "30s") async throws -> String {
        let grant: JSONValue = ["network": .array(network.map(JSONValue.string)), "time": .string(time)]
        let client = try HTTPClient()
        let tool = try BuiltInTools(client: client).makeTool("shell", grant: grant, workspace: folder.path)
        var context = ToolContext.testing(workspace: folder.path)
        let uses = uses
        context.record = { payload in
            guard case .networkUsed(let host, let port, let failure) = payload else { return }
            uses.list.withLock { $0.append(Use(host: host, port: port, failure: failure)) }
        }
        let output = try await tool.call(json: ["command": .string(command)], context: context)
        await client.shutdown()
        return output.value["stdout"]?.stringValue ?? ""
    }

    /// A command that asks the proxy and writes its answer.
    private func ask(_ head: String) -> String {
        "exec 3<>/dev/tcp/127.0.0.1/3128; printf '\(head)\\r\\n\\r\\n' >&3; cat <&3"
    }

    @Test("a granted host is asked in its own words, by a plain request")
    func plain() async throws {
        try await withLoopbackServer {
            try $0.respond("for \($0.request.target)")
            $0.cut()
        } during: { server in
            let url = "http://127.0.0.1:\(server.port)/a?b"
            let output = try await run(
                ask("GET \(url) HTTP/1.1\\r\\nHost: evil"),
                network: ["127.0.0.1:\(server.port)"]
            )
            #expect(output.hasPrefix("HTTP/1.1 200"))
            #expect(output.hasSuffix("for /a?b"))
            #expect(uses.all == [Use(host: "127.0.0.1", port: server.port)])
        }
    }

    @Test("a tunnel carries bytes both ways, whatever the address's spelling")
    func tunnel() async throws {
        try await withLoopbackServer {
            try $0.respond("through")
            $0.cut()
        } during: { server in
            let command = """
                exec 3<>/dev/tcp/127.0.0.1/3128
                printf 'CONNECT 0x7f.1:\(server.port) HTTP/1.1\\r\\n\\r\\n' >&3
                IFS= read -r line <&3; echo "$line"; read -r <&3
                printf 'GET / HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n' >&3; cat <&3
                """
            let output = try await run(command, network: ["127.0.0.1:\(server.port)"])
            #expect(output.hasPrefix("HTTP/1.1 200 Connection established"))
            #expect(output.hasSuffix("through"))
            #expect(uses.all == [Use(host: "127.0.0.1", port: server.port)])
        }
    }

    @Test("every other host, port and way out is closed, and each try is recorded with its reason")
    func closed() async throws {
        try await withLoopbackServer {
            try $0.respond("secret")
        } during: { server in
            let grant = ["example.org", "127.0.0.1:1"]
            let other = try await run(ask("CONNECT other.org:443 HTTP/1.1"), network: grant)
            #expect(
                other.contains("403")
                    && other.contains("other.org may not be reached: only example.org, 127.0.0.1:1 may")
            )
            let port = try await run(ask("GET http://127.0.0.1:\(server.port)/ HTTP/1.1"), network: grant)
            #expect(port.contains("127.0.0.1 may not be reached at port \(server.port)"))
            let direct = try await run("(exec 3<>/dev/tcp/127.0.0.1/\(server.port)) || echo no", network: grant)
            #expect(direct == "no\n")
            let datagram = try await run("(exec 3<>/dev/udp/127.0.0.1/3128) || echo no", network: grant)
            #expect(datagram == "no\n")
            #expect(server.connections == 0)
            #expect(
                uses.all == [
                    Use(
                        host: "other.org",
                        port: 443,
                        failure: "other.org may not be reached: only \(grant.joined(separator: ", ")) may"
                    ),
                    Use(
                        host: "127.0.0.1",
                        port: server.port,
                        failure: "127.0.0.1 may not be reached at port \(server.port)"
                    ),
                ]
            )
        }
    }

    @Test("a granted name that leads to this machine is not connected")
    func nameInside() async throws {
        try await withLoopbackServer {
            try $0.respond("secret")
        } during: { server in
            let output = try await run(
                ask("CONNECT localhost:\(server.port) HTTP/1.1"),
                network: ["localhost:\(server.port)"]
            )
            #expect(output.contains("403") && output.contains("which may not be reached"))
            #expect(server.connections == 0)
            #expect(uses.all.count == 1 && uses.all[0].failure?.contains("localhost leads to") == true)
        }
    }

    @Test(
        "an address of a metadata service can't be granted",
        arguments: ["169.254.169.254", "168.63.129.16:80", "0.0.0.0"]
    )
    func metadata(address: String) async {
        await #expect(throws: ToolFailure.self) { try await run("true", network: [address]) }
    }

    @Test("what names no host is no grant", arguments: ["a:b", "a:0", "a:70000", "http://a", "a/b", "[::1", "a b"])
    func noHost(text: String) async {
        await #expect(throws: ToolFailure.self) { try await run("true", network: [text]) }
    }

    @Test("with the command its connections end")
    func ended() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        try await withLoopbackServer {
            try $0.begin()
            try $0.send("x")
            try $0.hang()
            end.yield()
        } during: { server in
            let command = """
                exec 3<>/dev/tcp/127.0.0.1/3128
                printf 'GET http://127.0.0.1:\(server.port)/ HTTP/1.1\\r\\n\\r\\n' >&3
                head -c 1 <&3; sleep 600 <&3 &
                """
            let output = try await run(command, network: ["127.0.0.1:\(server.port)"])
            #expect(output == "H")
            for await _ in ends { break }
        }
    }

    @Test("programs find the proxy by the usual variables, and their own servers without it")
    func variables() async throws {
        let output = try await run("echo $http_proxy $HTTPS_PROXY $ALL_PROXY $no_proxy", network: ["example.org"])
        let proxy = "http://127.0.0.1:3128"
        #expect(output == "\(proxy) \(proxy) \(proxy) localhost,127.0.0.1,::1\n")
        #expect(try await run("echo $no_proxy", network: ["127.0.0.1"]) == "\n")
    }

    @Test("eight commands at once each have a network of their own")
    func several() async throws {
        try await withLoopbackServer {
            try $0.respond($0.request.target)
            $0.cut()
        } during: { server in
            try await withThrowingTaskGroup(of: (Int, String).self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let url = "http://127.0.0.1:\(server.port)/\(number)"
                        return (
                            number, try await run(ask("GET \(url) HTTP/1.1"), network: ["127.0.0.1:\(server.port)"])
                        )
                    }
                }
                for try await (number, output) in group { #expect(output.hasSuffix("/\(number)")) }
            }
            #expect(uses.all.count == 8)
        }
    }
}
