internal import VoleryCore
internal import VoleryWorkflow

extension GraphModel {
    /// The picture of a workflow.
    init(_ workflow: Workflow) {
        title = workflow.name
        description = workflow.description
        scope = StepsOfGraph(workflow: workflow).scope(of: workflow.steps, within: "")
    }

    /// What a step is, in words: `agent researcher`.
    static func worker(of step: Step, in workflow: Workflow) -> String {
        let (kind, worker) = StepsOfGraph(workflow: workflow).kind(step.kind)
        return worker.isEmpty || worker == kind.rawValue ? kind.rawValue : "\(kind.rawValue) \(worker)"
    }
}

/// Makes boxes of steps.
private struct StepsOfGraph {
    let workflow: Workflow

    func scope(of steps: [Step], within path: String) -> GraphModel.Scope {
        let numbers = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var scope = GraphModel.Scope()
        for (number, step) in steps.enumerated() {
            scope.items.append(item(step, at: path + step.id))
            for other in step.dependencies {
                guard let from = numbers[other], from != number else { continue }
                scope.edges.append(GraphModel.Edge(from: from, to: number, onlyWaits: onlyWaits(step, for: other)))
            }
        }
        return scope
    }

    private func item(_ step: Step, at path: String) -> GraphModel.Item {
        var item = GraphModel.Item(id: path, title: step.id, kind: .value, worker: "")
        (item.kind, item.worker) = kind(step.kind)
        item.forEach = step.forEach.map { "for each \($0.name) in \(Self.short($0.list.source))" }
        item.condition = step.condition.map { "if \(Self.short($0.source))" }
        item.details = details(of: step)
        item.description = step.description
        switch step.kind {
        case .group(let group):
            item.inside = scope(of: group.steps, within: path + ".")
            item.rounds = group.repetition.map { "up to \(Measure.count($0.max, "round"))" }
            item.until = group.repetition?.until.map { "until \(Self.short($0.source))" }
        case .choice(let choice): item.inside = scope(of: choice, at: path)
        default: break
        }
        return item
    }

    /// A choice holds the point where it is made, and each case.
    private func scope(of choice: SwitchStep, at path: String) -> GraphModel.Scope {
        let subject = Self.short(choice.subject.source)
        var scope = GraphModel.Scope()
        scope.items = [GraphModel.Item(id: "\(path).?", title: subject, kind: .decision, worker: "")]
        for (_, step) in Step(id: "", kind: .choice(choice)).children {
            var item = item(step, at: "\(path).\(step.id)")
            item.title = ""
            item.caseLabel = step.id
            scope.edges.append(GraphModel.Edge(from: 0, to: scope.items.count))
            scope.items.append(item)
        }
        return scope
    }

    func kind(_ kind: Step.Kind) -> (GraphModel.Kind, String) {
        switch kind {
        case .agent(let agent): (.agent, workflow.agents[agent.agent]?.name ?? agent.agent)
        case .tool(let tool): (.tool, tool.grant.tool)
        case .value: (.value, "value")
        case .workflow(let call): (.workflow, call.workflow.name)
        case .ask(let ask): (.ask, Self.short(ask.text.source))
        case .wait(let time): (.wait, Self.short(time.source))
        case .fail(let text): (.fail, Self.short(text.source))
        case .choice: (.choice, "")
        case .group: (.group, "")
        }
    }

    private func details(of step: Step) -> String? {
        var words: [String] = []
        if let retry = step.retry { words.append("retry \(retry.max)") }
        if let timeout = step.timeout { words.append("timeout \(Measure.time(timeout / .seconds(1)))") }
        switch step.onError {
        case .fail: break
        case .skip: words.append("on error skip")
        case .value: words.append("on error a value")
        }
        return words.isEmpty ? nil : words.joined(separator: " · ")
    }

    private func onlyWaits(_ step: Step, for other: String) -> Bool {
        guard step.needs.contains(other), !step.children.contains(where: { $0.step.dependencies.contains(other) })
        else {
            return false
        }
        if case .agent(let agent) = step.kind, agent.context.contains(other) { return false }
        return !step.expressions.contains { $0.expression.references.contains { $0.step == other } }
    }

    /// The most characters of an expression in a picture.
    private static let expressionLength = 60

    private static func short(_ source: String) -> String {
        let line = source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return TerminalText.fitted(line, columns: expressionLength).text
    }
}
