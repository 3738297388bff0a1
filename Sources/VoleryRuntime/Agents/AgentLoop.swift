internal import VoleryCore
internal import VoleryWorkflow

/// One conversation of an agent, from its opening to its answer.
struct AgentLoop: Sendable {
    let run: RunContext
    /// The workflow that the agent works in.
    let workflow: ActiveWorkflow
    let agent: Agent
    /// The conversation's address; its turns are below it.
    let address: Address
    /// The same without tries: how rehearsals and prompt caches know the conversation.
    let name: Address
    /// The account that all its effects count against.
    let account: Ledger.AccountID
    let model: any LanguageModel
    let tools: AgentTools

    /// Runs an agent's conversation within an account of its own.
    ///
    /// - Returns: The answer and what it used.
    /// - Throws: `RunError` when there is none; `LimitHit` of an account around it; `CancellationError`.
    static func answer(
        _ agent: Agent,
        in run: RunContext,
        of workflow: ActiveWorkflow,
        at address: Address,
        named name: Address,
        within parent: Ledger.AccountID,
        opening: [Message]
    ) async throws -> JSONValue {
        var limits = agent.limits
        limits.turns = limits.turns ?? Agent.usualTurns
        let account = run.budget.open(within: parent, limits: limits)
        defer { run.budget.close(account) }
        let loop = AgentLoop(
            run: run,
            workflow: workflow,
            agent: agent,
            address: address,
            name: name,
            account: account,
            model: try run.model(of: agent, at: address),
            tools: try AgentTools(agent, of: workflow, in: run, at: address)
        )
        return try await ownLimits(of: account) {
            let expired = RunError(.limit, "the time limit is reached", at: address, path: "\(agent.limits.path).time")
            return try await withWorkingTimeLimit(agent.limits.time, in: run.time, expired: { expired }) {
                try await loop.converse(opening)
            }
        }
    }

    private func converse(_ opening: [Message]) async throws -> JSONValue {
        let opening = opening.map { $0.redacted(by: run.redactor) }
        for message in opening { run.transcript.note(.messageAdded(message: message), at: address) }
        var conversation = Conversation(
            rules: Conversation.Rules(
                output: agent.output,
                tools: tools.schemas,
                combinesToolsWithOutput: model.facts.combinesToolsWithOutput
            ),
            opening: opening
        )
        var turns = TurnRequests(loop: self)
        var action = conversation.ask()
        while true {
            switch action {
            case .ask(let withTools, let output):
                let reply = try await turns.ask(conversation, withTools: withTools, output: output)
                action = conversation.receive(reply)
            case .call(let calls):
                let (turn, turnName) = (address.turn(conversation.turn), name.turn(conversation.turn))
                let results = try await withWindow(of: nil, over: calls) { index, call in
                    try await tools.result(
                        of: call,
                        at: turn.call(index + 1),
                        name: turnName.call(index + 1),
                        for: self
                    )
                }
                action = conversation.receive(results: results)
            case .finish(let value):
                return value
            case .fail(let code, let message):
                throw RunError(code, message, at: address, path: agent.path)
            }
        }
    }
}

extension RunContext {
    /// The model that speaks for an agent.
    func model(of agent: Agent, at address: Address) throws -> any LanguageModel {
        do {
            return try models.model(agent.model.use, fallback: agent.model.fallback)
        } catch {
            throw RunError(.model, "\(error)", at: address, path: "\(agent.path).model")
        }
    }
}
