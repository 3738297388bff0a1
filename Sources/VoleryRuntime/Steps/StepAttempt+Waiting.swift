internal import VoleryCore
internal import VoleryWorkflow

extension StepAttempt {
    /// A person's answer.
    func ask(_ step: AskStep) async throws -> Outcome {
        let text = try evaluated("ask") { try step.text.text(in: scope) }
        let draft = try step.draft.map { draft in try evaluated("draft") { try draft.value(in: scope) } }
        let question = Question(
            at: address,
            asker: nil,
            .answer(text: text, schema: step.output?.value, draft: draft)
        )
        guard case .value(let value) = try await run.ask(question, path: path) else {
            throw RunError(.internal, "a question was answered like an approval", at: address, path: path)
        }
        return Outcome(output: value, said: .answer(value, to: text, at: name))
    }

    /// Waits for a while or until a time.
    func wait(_ template: Template) async throws -> Outcome {
        let text = try evaluated("wait") { try template.text(in: scope) }
        let time: WaitTime
        do throws(QuantityFault) {
            time = try WaitTime(text)
        } catch {
            throw RunError(.expression, error.message, at: address, path: "\(path).wait")
        }
        try await run.wait(time, at: address)
        return Outcome(output: .null, said: .nothing)
    }
}
