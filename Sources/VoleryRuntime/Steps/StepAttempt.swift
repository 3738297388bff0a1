internal import VoleryCore
internal import VoleryWorkflow

/// One try of a step or of one of its elements.
///
/// What it does for each kind of step is an extension.
struct StepAttempt: Sendable {
    let run: RunContext
    let frame: Frame
    let step: Step
    /// The step's keys in the file.
    let path: String
    let results: [String: StepResult]
    let scope: Scope
    /// Where its effects are, the try's number included.
    let address: Address
    /// The same without tries.
    let name: Address
    let account: Ledger.AccountID

    /// What a try comes to.
    struct Outcome: Sendable {
        /// The output; `nil` if it counts as skipped.
        var output: JSONValue?
        /// What was said.
        var said: Said
    }

    var workflow: Workflow { frame.workflow.workflow }

    /// Does what the step does.
    func outcome() async throws -> Outcome {
        switch step.kind {
        case .agent(let agentStep): try await answer(agentStep)
        case .tool(let toolStep): plain(try await call(toolStep))
        case .value(let template): plain(try evaluated("value") { try template.value(in: scope) })
        case .workflow(let call): plain(try await outputs(of: call))
        case .ask(let question): try await ask(question)
        case .wait(let template): try await wait(template)
        case .fail(let template): throw try failure(template)
        case .choice(let choice): try await choose(choice)
        case .group(let group): try await rounds(of: group)
        }
    }

    /// The outcome of a step that says its output and no more.
    private func plain(_ output: JSONValue) -> Outcome {
        Outcome(output: output, said: .message(from: nil, at: name, output))
    }

    private func failure(_ template: Template) throws -> RunError {
        RunError(.fail, try evaluated("fail") { try template.text(in: scope) }, at: address, path: "\(path).fail")
    }

    /// Evaluates something of one of the step's keys.
    func evaluated<Value>(_ key: String, _ work: () throws -> Value) throws -> Value {
        try run.evaluating("\(path).\(key)", at: address, work)
    }

    /// What `with:` gives.
    func values(of with: [(name: String, value: TemplateValue)]) throws -> JSONObject {
        var values = JSONObject()
        for (name, template) in with {
            values[name] = try evaluated("with.\(name)") { try template.value(in: scope) }
        }
        return values
    }
}
