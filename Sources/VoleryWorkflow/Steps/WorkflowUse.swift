package import VoleryCore

/// A workflow as it takes part in a run: the one that is started, or one that another calls.
package struct WorkflowUse: Sendable {
    package let workflow: Workflow
    /// What it and those that call it ask for to hold what it does.
    package let safety: Safety?
    /// The name of the one that calls it; `nil` for the one that is started.
    package let caller: String?
}

extension Workflow {
    /// What has to hold this workflow's commands where a caller asks for something as well.
    package func safety(within outer: Safety?) -> Safety? {
        safety.map { $0.and(outer) } ?? outer
    }

    /// The workflow and those that its steps call, directly or not, each once for each safety that it gets by its callers.
    package var uses: [WorkflowUse] {
        var found: [WorkflowUse] = []
        var seen: Set<Key> = []
        func add(_ workflow: Workflow, _ outer: Safety?, _ caller: String?) {
            let safety = workflow.safety(within: outer)
            guard seen.insert(Key(name: workflow.fileName, safety: safety)).inserted else { return }
            found.append(WorkflowUse(workflow: workflow, safety: safety, caller: caller))
            for (_, step) in workflow.allSteps {
                guard case .workflow(let call) = step.kind else { continue }
                add(call.workflow, safety, workflow.fileName)
            }
        }
        add(self, nil, nil)
        return found
    }

    /// Its file's path where a step calls it, else its name.
    private var fileName: String { path.isEmpty ? name : path }
}

/// What makes one use of a workflow differ from another.
private struct Key: Hashable {
    let name: String
    let safety: Safety?
}
