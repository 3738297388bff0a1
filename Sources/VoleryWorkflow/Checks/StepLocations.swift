import VoleryCEL
import VoleryCore

/// Where the steps of a workflow are that can't be named from everywhere: in groups, and as cases of a `switch`.
///
/// It is worked out when it is first asked, as that is after a mistake.
final class StepLocations {
    /// A step that holds others.
    private struct Holder {
        let id: String
        /// Whether its output is the map of its steps' outputs.
        let isMap: Bool
    }

    /// What to say of a step that is named where it is not in scope.
    struct Advice {
        let message: String
        /// What to write instead of `steps.ID.output`.
        let instead: String
        /// What to write instead of the id where steps are named by ids.
        let id: String
    }

    private let workflow: Workflow
    private lazy var holders: [String: [Holder]] = {
        var found: [String: [Holder]] = [:]
        for step in workflow.steps { Self.add(step, [], &found) }
        return found
    }()

    init(of workflow: Workflow) {
        self.workflow = workflow
    }

    private static func add(_ step: Step, _ around: [Holder], _ found: inout [String: [Holder]]) {
        let isMap = if case .group(let group) = step.kind { group.output == nil && step.forEach == nil } else { false }
        let isCase = if case .choice = step.kind { true } else { false }
        let inside = around + [Holder(id: step.id, isMap: isMap)]
        for (_, child) in step.children {
            if found[child.id] == nil { found[child.id] = inside }
            // A case has no id of its own: what is in it is in the `switch`.
            let holders = isCase ? around + [Holder(id: step.id, isMap: false)] : inside
            for (_, inner) in isCase ? child.children : [] {
                if found[inner.id] == nil { found[inner.id] = holders }
                add(inner, holders, &found)
            }
            if !isCase { add(child, inside, &found) }
        }
    }

    /// What to say of a step that is named though it is not in scope; `nil` if there is none with that id.
    func advice(on id: String, isInScope: (String) -> Bool) -> Advice? {
        guard let around = holders[id], let index = around.lastIndex(where: { isInScope($0.id) }) else { return nil }
        let holder = around[index]
        var path = "steps.\(holder.id).output"
        for (number, inner) in around[index...].enumerated() {
            guard inner.isMap else { break }
            path += number == around.count - index - 1 ? ".\(id)" : ".\(around[index + number + 1].id)"
        }
        let message =
            isChoice(holder.id)
            ? "`\(id)` is in the switch `\(holder.id)`: from outside there is only what the switch puts out"
            : "`\(id)` is inside the group `\(holder.id)`: from outside there is only the group's output"
        return Advice(message: message, instead: path, id: holder.id)
    }

    private func isChoice(_ id: String) -> Bool {
        workflow.allSteps.contains { if case .choice = $0.step.kind { $0.step.id == id } else { false } }
    }
}
