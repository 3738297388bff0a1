internal import VoleryCore

extension Step {
    /// The steps that this one holds, each with the keys that lead to it from this step's own.
    public var children: [(path: String, step: Step)] {
        switch kind {
        case .group(let group): group.steps.map { ("steps.\($0.id)", $0) }
        case .choice(let choice):
            choice.cases.map { ("cases.\($0.key)", $0.step) } + (choice.defaultStep.map { [("default", $0)] } ?? [])
        case .agent, .tool, .value, .workflow, .ask, .wait, .fail: []
        }
    }
}

extension Workflow {
    /// All steps of the workflow, those within others included but not those of other workflows, each with its path.
    public var allSteps: [(path: String, step: Step)] {
        var found: [(path: String, step: Step)] = []
        func add(_ step: Step, _ path: String) {
            found.append((path, step))
            for child in step.children { add(child.step, "\(path).\(child.path)") }
        }
        for step in steps { add(step, self.path(to: "steps.\(step.id)")) }
        return found
    }

    /// All steps of the workflow as `allSteps` has them, each with its name in a run: `polish.review`, `route.billing`.
    package var namedSteps: [(name: String, step: Step)] {
        var found: [(name: String, step: Step)] = []
        func add(_ step: Step, _ name: String) {
            found.append((name, step))
            for (_, child) in step.children { add(child, "\(name).\(child.id)") }
        }
        for step in steps { add(step, step.id) }
        return found
    }

    /// The workflows that its steps call, directly or not, each once, by the paths of their files.
    public var calledWorkflows: [Workflow] {
        var found: [Workflow] = []
        var seen: Set<String> = []
        func add(_ workflow: Workflow) {
            for (_, step) in workflow.allSteps {
                guard case .workflow(let call) = step.kind else { continue }
                let name = call.workflow.path.isEmpty ? call.workflow.name : call.workflow.path
                guard seen.insert(name).inserted else { continue }
                found.append(call.workflow)
                add(call.workflow)
            }
        }
        add(self)
        return found
    }
}
