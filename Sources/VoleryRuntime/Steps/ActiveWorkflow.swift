internal import VoleryCEL
internal import VoleryCore
internal import VoleryWorkflow

/// A workflow at work: the one that was started, or one that a step calls.
struct ActiveWorkflow: Sendable {
    let workflow: Workflow
    /// `inputs` as its expressions see them.
    let inputs: CELValue
    /// What it and its callers ask for to hold what it does.
    let safety: Safety?
    /// The tools that it can grant.
    let catalogue: any ToolCatalogue

    init(_ workflow: Workflow, inputs: JSONObject, safety: Safety?, catalogue: any ToolCatalogue) {
        self.workflow = workflow
        self.inputs = CELValue(.object(inputs))
        self.safety = safety
        self.catalogue = catalogue
    }
}
