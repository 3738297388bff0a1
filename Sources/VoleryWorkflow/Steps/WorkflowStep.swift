/// Another workflow, as a step.
public struct WorkflowStep: Sendable {
    /// The workflow; its names and tools are its own.
    public var workflow: Workflow
    /// Its inputs.
    public var with: [(name: String, value: TemplateValue)]

    /// A call of a workflow.
    public init(workflow: Workflow, with: [(name: String, value: TemplateValue)] = []) {
        self.workflow = workflow
        self.with = with
    }
}
