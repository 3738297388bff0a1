internal import VoleryCEL
internal import VoleryCore
internal import VoleryWorkflow

extension StepAttempt {
    /// The steps of a group, once or in rounds; the last round's outcome is the group's.
    func rounds(of group: GroupStep) async throws -> Outcome {
        guard let repetition = group.repetition else {
            return try await round(of: group, Frame(group, of: self, at: address, named: name)).outcome
        }
        var last = Outcome(output: nil, said: .nothing)
        var previous: [String: StepResult]?
        for number in 1...max(1, repetition.max) {
            var frame = Frame(group, of: self, at: address.round(number), named: name.round(number))
            frame.locals["round"] = .int(Int64(number))
            frame.locals["previous"] = previous.map { .map(CELMap(StepValues($0))) }
            let start = run.time.now
            run.transcript.note(.stepStarted(kind: "round", detail: nil), at: frame.address)
            let (results, outcome) = try await round(of: group, frame)
            noteRound(outcome, at: frame.address, since: start)
            last = outcome
            if let until = repetition.until, try holds(until, in: Scope(run, frame, results: results)) { break }
            previous = results
        }
        return last
    }

    private func noteRound(_ outcome: Outcome, at address: Address, since start: Duration) {
        let seconds = (run.time.now - start).seconds
        run.transcript.note(
            .stepEnded(status: .completed, output: outcome.output, error: nil, usage: Usage(), seconds: seconds),
            at: address
        )
    }

    private func holds(_ until: Expression, in scope: Scope) throws -> Bool {
        let value = try evaluated("repeat.until") { try until.evaluate(in: scope) }
        guard case .bool(let isTrue) = value else {
            let message = "`until` gives \(value.shortDescription), not true or false"
            throw RunError(.expression, message, at: address, path: "\(path).repeat.until")
        }
        return isTrue
    }

    private func round(
        of group: GroupStep,
        _ frame: Frame
    ) async throws -> (results: [String: StepResult], outcome: Outcome) {
        let results = try await Schedule(run: run, frame: frame).results()
        let visible = frame.outer.merging(results) { _, inner in inner }
        let said = Said.all(group.steps.compactMap { results[$0.id]?.said })
        return (visible, Outcome(output: try output(of: group, frame, visible), said: said))
    }

    private func output(
        of group: GroupStep,
        _ frame: Frame,
        _ results: [String: StepResult]
    ) throws -> JSONValue? {
        let scope = Scope(run, frame, results: results)
        switch group.output {
        case nil:
            var outputs = JSONObject()
            for step in group.steps { outputs[step.id] = results[step.id]?.output }
            return .object(outputs)
        case .map(let members):
            var outputs = JSONObject()
            for (key, value) in members where !value.namesSkipped(of: results) {
                outputs[key] = try evaluated("output.\(key)") { try value.value(in: scope) }
            }
            return .object(outputs)
        case let output?:
            guard !output.namesSkipped(of: results) else { return nil }
            return try evaluated("output") { try output.value(in: scope) }
        }
    }
}

extension TemplateValue {
    /// Whether it can't be had, since it names the output of a step that was skipped.
    func namesSkipped(of results: [String: StepResult]) -> Bool {
        templates.contains { _, template in
            template.expressions.contains { expression, _ in
                expression.references.contains { reference in
                    reference.needsOutput && reference.step.map { results[$0]?.output == nil } == true
                }
            }
        }
    }
}
