internal import VoleryCore
internal import VoleryWorkflow

/// What an agent may call in a conversation: tools with the reach that they were granted, and other agents.
struct AgentTools: Sendable {
    private enum Target: Sendable {
        case tool(any Tool, grant: ToolGrant)
        case agent(Agent)
    }

    private let targets: [String: Target]
    /// As the model is told, in the file's order.
    let definitions: [ToolDefinition]
    /// The arguments' schemas by the name that the model calls.
    let schemas: [String: JSONSchema]

    init(_ agent: Agent, of workflow: ActiveWorkflow, in run: RunContext, at address: Address) throws {
        var targets: [String: Target] = [:]
        var definitions: [ToolDefinition] = []
        for grant in agent.tools {
            let tool = try run.tool(for: grant, of: workflow, at: address, path: "\(agent.path).tools")
            targets[grant.modelName] = .tool(tool, grant: grant)
            definitions.append(
                ToolDefinition(
                    name: grant.modelName,
                    description: tool.description,
                    parameters: try tool.argumentsSchema
                )
            )
        }
        for delegate in agent.delegates {
            guard let other = workflow.workflow.agents[delegate.agent] else {
                throw RunError(.internal, "there is no agent `\(delegate.agent)`", at: address, path: agent.path)
            }
            targets[delegate.name] = .agent(other)
            definitions.append(
                ToolDefinition(
                    name: delegate.name,
                    description: other.description ?? "",
                    parameters: try other.promptSchema()
                )
            )
        }
        self.targets = targets
        self.definitions = definitions
        schemas = Dictionary(definitions.map { ($0.name, $0.parameters) }) { first, _ in first }
    }

    /// Makes a call of a reply, or says why it can't be made; the text is what the model is told.
    func result(
        of call: Conversation.Call,
        at address: Address,
        name: Address,
        for loop: AgentLoop
    ) async throws
        -> CallResult
    {
        switch call {
        case .reject(let call, let reason):
            loop.run.transcript.note(
                .toolFailed(tool: call.name, message: reason, correctable: true),
                at: address
            )
            return CallResult(text: "error: \(reason)")
        case .make(let call, let arguments):
            switch targets[call.name] {
            case .tool(let tool, let grant):
                let outcome = try await loop.run.call(
                    tool,
                    arguments,
                    grant: grant,
                    by: loop.agent.name,
                    showing: loop.model.facts.takes,
                    at: address,
                    within: loop.account
                )
                return outcome.result(for: loop.model.facts)
            case .agent(let agent):
                return CallResult(
                    text: try await delegate(to: agent, call.name, arguments, at: address, name: name, for: loop)
                )
            case nil:
                throw RunError(.internal, "a call of `\(call.name)` was let through", at: address)
            }
        }
    }

    private func delegate(
        to agent: Agent,
        _ toolName: String,
        _ arguments: JSONValue,
        at address: Address,
        name: Address,
        for loop: AgentLoop
    ) async throws -> String {
        let transcript = loop.run.transcript
        transcript.note(.toolStarted(tool: toolName, arguments: arguments), at: address)
        do {
            try loop.skipCut(at: address)
            let opening = try agent.opening(arguments, in: loop.run, at: address)
            let answer = try await AgentLoop.answer(
                agent,
                in: loop.run,
                of: loop.workflow,
                at: address,
                named: name,
                within: loop.account,
                opening: opening
            )
            transcript.note(.toolEnded(tool: toolName, output: answer, failure: nil), at: address)
            return ToolOutput(answer).text
        } catch let error as RunError where error.code != .internal {
            transcript.note(
                .toolFailed(tool: toolName, message: error.message, correctable: false),
                at: address
            )
            return "error: \(error.message)"
        }
    }
}

extension AgentLoop {
    /// An agent that was called and failed before the run was interrupted is not called again, and what it spent counts.
    fileprivate func skipCut(at address: Address) throws {
        guard let message = run.transcript.record.failedCall(at: address) else { return }
        let usage = run.transcript.record.usage(below: address)
        run.budget.book(Spending(tokens: usage.tokens, cost: usage.cost ?? .zero), usage: usage, on: account)
        throw RunError(.tool, message, at: address)
    }
}
