import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// Warns of steps that nothing comes of: no output of the workflow follows from them, and they have no effect.
    ///
    /// Without `outputs` every step's output is one of the workflow's, so there are no such steps; and where there is a
    /// mistake, what uses a step may be what is mistaken.
    mutating func checkUse() {
        guard called.context.isWhole, !workflow.outputs.isEmpty, !findings.hasErrors else { return }
        let named = workflow.outputs.flatMap { $0.value.references.compactMap(\.step) }
        checkUse(of: workflow.steps, named: named, at: workflow.path(to: "steps"))
    }

    /// - Parameters:
    ///   - steps: The steps of the workflow or of a group.
    ///   - named: Those of them from which an output follows.
    ///   - path: The key that holds them.
    private mutating func checkUse(of steps: [Step], named: [String], at path: String) {
        let numbers = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var isUsed = [Bool](repeating: false, count: steps.count)
        var open = named.compactMap { numbers[$0] } + steps.indices.filter { hasEffect(steps[$0]) }
        while let next = open.popLast() {
            guard !isUsed[next] else { continue }
            isUsed[next] = true
            open += steps[next].dependencies.compactMap { numbers[$0] }
        }
        for (number, step) in steps.enumerated() {
            let place = "\(path).\(step.id)"
            if isUsed[number] {
                checkUse(in: step, at: place)
            } else {
                let message = "nothing uses the output of `\(step.id)`, and the step has no effect"
                let notes = ["name it in `outputs` or in another step, or leave the step out"]
                findings.append(
                    Finding(.unusedStep, message, at: place, isAboutKey: true, severity: .warning, notes: notes)
                )
            }
        }
    }

    private mutating func checkUse(in step: Step, at path: String) {
        guard case .group(let group) = step.kind else {
            for child in step.children { checkUse(in: child.step, at: "\(path).\(child.path)") }
            return
        }
        var named = group.steps.map(\.id)
        if group.output != nil {
            named = step.innerExpressions.compactMap(\.expression).flatMap { $0.references.compactMap(\.step) }
            if group.repetition != nil { named += Self.namedOfLastRound(in: step) }
        }
        checkUse(of: group.steps, named: named, at: "\(path).steps")
    }

    /// The steps whose last round's output is named.
    static func namedOfLastRound(in step: Step) -> [String] {
        let own = step.expressions.flatMap { $0.expression.tree.references }.compactMap { reference -> String? in
            guard reference.root == "previous", case .field(let id) = reference.steps.first?.key else { return nil }
            return id
        }
        return own + step.children.flatMap { namedOfLastRound(in: $0.step) }
    }

    // MARK: Effects

    /// Whether a step does more than give an output.
    private func hasEffect(_ step: Step) -> Bool {
        switch step.kind {
        case .tool, .ask, .wait, .fail, .workflow: true
        case .value: false
        case .agent(let agent): hasEffect(agent.agent)
        case .choice, .group: step.children.contains { hasEffect($0.step) }
        }
    }

    /// Whether an agent, or one that it can ask, has a tool that changes something.
    private func hasEffect(_ key: String) -> Bool {
        let changes: ToolEffects = [.changesWorkspace, .changesOutside, .asksPerson]
        var seen: Set<String> = [key]
        var open = [key]
        while let agent = open.popLast().flatMap({ workflow.agents[$0] }) {
            let hasTool = agent.tools.contains { grant in
                description(of: grant.tool).map { !$0.effects.isDisjoint(with: changes) } ?? true
            }
            if hasTool { return true }
            open += agent.delegates.map(\.agent).filter { workflow.agents[$0] != nil && seen.insert($0).inserted }
        }
        return false
    }
}
