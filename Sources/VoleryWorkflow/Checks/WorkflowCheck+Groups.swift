import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// Checks a group with all that is in it.
    mutating func check(_ group: GroupStep, of step: Step, at path: String) -> StepOutcome {
        let before: Locals = (scope.locals, scope.elements)
        if group.repetition != nil { enterRound(of: group, of: step, at: path) }
        defer { if group.repetition != nil { rounds -= 1 } }
        let ids = declare(group.steps, at: "\(path).steps", in: step.id)
        check(group.steps, at: "\(path).steps")
        if let until = group.repetition?.until {
            check(condition: until, at: "\(path).repeat.until", .workflow)
            reportSkippable(in: until, at: "\(path).repeat.until")
        }
        let outcome = output(of: group, at: "\(path).output")
        if watched?.path == path { watchedInside = scope.variables }
        undeclare(ids)
        leave(before)
        return outcome
    }

    /// Brings `round` and `previous` into scope.
    ///
    /// What the last round gave has the types of the group's steps, which may name it in turn. So they are checked twice:
    /// first with what is known of them before, to learn their types, then with these.
    private mutating func enterRound(of group: GroupStep, of step: Step, at path: String) {
        rounds += 1
        scope.locals["round"] = .int
        scope.locals["previous"] = lastRound(of: group) { outputKnownBefore(of: $0) }
        guard rounds <= Self.mostLearnt, !Self.namedOfLastRound(in: step).isEmpty else { return }
        let before = (findings, watched)
        let ids = declare(group.steps, at: "\(path).steps", in: step.id)
        check(group.steps, at: "\(path).steps")
        let types = lastRound(of: group) { scope.output(of: $0.id) }
        undeclare(ids)
        (findings, watched) = before
        scope.locals["previous"] = types
    }

    /// Each group with rounds in another one doubles how often the innermost steps are checked.
    private static let mostLearnt = 3

    /// The type of `previous`.
    private func lastRound(of group: GroupStep, _ output: (Step) -> CELType) -> CELType {
        var fields: [String: CELObjectType.Field] = [:]
        for step in group.steps {
            let output = output(step).named("the output of `\(step.id)`")
            fields[step.id] = .init(TypeScope.step(step.id, output: output))
        }
        return .object(CELObjectType(name: "the last round", fields: fields))
    }

    private func outputKnownBefore(of step: Step) -> CELType {
        guard case .fail = step.onError else { return .dyn }
        let type: CELType =
            switch step.kind {
            case .agent(let agent): workflow.agents[agent.agent].map(answer) ?? .dyn
            case .tool(let tool): description(of: tool.grant.tool)?.output.map { CELType(schema: $0.value) } ?? .dyn
            case .ask(let ask): ask.output.map { CELType(schema: $0.value) } ?? .string
            case .wait: .null
            case .value, .workflow, .fail, .choice, .group: .dyn
            }
        return step.forEach == nil ? type : .list(type)
    }

    /// `until` decides after each round, so it can't be skipped as a step can.
    private mutating func reportSkippable(in until: Expression, at path: String) {
        for reference in until.references where reference.needsOutput {
            guard let id = reference.step, scope.mayBeSkipped(id) else { continue }
            let whole = until.tree.references.first { $0.range.lowerBound == reference.range.lowerBound }
            let range = whole?.range ?? reference.range
            let text = String(decoding: Array(until.source.utf8)[range], as: UTF8.self)
            findings.append(
                Finding(
                    .skippedOutput,
                    "the step `\(id)` may be skipped, and then there is no output to decide by",
                    at: path,
                    range: range,
                    suggestion: "coalesce(\(text), …)"
                )
            )
        }
    }

    // MARK: Outputs

    private mutating func output(of group: GroupStep, at path: String) -> StepOutcome {
        guard let output = group.output else { return StepOutcome(output: outputs(of: group.steps)) }
        let variables = scope.variables
        guard case .map(let members) = output else {
            let type = check(output, at: path, variables: variables, .workflow)
            return StepOutcome(output: type.stored.bounded, mayBeSkipped: scope.mayBeSkipped(output.references))
        }
        var fields: [String: CELObjectType.Field] = [:]
        for (key, value) in members {
            let type = check(value, at: "\(path).\(key)", variables: variables, .workflow)
            fields[key] = .init(type.stored, isOptional: scope.mayBeSkipped(value.references))
        }
        return StepOutcome(output: CELType.object(CELObjectType(fields: fields)).bounded)
    }

    /// The type of the map of steps' outputs, which lacks those that were skipped.
    func outputs(of steps: [Step]) -> CELType {
        var fields: [String: CELObjectType.Field] = [:]
        for step in steps {
            guard scope.contains(step.id) else { continue }
            fields[step.id] = .init(scope.output(of: step.id), isOptional: scope.mayBeSkipped(step.id))
        }
        return CELType.object(CELObjectType(fields: fields)).bounded
    }
}

extension TemplateValue {
    /// The steps that it names.
    var references: [StepReference] {
        templates.flatMap { $0.template.expressions.flatMap(\.expression.references) }
    }
}
