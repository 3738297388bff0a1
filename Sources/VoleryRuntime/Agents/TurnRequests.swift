internal import Synchronization
internal import VoleryCore
internal import VoleryWorkflow

/// Asks the model, turn by turn: reserves what a request can cost, performs it, settles what it did cost.
struct TurnRequests {
    /// The tokens to reckon with for a file or video that the server gets by itself; what it is isn't known here.
    fileprivate static let distantTokens = 32_000
    private let loop: AgentLoop
    private var fingerprint: Fingerprint
    private var fingerprintedMessages = 0
    private var countedMessages = 0
    private var inputTokens: Int

    init(loop: AgentLoop) {
        self.loop = loop
        fingerprint = Fingerprint()
        fingerprint.add(loop.fingerprintOfSettings)
        inputTokens = loop.tools.definitions.reduce(0) { $0 + $1.byteCount } + (loop.agent.output?.byteCount ?? 0)
    }

    /// Asks once; retries and fallbacks are the model's own affair.
    mutating func ask(
        _ conversation: Conversation,
        withTools: Bool,
        output: JSONSchema?
    ) async throws -> ModelReply {
        let (run, model, agent) = (loop.run, loop.model, loop.agent)
        let address = loop.address.turn(conversation.turn)
        let digest = addToFingerprint(conversation.messages, withTools: withTools, output: output)
        countInput(conversation.messages)
        let demand = demand()
        let isKnown = try run.transcript.knows(digest, at: address)
        if !isKnown { try await bookDoubt(demand, at: address) }
        let reservation =
            isKnown
            ? run.budget.known(loop.account)
            : try await run.budget.reserve(demand, from: loop.account, at: address)
        let request = ModelRequest(
            address: loop.name,
            agent: agent.name,
            messages: conversation.messages,
            tools: withTools ? loop.tools.definitions : [],
            output: output,
            maxOutputTokens: max(1, reservation.output),
            temperature: agent.model.temperature,
            reasoning: agent.model.reasoning
        )
        var spent = reservation.amount
        spent.parallel = 0
        var usage = Usage()
        defer { run.budget.settle(reservation, spent: spent, usage: usage) }
        let entry = try await run.transcript.perform(
            at: address,
            fingerprint: digest,
            start: .modelStarted(model: model.name)
        ) {
            try await loop.respond(to: request, at: address)
        }
        switch entry {
        case .modelEnded(let reply):
            usage = reply.usage
            spent = Spending(
                tokens: usage.tokens > 0 ? usage.tokens : inputTokens + reply.byteCount,
                cost: usage.cost ?? .zero,
                turns: 1
            )
            // Another run has paid for what was taken from it.
            if isKnown, run.transcript.record.isOfAnotherRun { spent = Spending(turns: 1) }
            // The server's count is exact up to here; what comes next is estimated from its bytes.
            if reply.usage.tokens > 0 {
                inputTokens = reply.usage.tokens
                countedMessages = conversation.messages.count + 1
            }
            return reply
        case .modelFailed(let failure):
            if failure.kind != .timeout && failure.kind != .malformedAnswer { spent = Spending(turns: 1) }
            throw RunError(failure, at: address)
        default:
            throw RunError(.internal, "the entry of a turn holds something else", at: address)
        }
    }

    /// Each request that was under way when the run was interrupted counts as spent in full.
    private func bookDoubt(_ demand: Demand, at address: Address) async throws {
        for _ in 0..<loop.run.transcript.record.requestsInDoubt(at: address) {
            let reservation = try await loop.run.budget.reserve(demand, from: loop.account, at: address)
            var spent = reservation.amount
            (spent.parallel, spent.turns) = (0, 0)
            loop.run.budget.settle(reservation, spent: spent)
        }
    }

    /// One token for each byte that the server has not counted yet: never too few.
    private mutating func countInput(_ messages: [Message]) {
        for message in messages.dropFirst(countedMessages) {
            inputTokens += message.byteCount + message.mediaTokens(loop.model.facts)
        }
        countedMessages = messages.count
    }

    private func demand() -> Demand {
        let facts = loop.model.facts
        let usual = facts.usualOutputTokens ?? min(Agent.usualAnswer, facts.maxOutputTokens ?? Agent.usualAnswer)
        let wanted = loop.agent.model.maxTokens ?? usual
        let price = facts.price
        return Demand(
            fixed: Spending(
                tokens: inputTokens + facts.uncountedReasoningTokens,
                cost: price?.cost(
                    of: Usage(inputTokens: inputTokens, outputTokens: facts.uncountedReasoningTokens)
                ) ?? .zero,
                turns: 1,
                parallel: 1
            ),
            wantedOutput: wanted,
            leastOutput: loop.agent.model.maxTokens ?? min(256, wanted),
            outputPrice: price.map {
                $0.cost(of: Usage(inputTokens: inputTokens, outputTokens: 1))
                    - $0.cost(of: Usage(inputTokens: inputTokens))
            } ?? .zero,
            hasUnknownPrice: price == nil
        )
    }

