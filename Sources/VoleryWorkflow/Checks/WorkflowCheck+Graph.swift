import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// More cycles than these are not told apart.
    private static let mostCycles = 10

    /// Finds steps that wait for themselves, directly or around others, here and in groups.
    mutating func checkGraph(of steps: [Step], at path: String) {
        guard !isFull else { return }
        let numbers = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        var dependencies = steps.map { step in step.dependencies.compactMap { numbers[$0] } }
        for number in dependencies.indices where dependencies[number].contains(number) {
            dependencies[number].removeAll { $0 == number }
            reportOwn(steps[number], at: path)
        }
        for _ in 0..<Self.mostCycles {
            guard let cycle = StepGraph.cycle(in: dependencies), cycle.count > 1 else { break }
            report(cycle.map { steps[$0] }, at: path)
            // Without this one reference, further cycles show.
            dependencies[cycle[0]].removeAll { $0 == cycle[cycle.count - 2] }
        }
        for step in steps { checkGraph(in: step, at: "\(path).\(step.id)") }
    }

    private mutating func checkGraph(in step: Step, at path: String) {
        if case .group(let group) = step.kind {
            checkGraph(of: group.steps, at: "\(path).steps")
        } else {
            for child in step.children { checkGraph(in: child.step, at: "\(path).\(child.path)") }
        }
    }

    private mutating func reportOwn(_ step: Step, at path: String) {
        guard let reference = Self.reference(from: step, to: step.id, at: "\(path).\(step.id)") else { return }
        var finding = Finding(
            .waitsForItself,
            "the step `\(step.id)` waits for itself",
            at: reference.path,
            range: reference.range
        )
        if reference.isInside {
            finding.message = "this is inside `\(step.id)`, which ends after it, so it can't wait for `\(step.id)`"
            if case .group(let group) = step.kind, group.repetition != nil {
                finding.notes = ["what the last round gave is `previous`, inside `coalesce(…)`"]
            }
        }
        if case .group(let group) = step.kind, !reference.isInside { advise(&finding, reference, group) }
        findings.append(finding)
    }

    /// A group's own `until` and `output` name its steps without it.
    private func advise(_ finding: inout Finding, _ reference: Reference, _ group: GroupStep) {
        guard ["until", "output"].contains(where: { reference.path.contains(".\($0)") }) else { return }
        guard let whole = reference.whole else { return }
        finding.notes = ["`until` and `output` see the inside of the group: its steps are `steps.ID.output`"]
        guard whole.steps.count > 2, case .field(let id) = whole.steps[2].key,
            group.steps.contains(where: { $0.id == id })
        else { return }
        finding.suggestion = "steps.\(id).output"
        finding.range = reference.range.map {
            $0.lowerBound..<$0.lowerBound + whole.steps[2].range.upperBound - whole.range.lowerBound
        }
    }

    private mutating func report(_ cycle: [Step], at path: String) {
        let ids = cycle.map(\.id)
        let reference = Self.reference(from: cycle[0], to: ids[ids.count - 2], at: "\(path).\(ids[0])")
        let shown = ids.count <= 20 ? ids : ids.prefix(10) + ["…"] + ids.suffix(9)
        let message = "these steps wait for each other: \(shown.joined(separator: " → "))"
        var notes = ["a step waits for those that it names"]
        if reference?.isInside == true { notes = ["a group waits for all that its steps name outside of it"] }
        findings.append(
            Finding(
                .cycle,
                message,
                at: reference?.path ?? "\(path).\(ids[0])",
                range: reference?.range,
                notes: notes
            )
        )
    }

    /// A place where a step, or one in it, names another.
    private struct Reference {
        var path: String
        var range: Range<Int>?
        var isInside = false
        /// All that is named there.
        var whole: CELReference?
    }

    /// Where a step first names another.
    private static func reference(from step: Step, to id: String, at path: String) -> Reference? {
        if let index = step.needs.firstIndex(of: id) { return Reference(path: "\(path).needs[\(index)]") }
        for (key, expression, offset) in step.expressions {
            guard let reference = expression.references.first(where: { $0.step == id }) else { continue }
            let range = reference.range.lowerBound + offset..<reference.range.upperBound + offset
            let whole = expression.tree.references.first { $0.range.lowerBound == reference.range.lowerBound }
            return Reference(path: "\(path).\(key)", range: range, whole: whole)
        }
        if case .agent(let agent) = step.kind, let index = agent.context.firstIndex(of: id) {
            return Reference(path: "\(path).context[\(index)]")
        }
        for child in step.children {
            guard var reference = reference(from: child.step, to: id, at: "\(path).\(child.path)") else { continue }
            reference.isInside = true
            return reference
        }
        return nil
    }
}
