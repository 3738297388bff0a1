import LoopbackServer
import Testing
import VoleryCore
import VoleryHTTP
import VoleryWorkflow

@testable import VoleryTools

@Suite("Declared requests")
struct RequestToolTests {
    private let text = Input(name: "text", schema: .any, defaultValue: "x")

    private func call(
        _ request: DeclaredTool.Request,
        _ arguments: JSONValue = [:],
        output: JSONValue? = nil,
        repeats: ToolRepeats = .once,
        environment: [String: String] = [:]
    ) async throws -> ToolOutput {
        let tool = DeclaredTool(
            name: "own",
            description: "A tool of a test.",
            arguments: [text],
            output: try output.map { try JSONSchema($0) },
            action: .http(request),
            repeats: repeats,
            environment: environment
        )
        return try await withClient { client in
            let made = try DeclaredTools(client: client).makeTool(tool, grant: .null, workspace: "/")
            return try await made.call(json: arguments, context: .testing())
        }
    }

    @Test(
        "A value in the address stays a value: it adds no path, query, host or fragment",
        arguments: [
            ("a b", "a%20b"), ("a/../b", "a%2F..%2Fb"), ("?q=1&r", "%3Fq%3D1%26r"), ("#", "%23"), ("@evil", "%40evil"),
            ("ä", "%C3%A4"), ("%2F", "%252F"), ("a\r\nX: y", "a%0D%0AX%3A%20y"), ("", ""),
        ]
    )
    func encoded(_ value: String, _ sent: String) async throws {
        try await withLoopbackServer({ try $0.respond("done") }) { server in
            let url = try Template(server.url("/a/${{ arguments.text }}?q=${{ arguments.text }}&n=1"))
            _ = try await call(DeclaredTool.Request(url: url), ["text": .string(value)])
            #expect(server.requests.map(\.target) == ["/a/\(sent)?q=\(sent)&n=1"])
        }
    }

    @Test("JSON comes back as a value, other text as it is")
    func results() async throws {
        try await withLoopbackServer({ exchange in
            let isJSON = exchange.request.path == "/json"
            try exchange.respond(
                "{\"a\": 1.50}",
                headers: ["Content-Type": isJSON ? "application/problem+json" : "text/plain"]
            )
        }) { server in
            let json = DeclaredTool.Request(url: try Template(server.url("/json")))
            #expect(try await call(json).value["a"]?.doubleValue == 1.5)
            #expect(try await call(.init(url: try Template(server.url("/text")))) == .text("{\"a\": 1.50}"))
        }
    }

    @Test("A body that is a map goes as JSON, so that no value breaks out of it")
    func body() async throws {
        try await withLoopbackServer({ try $0.respond("done") }) { server in
            let request = DeclaredTool.Request(
                method: "POST",
                url: try Template(server.url("/")),
                headers: [("X-Own", try Template("v ${{ arguments.text }}"))],
                body: .map([("q", .template(try Template("${{ arguments.text }}"))), ("n", .constant(1))])
            )
            _ = try await call(request, ["text": "\", \"admin\": true"])
            let sent = try #require(server.requests.first)
            #expect(try JSONValue(parsing: sent.text) == ["q": "\", \"admin\": true", "n": 1])
            #expect(sent["Content-Type"] == "application/json")
            #expect(sent["X-Own"] == "v \", \"admin\": true")
        }
    }

    @Test("A value can't add a header")
    func headerInjection() async throws {
        try await withLoopbackServer({ try $0.respond("done") }) { server in
            let request = DeclaredTool.Request(
                url: try Template(server.url("/")),
                headers: [("X-Own", try Template("${{ arguments.text }}"))]
            )
            await #expect(throws: ToolFailure.self) { try await call(request, ["text": "a\r\nX-Evil: 1"]) }
            #expect(server.requests.isEmpty)
        }
    }

    @Test("A status from 400 fails a step, and is a result for a model")
    func status() async throws {
        try await withLoopbackServer({ try $0.respond("no such city", status: 404) }) { server in
            let output = try await call(.init(url: try Template(server.url("/"))))
            #expect(output.stepFailure == "127.0.0.1 answered with status 404")
            #expect(output.text == "127.0.0.1 answered with status 404:\nno such city")
        }
    }

    @Test("A declared output is what comes, or the call fails")
    func output() async throws {
        try await withLoopbackServer({ try $0.respond("[1, 2]") }) { server in
            let request = DeclaredTool.Request(url: try Template(server.url("/")))
            #expect(try await call(request, output: ["type": "array"]) == .json([1, 2]))
            await #expect(throws: ToolFailure.self) { try await call(request, output: ["type": "object"]) }
        }
    }

    @Test("Redirects are followed on the same server alone, and never by what changes something")
    func redirects() async throws {
        try await withLoopbackServer({ try $0.respond("other") }) { other in
            try await withLoopbackServer({ exchange in
                switch exchange.request.path {
                case "/same": try exchange.respond(status: 302, headers: ["Location": "/there"])
                case "/away": try exchange.respond(status: 302, headers: ["Location": other.url("/secret")])
                case "/loop": try exchange.respond(status: 302, headers: ["Location": "/loop"])
                default: try exchange.respond("here")
                }
            }) { server in
                func request(_ path: String, _ method: String = "GET") throws -> DeclaredTool.Request {
                    .init(method: method, url: try Template(server.url(path)))
                }
                #expect(try await call(request("/same")) == .text("here"))
                for (path, method) in [("/away", "GET"), ("/loop", "GET"), ("/same", "POST")] {
                    let refused = try request(path, method)
                    await #expect(throws: ToolFailure.self) { try await call(refused) }
                }
                #expect(other.requests.isEmpty)
            }
        }
    }

    @Test("A call that may be repeated by key carries the key of its address")
    func idempotency() async throws {
        try await withLoopbackServer({ try $0.respond("done") }) { server in
            let request = DeclaredTool.Request(method: "POST", url: try Template(server.url("/")))
            _ = try await call(request, repeats: .keyed)
            _ = try await call(request)
            #expect(server.requests.map { $0["Idempotency-Key"] } == ["run/step", nil])
        }
    }

    @Test("The environment may give a whole address and a key")
    func environment() async throws {
        try await withLoopbackServer({ try $0.respond("done") }) { server in
            let request = DeclaredTool.Request(
                url: try Template("${{ env.BASE }}/x"),
                headers: [("Authorization", try Template("Bearer ${{ env.KEY }}"))]
            )
            _ = try await call(request, environment: ["BASE": server.url(""), "KEY": "k 1"])
            #expect(server.requests.first?.target == "/x")
            #expect(server.requests.first?["Authorization"] == "Bearer k 1")
        }
    }

    @Test(
        "A name that leads to this machine or a cloud's metadata is not asked",
        arguments: [
            "127.0.0.1", "169.254.169.254", "168.63.129.16", "::1", "0.0.0.0",
        ]
    )
    func names(_ address: String) async throws {
        let tool = DeclaredTool(
            name: "own",
            description: "",
            action: .http(.init(url: try Template("http://internal.example:1/")))
        )
        try await withClient(lookUp: { _ in .success([IPAddress(address)].compactMap(\.self)) }) { client in
            let made = try DeclaredTools(client: client).makeTool(tool, grant: .null, workspace: "/")
            let failure = await #expect(throws: ToolFailure.self) {
                try await made.call(json: [:], context: .testing())
            }
            #expect(failure?.message.contains("not allowed") == true, "\(failure?.message ?? "")")
        }
    }
}