    private mutating func addToFingerprint(_ messages: [Message], withTools: Bool, output: JSONSchema?) -> String {
        for message in messages.dropFirst(fingerprintedMessages) { fingerprint.add(message.fingerprinted) }
        fingerprintedMessages = messages.count
        var request = fingerprint
        request.add(["tools": .bool(withTools), "output": output?.value ?? .null])
        return request.text
    }
}

extension AgentLoop {
    fileprivate var fingerprintOfSettings: JSONValue {
        [
            "model": .string(model.name),
            "reasoning": agent.model.reasoning.map(JSONValue.string) ?? .null,
            "temperature": agent.model.temperature.map(JSONValue.double) ?? .null,
            "max_tokens": agent.model.maxTokens.map(JSONValue.int) ?? .null,
            "tools": .array(
                tools.definitions.map { [.string($0.name), .string($0.description), $0.parameters.value] }
            ),
        ]
    }

    /// Asks the model, and says in an entry what came of it; only a cancellation is thrown.
    fileprivate func respond(to request: ModelRequest, at address: Address) async throws -> Entry.Payload {
        let transcript = run.transcript
        // Words come in pieces, and a secret may lie across their borders.
        let words = Mutex(run.redactor.stream())
        do {
            var reply = try await model.respond(to: request) { event in
                switch event {
                case .text(let text):
                    let known = words.withLock { $0.push(text) }
                    if !known.isEmpty { transcript.events.words(known, at: address) }
                case .reasoning: break
                case .retrying(let attempt, let wait, let error):
                    transcript.note(
                        .modelRetried(attempt: attempt, error: ModelFailure(error), seconds: wait.seconds),
                        at: address.attempt(attempt)
                    )
                }
            }
            let rest = words.withLock { $0.finish() }
            if !rest.isEmpty { transcript.events.words(rest, at: address) }
            reply.usage = priced(reply.usage)
            return .modelEnded(reply: reply)
        } catch let error as ModelError {
            return .modelFailed(error: ModelFailure(error))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            try Task.checkCancellation()
            return .modelFailed(error: ModelFailure(ModelError(.invalidRequest, "\(error)", isRetryable: false)))
        }
    }

    /// A usage with its cost, by the model's price where the server does not tell it.
    fileprivate func priced(_ usage: Usage) -> Usage {
        var usage = usage
        usage.cost = usage.cost ?? model.facts.price?.cost(of: usage)
        return usage
    }
}

extension RunError {
    /// What a model's failure means for the step.
    init(_ failure: ModelFailure, at address: Address) {
        let code: Code =
            switch failure.kind {
            case .unavailable, .malformedAnswer: .unavailable
            case .timeout: .timeout
            case .refused: .refused
            case .authentication, .unknownModel, .contextFull, .invalidRequest: .model
            }
        self.init(code, failure.message, at: address)
    }
}

extension Message {
    /// The bytes that a server has to read of it.
    fileprivate var byteCount: Int {
        switch self {
        case .system(let text), .user(let text): text.utf8.count
        case .userParts(let parts):
            parts.reduce(0) { if case .text(let text) = $1 { $0 + text.utf8.count } else { $0 } }
        case .assistant(let text, let calls):
            calls.reduce(text.utf8.count) { $0 + $1.name.utf8.count + $1.arguments.utf8.count }
        case .tool(_, let text): text.utf8.count
        }
    }

    /// The most tokens that its images and files count for: images by the catalogue, other things by their bytes.
    fileprivate func mediaTokens(_ facts: ModelFacts) -> Int {
        guard case .userParts(let parts) = self else { return 0 }
        return parts.reduce(0) { sum, part in
            guard case .media(let media) = part else { return sum }
            if media.kind == .image { return sum + facts.imageTokens }
            guard case .base64 = media.content else { return sum + TurnRequests.distantTokens }
            return sum + media.byteCount
        }
    }
}

extension ModelReply {
    /// The bytes that the model wrote, where the server does not count tokens.
    fileprivate var byteCount: Int { Message.assistant(text: text, toolCalls: toolCalls).byteCount }
}

extension ToolDefinition {
    fileprivate var byteCount: Int { name.utf8.count + description.utf8.count + parameters.byteCount }
}

extension JSONSchema {
    fileprivate var byteCount: Int { value.serialized().utf8.count }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
