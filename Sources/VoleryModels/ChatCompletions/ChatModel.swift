public import VoleryCore
public import VoleryHTTP

/// A model behind a server that speaks Chat Completions.
///
/// It asks once: trying again and asking others is what ``RetryingModel`` and ``FallbackModel`` add. The answer is
/// streamed, so that its words can be watched and a server that has gone away is noticed; a server that answers with a
/// whole completion is understood as well.
public struct ChatModel: LanguageModel {
    /// How long a model may be silent unless said otherwise: some think for minutes without a sign.
    public static let usualDeadlines = Deadlines(connect: .seconds(10), idle: .seconds(600))

    /// `PROVIDER/MODEL`.
    public let name: String
    /// What is known of the model.
    public let facts: ModelFacts
    private let endpoint: ModelEndpoint
    private let body: ChatRequestBody
    private let client: HTTPClient
    private let time: any TimeSource
    private let deadlines: Deadlines

    /// A model.
    ///
    /// - Parameters:
    ///   - model: The model as the server knows it; on Azure the deployment.
    ///   - endpoint: Where it is asked.
    ///   - facts: What is known of it.
    ///   - takesReasoningEffort: Whether it takes `reasoning_effort`; a request's `reasoning` is left out otherwise.
    ///   - client: Sends the requests.
    ///   - time: Tells the time.
    ///   - deadlines: How long the server may take to accept a connection, and how long it may be silent. The bound on
    ///     the whole is each request's own.
    public init(
        _ model: String,
        at endpoint: ModelEndpoint,
        facts: ModelFacts,
        takesReasoningEffort: Bool = true,
        client: HTTPClient,
        time: any TimeSource,
        deadlines: Deadlines = Self.usualDeadlines
    ) {
        name = "\(endpoint.provider)/\(model)"
        self.facts = facts
        self.endpoint = endpoint
        body = ChatRequestBody(
            model: model,
            dialect: endpoint.dialect,
            takesReasoningEffort: takesReasoningEffort,
            maxOutputTokens: facts.maxOutputTokens
        )
        self.client = client
        self.time = time
        self.deadlines = deadlines
    }

    /// Asks once, and waits for the whole answer.
    ///
    /// - Throws: `ModelError`, or `CancellationError` when the task is cancelled.
    @concurrent public func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        do {
            let answer = try await client.perform(httpRequest(for: request)) { response in
                do {
                    return try await reply(from: response, onEvent)
                } catch let error as HTTPError {
                    throw ModelError(error, hasBegun: true)
                }
            }
            return completed(answer)
        } catch let error as HTTPError {
            throw explained(ModelError(error, hasBegun: false))
        } catch let error as ModelError {
            throw explained(error)
        }
    }
}

// MARK: - Asking

extension ChatModel {
    /// The most bytes of a response, most of which are not kept: a token can take 500 bytes of stream.
    private static let mostResponseBytes = 1 << 30

    private func httpRequest(for request: ModelRequest) -> HTTPRequest {
        var deadlines = deadlines
        deadlines.total = request.timeLimit
        return HTTPRequest(
            "POST",
            endpoint.url,
            headers: endpoint.headers,
            body: body.bytes(for: request),
            deadlines: deadlines,
            maximumBodyBytes: Self.mostResponseBytes,
            // Proxies that compress hold words back until a block is full.
            acceptsCompression: false
        )
    }
}

// MARK: - Understanding the answer

extension ChatModel {
    /// The most bytes of an error's body that are read.
    private static let mostErrorBytes = 1 << 20

    private func reply(
        from response: HTTPResponse,
        _ onEvent: @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        guard (200..<300).contains(response.status) else { throw try await fault(of: response) }
        let type = response.headers["Content-Type"]?.lowercased() ?? ""
        guard type.hasPrefix("text/event-stream") else { return try await whole(response, onEvent) }
        var answer = ChatAnswer()
        for try await event in response.events() {
            try receive(event, in: &answer, onEvent)
            if answer.isDone { break }
        }
        return try answer.reply()
    }

    private func receive(
        _ event: ServerSentEvent,
        in answer: inout ChatAnswer,
        _ onEvent: @Sendable (ModelEvent) -> Void
    ) throws(ModelError) {
        if event.name == "error" { throw ServerFault(body: event.data).error(status: nil) }
        do throws(ModelError) {
            try answer.receive(event.data, onEvent: onEvent)
        } catch {
            guard event.isComplete else {
                throw ModelError(.malformedAnswer, "the answer ended in the middle of an event")
            }
            throw error
        }
    }

    private func whole(
        _ response: HTTPResponse,
        _ onEvent: @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        var answer = ChatAnswer()
        try answer.receive(
            completion: try await response.body.collect(upTo: 2 * ChatAnswer.mostBytes),
            onEvent: onEvent
        )
        return try answer.reply()
    }

    private func fault(of response: HTTPResponse) async throws -> ModelError {
        let body = try await beginning(of: response.body)
        let wait = RetryAfter.read(response.headers, now: time.secondsSince1970)
        var error = ServerFault(body: body).error(status: response.status, retryAfter: wait)
        switch response.headers["x-should-retry"] {
        case "true": error.isRetryable = true
        case "false": error.isRetryable = false
        default: break
        }
        return error
    }

    /// What came of an error's body, whether or not it came to its end.
    private func beginning(of body: HTTPBody) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            for try await more in body {
                bytes += more
                if bytes.count >= Self.mostErrorBytes { break }
            }
        } catch is HTTPError {
            // The status says enough.
        }
        return bytes
    }
}

// MARK: - Handing it on

extension ChatModel {
    /// A reply with what the server left out: the model's name, and the cost by its price.
    private func completed(_ reply: ModelReply) -> ModelReply {
        var reply = reply
        if reply.model.isEmpty { reply.model = body.model }
        reply.usage.cost = reply.usage.cost ?? facts.price?.cost(of: reply.usage)
        return reply
    }

    /// A failure that says whose it is, and nothing of the key.
    private func explained(_ error: ModelError) -> ModelError {
        var error = error
        var message = "\(name): \(error.message)"
        if error.kind == .authentication { message += " \(endpoint.keyHint)" }
        error.message = endpoint.key?.redacting(message) ?? message
        return error
    }
}
