import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// More cycles than these are not told apart.
    private static let mostCycles = 10

    /// Finds steps that wait for themselves, directly or around others.
    mutating func checkGraph() {
        guard !isFull else { return }
        var dependencies = workflow.steps.map { step in step.dependencies.compactMap { numbers[$0] } }
        for number in dependencies.indices where dependencies[number].contains(number) {
            dependencies[number].removeAll { $0 == number }
            reportOwn(workflow.steps[number])
        }
        for _ in 0..<Self.mostCycles {
            guard let cycle = StepGraph.cycle(in: dependencies), cycle.count > 1 else { return }
            report(cycle)
            // Without this one reference, further cycles show.
            dependencies[cycle[0]].removeAll { $0 == cycle[cycle.count - 2] }
        }
    }

    private mutating func reportOwn(_ step: Step) {
        let (path, range) = reference(from: step, to: step.id)
        let message = "the step `\(step.id)` waits for itself"
        findings.append(Finding(.waitsForItself, message, at: path, range: range))
    }

    private mutating func report(_ cycle: [Int]) {
        let ids = cycle.map { workflow.steps[$0].id }
        let (path, range) = reference(from: workflow.steps[cycle[0]], to: ids[ids.count - 2])
        let shown = ids.count <= 20 ? ids : ids.prefix(10) + ["…"] + ids.suffix(9)
        let message = "these steps wait for each other: \(shown.joined(separator: " → "))"
        findings.append(
            Finding(.cycle, message, at: path, range: range, notes: ["a step waits for those that it names"])
        )
    }

    /// Where a step first names another.
    private func reference(from step: Step, to id: String) -> (path: String, range: Range<Int>?) {
        let path = "steps.\(step.id)"
        if let index = step.needs.firstIndex(of: id) { return ("\(path).needs[\(index)]", nil) }
        for (key, expression, offset) in step.expressions {
            guard let reference = expression.references.first(where: { $0.step == id }) else { continue }
            return ("\(path).\(key)", reference.range.lowerBound + offset..<reference.range.upperBound + offset)
        }
        if case .agent(let agent) = step.kind, let index = agent.context.firstIndex(of: id) {
            return ("\(path).context[\(index)]", nil)
        }
        return (path, nil)
    }
}
