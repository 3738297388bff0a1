internal import Logging
internal import VoleryCore
internal import VoleryWorkflow

/// What a tool call came to.
enum ToolOutcome: Sendable {
    case output(ToolOutput)
    case failure(String)

    /// What a model is told.
    func result(for facts: ModelFacts) -> CallResult {
        switch self {
        case .output(let output): CallResult(output, for: facts)
        case .failure(let message): CallResult(text: "error: \(message)")
        }
    }
}

extension RunContext {
    /// How long one call may take where nothing else bounds it.
    static var callTimeLimit: Duration { .seconds(600) }

    /// A tool with the reach of a grant.
    func tool(
        for grant: ToolGrant,
        of workflow: ActiveWorkflow,
        at address: Address,
        path: String
    ) throws -> any Tool {
        do {
            return try workflow.catalogue.makeTool(grant.tool, grant: grant.grant, workspace: workspace)
        } catch {
            throw RunError(.tool, "the tool `\(grant.tool)` can't be had: \(error)", at: address, path: path)
        }
    }

    /// Calls a tool once, for good, within its limits.
    ///
    /// - Parameters:
    ///   - tool: The tool, with the reach of `grant`.
    ///   - arguments: The arguments, which fit the tool's schema.
    ///   - grant: What the caller was granted.
    ///   - caller: The agent that calls; `nil` for a step.
    ///   - takes: What the caller can be shown beside text.
    ///   - address: The call's address.
    ///   - key: The address that gives its idempotency key, where that is another one.
    ///   - account: What the call counts against.
    /// - Returns: What it came to.
    /// - Throws: `LimitHit`, `CancellationError`, or a fault of the runtime; never the tool's own failure.
    func call(
        _ tool: any Tool,
        _ arguments: JSONValue,
        grant: ToolGrant,
        by caller: String?,
        showing takes: Set<Media.Kind> = Set(Media.Kind.allCases),
        at address: Address,
        key: Address? = nil,
        within account: Ledger.AccountID
    ) async throws -> ToolOutcome {
        if grant.needsApproval, let refusal = try await refusal(of: tool, arguments, caller, at: address) {
            transcript.note(.toolFailed(tool: tool.name, message: refusal, correctable: false), at: address)
            return .failure(refusal)
        }
        var fingerprint = Fingerprint()
        fingerprint.add([.string(tool.name), grant.grant, arguments])
        let demand: Demand = tool.effects.contains(.asksPerson) ? .askingCall : .toolCall
        let readsWorld = tool.repeats == .reads
        let isKnown = try transcript.knows(fingerprint.text, at: address, readsWorld: readsWorld)
        let doubt = isKnown ? nil : try await settleDoubt(tool, arguments, at: address)
        let reservation =
            isKnown ? budget.known(account) : try await budget.reserve(demand, from: account, at: address)
        defer { budget.settle(reservation, spent: Spending(toolCalls: 1)) }
        let entry = try await transcript.perform(
            at: address,
            fingerprint: fingerprint.text,
            start: .toolStarted(tool: tool.name, arguments: arguments),
            readsWorld: readsWorld
        ) {
            if let doubt { return doubt }
            return try await withTurn(at: tool) {
                try await attempt(tool, arguments, takes, at: address, key ?? address)
            }
        }
        switch entry {
        case .toolEnded(_, let output, let media, let failure):
            return .output(ToolOutput(output, media: media, stepFailure: failure))
        case .toolFailed(_, let message, _): return .failure(message)
        default: throw RunError(.internal, "the entry of a tool call holds something else", at: address)
        }
    }

    /// Asks whether just this call may be made; why it may not, if so.
    private func refusal(
        of tool: any Tool,
        _ arguments: JSONValue,
        _ caller: String?,
        at address: Address
    ) async throws -> String? {
        let question = Question(
            at: address.question("approval"),
            asker: caller,
            .approval(tool: tool.name, arguments: arguments)
        )
        guard case .denied(let reason) = try await ask(question) else { return nil }
        return "a person did not allow this call" + (reason.map { ": \($0)" } ?? "")
    }

    /// Makes the call, and says in an entry what came of it; only a cancellation is thrown.
    private func attempt(
        _ tool: any Tool,
        _ arguments: JSONValue,
        _ takes: Set<Media.Kind>,
        at address: Address,
        _ key: Address
    ) async throws -> Entry.Payload {
        var context = context(at: address, key, for: tool)
        context.takes = takes
        let limit = tool.effects.contains(.asksPerson) ? nil : Self.callTimeLimit
        let expired = RunError(.timeout, "the call took longer than \(Self.callTimeLimit)", at: address)
        do {
            let output = try await withTimeLimit(limit, in: time, expired: { expired }) {
                [context] in
                try await self.watchingEnd(of: tool, at: address) {
                    try await tool.call(json: arguments, context: context)
                }
            }
            try output.checkSize()
            return .toolEnded(
                tool: tool.name,
                output: output.value,
                media: output.media,
                failure: output.stepFailure
            )
        } catch let error as RunError where error.code == .person {
            throw error
        } catch let failure as ToolFailure {
            try Task.checkCancellation()
            var isCorrectable = false
            if case .correctable = failure { isCorrectable = true }
            return .toolFailed(tool: tool.name, message: failure.message, correctable: isCorrectable)
        } catch {
            try Task.checkCancellation()
            let message = (error as? RunError)?.message ?? "\(error)"
            return .toolFailed(tool: tool.name, message: message, correctable: false)
        }
    }

    private func context(at address: Address, _ key: Address, for tool: any Tool) -> ToolContext {
        var logger = logger
        logger[metadataKey: "address"] = "\(address)"
        let (transcript, redactor) = (transcript, redactor)
        var context = ToolContext(
            address: address,
            idempotencyKey: "\(id)/\(key)",
            workspace: workspace,
            deadline: time.now + Self.callTimeLimit,
            time: time,
            logger: logger,
            progress: { transcript.events.pass(.progress(address: address, text: redactor.redacted($0))) },
            ask: asking(at: address, for: tool)
        )
        context.record = { transcript.note($0, at: address) }
        return context
    }
}
