import LoopbackServer
import Testing
import VoleryCore
import VoleryHTTP

@testable import VoleryModels

@Suite("A model behind a real server", .timeLimit(.minutes(1)))
struct ChatModelTests {
    @Test("is sent the request with its key, and its words are seen as they come")
    func exchange() async throws {
        let watch = Watch()
        let key = APIKey(" secret-key-1\n", origin: "LAB_KEY")
        let (reply, request) = try await withModel(
            {
                try $0.stream(
                    Stream.chunk(["content": "Hel"]),
                    Stream.chunk(["content": "lo"], finish: "stop"),
                    Stream.done
                )
            },
            key: key
        ) { model, server in
            (try await model.respond(to: .hello()) { watch($0) }, try #require(server.requests.first))
        }
        #expect(reply.text == "Hello" && reply.model == "small-1" && watch.text == "Hello")
        #expect(request.method == "POST" && request.path == "/v1/chat/completions")
        #expect(request["Authorization"] == "Bearer secret-key-1")
        #expect(request["Content-Type"] == "application/json")
        #expect(try JSONValue(parsing: request.body)["stream"] == true)
    }

    @Test("of Azure gets its key in a header of its own")
    func azureKey() async throws {
        let request = try await withModel(
            { try $0.stream(Stream.chunk(["content": "a"], finish: "stop")) },
            dialect: .azure,
            key: APIKey("secret-key-1", origin: "AZURE_AI_KEY")
        ) { model, server in
            _ = try await model.respond(to: .hello()) { _ in }
            return try #require(server.requests.first)
        }
        #expect(request["api-key"] == "secret-key-1" && request["Authorization"] == nil)
    }

    @Test("may answer with a whole completion instead of a stream")
    func wholeCompletion() async throws {
        let reply = try await reply {
            try $0.respond(
                #"{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}"#,
                headers: ["Content-Type": "application/json"]
            )
        }
        #expect(reply.text == "Hello" && reply.model == "small")
    }

    @Test("is done at [DONE], whether or not the server closes the stream")
    func endless() async throws {
        let reply = try await reply {
            try $0.begin(headers: Stream.headers)
            try $0.send(Stream.chunk(["content": "Hello"], finish: "stop") + Stream.done)
            try $0.hang()
        }
        #expect(reply.text == "Hello")
    }

    @Test("that is cut off in the middle of a word gives an error and no reply")
    func cut() async throws {
        let error = try await failure {
            try $0.begin(headers: Stream.headers)
            try $0.send(Stream.chunk(["content": "Hel"]))
            $0.cut()
        }
        #expect(error.kind == .malformedAnswer && error.isRetryable)
    }

    @Test("that ends in the middle of an event gives an error that says so")
    func cutEvent() async throws {
        let error = try await failure { try $0.stream(Stream.chunk(["content": "a"]), "data: {\"choices\":[") }
        #expect(error.kind == .malformedAnswer && error.message.contains("middle of an event"))
    }

    @Test("that resets the connection before it answers is unavailable")
    func reset() async throws {
        let error = try await failure { $0.reset() }
        #expect(error.kind == .unavailable && error.isRetryable && error.message.hasPrefix("lab/small: "))
    }

    @Test(
        "that says nothing is given up after the idle deadline, and one that takes too long after the request's limit"
    )
    func silence() async throws {
        let idle = try await failure(deadlines: Deadlines(connect: .seconds(5), idle: .milliseconds(100))) {
            try $0.hang()
        }
        #expect(idle.kind == .timeout && idle.isRetryable)
        let total = try await failure(.hello(timeLimit: .milliseconds(100))) {
            try $0.begin(headers: Stream.headers)
            while true { try $0.send(Stream.chunk(["content": "a"])) }
        }
        #expect(total.kind == .timeout)
    }

    @Test("that isn't there is unavailable, and the message says where it was looked for")
    func absent() async throws {
        let port = try await withLoopbackServer({ _ in }) { $0.port }
        let client = try HTTPClient()
        let endpoint = try ModelEndpoint(provider: "lab", base: "http://127.0.0.1:\(port)/v1", dialect: .compatible)
        let model = ChatModel("small", at: endpoint, facts: ModelFacts(), client: client, time: InstantTime())
        let error = await #expect(throws: ModelError.self) { try await model.respond(to: .hello()) { _ in } }
        await client.shutdown()
        #expect(error?.kind == .unavailable)
        #expect(error?.message.contains("127.0.0.1:\(port)") == true && error?.message.contains("running") == true)
    }

    @Test("that has too much to do says when to come back")
    func retryAfter() async throws {
        let error = try await failure {
            try $0.respond(#"{"error":{"message":"slow down"}}"#, status: 429, headers: ["Retry-After": "3"])
        }
        #expect(error.kind == .unavailable && error.retryAfter == .seconds(3) && error.status == 429)
    }

    @Test("may say itself whether asking again can help")
    func shouldRetry() async throws {
        let never = try await failure { try $0.respond("", status: 500, headers: ["x-should-retry": "false"]) }
        #expect(!never.isRetryable)
        let again = try await failure { try $0.respond("", status: 400, headers: ["x-should-retry": "true"]) }
        #expect(again.isRetryable)
    }

    @Test("never shows the key, not even where the server echoes it, and says where it came from")
    func secrets() async throws {
        let key = APIKey("sk-very-secret-1", origin: "LAB_KEY")
        let error = try await failure(key: key) {
            try $0.respond(#"{"error":{"message":"wrong key sk-very-secret-1!"}}"#, status: 401)
        }
        #expect(error.kind == .authentication)
        #expect(error.message == "lab/small: wrong key [key]! (status 401) The key comes from LAB_KEY.")
        let endpoint = try ModelEndpoint(provider: "lab", base: "http://h/v1", dialect: .azure, key: key)
        var dumped = ""
        dump(endpoint, to: &dumped)
        #expect(!"\(endpoint) \(String(reflecting: key)) \(key) \(dumped)".contains("very-secret"))
    }

    @Test("that answers with a web page gives an error that quotes its title")
    func webPage() async throws {
        let error = try await failure {
            try $0.respond("<html><title>Sign in</title></html>", headers: ["Content-Type": "text/html"])
        }
        #expect(error.kind == .malformedAnswer && error.message.contains("Sign in"))
    }

    @Test("is left at once when the task is cancelled")
    func cancelled() async throws {
        let asked = Gate()
        try await withModel({ exchange in
            asked.open()
            try exchange.hang()
        }) { model, _ in
            let result = await withTaskGroup(of: Result<ModelReply, any Error>.self) { group in
                group.addTask { await Result { try await model.respond(to: .hello()) { _ in } } }
                await asked.opened()
                group.cancelAll()
                return await group.next()
            }
            #expect(throws: CancellationError.self) { try result?.get() }
        }
    }

    @Test("costs what its price says where the server doesn't")
    func cost() async throws {
        let reply = try await withLoopbackServer({
            try $0.stream(
                Stream.chunk(["content": "a"], finish: "stop"),
                Stream.event(["choices": [], "usage": ["prompt_tokens": 1_000_000, "completion_tokens": 1_000_000]])
            )
        }) { server in
            let client = try HTTPClient()
            let model = ChatModel(
                "small",
                at: try ModelEndpoint(provider: "lab", base: server.url("/v1/"), dialect: .compatible),
                facts: ModelFacts(price: ModelPrice(input: 1, output: 2)),
                client: client,
                time: InstantTime()
            )
            let reply = try await model.respond(to: .hello()) { _ in }
            await client.shutdown()
            return reply
        }
        #expect(reply.usage.cost == Money(dollars: 3))
    }

    // MARK: -

    private func reply(_ script: @escaping LoopbackServer.Script) async throws -> ModelReply {
        try await withModel(script) { model, _ in try await model.respond(to: .hello()) { _ in } }
    }

    private func failure(
        _ request: ModelRequest = .hello(),
        key: APIKey? = nil,
        deadlines: Deadlines = Deadlines(connect: .seconds(20), idle: .seconds(20)),
        _ script: @escaping LoopbackServer.Script
    ) async throws -> ModelError {
        try await withModel(script, key: key, deadlines: deadlines) { model, _ in
            let error = await #expect(throws: ModelError.self) { try await model.respond(to: request) { _ in } }
            return try #require(error)
        }
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ work: () async throws -> Success) async {
        do {
            self = .success(try await work())
        } catch {
            self = .failure(error)
        }
    }
}
