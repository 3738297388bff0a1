import VoleryCEL

/// What is known of the workflows that steps call: each is checked once, however many steps call it.
final class CalledWorkflows {
    /// What the check of each has to know beside it.
    let context: WorkflowCheck.Context
    private var outputs: [String: CELType] = [:]
    /// What was found in them, in the order in which they are called.
    private(set) var findings: [Finding] = []

    init(_ context: WorkflowCheck.Context) {
        self.context = context
    }

    /// The type of a workflow's outputs.
    func outputs(of workflow: Workflow) -> CELType {
        guard !context.unreadWorkflows.contains(workflow.path) else { return .dyn }
        let key = workflow.path.isEmpty ? workflow.name : workflow.path
        if let known = outputs[key] { return known }
        outputs[key] = .dyn
        let place = findings.count
        let (found, type) = WorkflowCheck.result(of: workflow, self, isStarted: false)
        findings.insert(contentsOf: found, at: place)
        outputs[key] = type
        return type
    }
}
