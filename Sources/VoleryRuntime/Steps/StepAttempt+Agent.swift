internal import VoleryCore
internal import VoleryWorkflow

extension StepAttempt {
    /// An agent's answer to the step's prompt.
    func answer(_ agentStep: AgentStep) async throws -> Outcome {
        guard let agent = workflow.agents[agentStep.agent] else {
            throw RunError(.internal, "there is no agent `\(agentStep.agent)`", at: address, path: "\(path).agent")
        }
        var opening: [Message] = []
        if let instructions = try agent.instructions(given: values(of: agentStep.with), in: run, at: address) {
            opening.append(.system(instructions))
        }
        opening += agentStep.context.flatMap { results[$0]?.said.texts ?? [] }.map(Message.user)
        let model = try run.model(of: agent, at: address)
        let reader = PromptReader(run: run, scope: scope, address: address, path: path, model: model)
        opening.append(try await reader.message(agentStep.prompt))
        let answer = try await AgentLoop.answer(
            agent,
            in: run,
            of: frame.workflow,
            at: address,
            named: name,
            within: account,
            opening: opening
        )
        return Outcome(output: answer, said: .message(from: agent.name, at: name, answer))
    }
}

extension Agent {
    /// What the agent is told first.
    func instructions(given: JSONObject, in run: RunContext, at address: Address) throws -> String? {
        let values: JSONObject
        do throws(InputsError) {
            values = try inputs.complete(given)
        } catch {
            throw RunError(.inputs, error.description, at: address, path: "\(path).inputs")
        }
        guard let instructions else { return nil }
        let scope = Scope(agentInputs: values, run)
        return try run.evaluating("\(path).instructions", at: address) { try instructions.text(in: scope) }
    }

    /// The first messages of a conversation that another agent's call begins.
    func opening(_ arguments: JSONValue, in run: RunContext, at address: Address) throws -> [Message] {
        var given = arguments.objectValue ?? JSONObject()
        let prompt = given["prompt"].map { ToolOutput($0).text } ?? ""
        given["prompt"] = nil
        let instructions = try instructions(given: given, in: run, at: address)
        return instructions.map { [.system($0), .user(prompt)] } ?? [.user(prompt)]
    }

    /// The arguments with which another agent calls this one: `prompt` and the agent's inputs.
    func promptSchema() throws -> JSONSchema {
        var properties: JSONObject = [
            "prompt": ["type": "string", "description": "What the agent is asked, with all that it needs to know."]
        ]
        for input in inputs { properties[input.name] = input.schema.value }
        let required = ["prompt"] + inputs.filter { $0.defaultValue == nil }.map(\.name)
        return try JSONSchema([
            "type": "object",
            "properties": .object(properties),
            "required": .array(required.map(JSONValue.string)),
            "additionalProperties": false,
        ])
    }
}
