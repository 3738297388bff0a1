internal import VoleryCore
internal import VoleryWorkflow

extension StepAttempt {
    /// The outcome of the one case that is meant.
    func choose(_ choice: SwitchStep) async throws -> Outcome {
        let value = try evaluated("switch") { try choice.subject.evaluate(in: scope) }
        let index = choice.cases.firstIndex { $0.key.equals(value) }
        guard let step = index.map({ choice.cases[$0].step }) ?? choice.defaultStep else {
            let known = choice.cases.map { "`\($0.key)`" }.joined(separator: ", ")
            let message = "`switch` gives \(value.shortDescription), but there is no such case: there are \(known)"
            throw RunError(.expression, message, at: address, path: "\(path).switch")
        }
        let key = index.map { "cases.\(choice.cases[$0].key)" } ?? "default"
        let part = index.map { choice.cases[$0].key.addressPart } ?? "default"
        var inner = frame
        inner.locals = scope.locals
        let result = try await StepRunner(
            run: run,
            frame: inner,
            step: step,
            path: "\(path).\(key)",
            address: address.appending(part),
            name: name.appending(part),
            results: results,
            parent: account
        ).result()
        return Outcome(output: result.output, said: result.said)
    }
}
