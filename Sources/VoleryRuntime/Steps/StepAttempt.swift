internal import VoleryCore
internal import VoleryWorkflow

/// One try of a step or of one of its elements.
struct StepAttempt: Sendable {
    let run: RunContext
    let step: Step
    let results: [String: StepResult]
    let scope: Scope
    /// Where its effects are, the try's number included.
    let address: Address
    /// The same without the try's number.
    let name: Address
    let account: Ledger.AccountID

    private var path: String { "steps.\(step.id)" }

    /// Does what the step does, and gives its output.
    func value() async throws -> JSONValue {
        switch step.kind {
        case .agent(let agentStep): try await answer(agentStep)
        case .tool(let toolStep): try await call(toolStep)
        case .value(let template):
            try run.evaluating("\(path).value", at: address) { try template.value(in: scope) }
        }
    }

    private func answer(_ agentStep: AgentStep) async throws -> JSONValue {
        guard let agent = run.workflow.agents[agentStep.agent] else {
            throw RunError(.internal, "there is no agent `\(agentStep.agent)`", at: address, path: "\(path).agent")
        }
        var opening: [Message] = []
        if let instructions = try agent.instructions(given: values(of: agentStep.with), in: run, at: address) {
            opening.append(.system(instructions))
        }
        opening += agentStep.context.flatMap(said).map(Message.user)
        opening.append(
            .user(try run.evaluating("\(path).prompt", at: address) { try agentStep.prompt.text(in: scope) })
        )
        return try await AgentLoop.answer(
            agent,
            in: run,
            at: address,
            named: name,
            within: account,
            opening: opening
        )
    }

    private func call(_ toolStep: ToolStep) async throws -> JSONValue {
        let tool = try run.tool(for: toolStep.grant, at: address, path: "\(path).tool")
        let arguments = JSONValue.object(try values(of: toolStep.with))
        let faults = try tool.argumentsSchema.validate(arguments)
        guard faults.isEmpty else {
            let words = faults.map(\.description).joined(separator: "; ")
            throw RunError(.tool, "the arguments do not fit: \(words)", at: address, path: "\(path).with")
        }
        let outcome = try await run.call(
            tool,
            arguments,
            grant: toolStep.grant,
            by: nil,
            at: address,
            within: account
        )
        switch outcome {
        case .output(let value, nil): return value
        case .output(_, let failure?), .failure(let failure):
            throw RunError(.tool, failure, at: address, path: path)
        }
    }

    private func values(of with: [(name: String, value: TemplateValue)]) throws -> JSONObject {
        var values = JSONObject()
        for (name, template) in with {
            values[name] = try run.evaluating("\(path).with.\(name)", at: address) { try template.value(in: scope) }
        }
        return values
    }

    /// What a step said, for those who are shown it: an agent under its name, any other step under its id.
    private func said(_ id: String) -> [String] {
        guard let result = results[id], let output = result.output,
            let other = run.workflow.steps.first(where: { $0.id == id })
        else { return [] }
        guard let elements = result.elements, case .array(let values) = output else {
            return [message(from: other, at: id, output)]
        }
        return zip(elements, values).map { message(from: other, at: "\(id)[\($0)]", $1) }
    }

    private func message(from other: Step, at address: String, _ value: JSONValue) -> String {
        let text = ToolOutput(value).text
        if case .agent(let step) = other.kind, let agent = run.workflow.agents[step.agent] {
            return "From \(agent.name) (\(address)):\n\(text)"
        }
        return "From \(address):\n\(text)"
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
