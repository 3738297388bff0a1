internal import VoleryCEL
internal import VoleryCore
internal import VoleryWorkflow

/// Where steps run: a workflow, or one round of a group.
struct Frame: Sendable {
    let workflow: ActiveWorkflow
    /// The steps, in the file's order.
    let steps: [Step]
    /// The key that holds them: `steps`, `steps.polish.steps`.
    let path: String
    /// What stands in front of the steps' addresses.
    let address: Address
    /// The same without tries.
    let name: Address
    /// The account that they count against.
    let account: Ledger.AccountID
    /// The results of the steps around, as far as these name them.
    var outer: [String: StepResult] = [:]
    /// What is in scope beside `inputs`, `run` and `steps`.
    var locals: [String: CELValue] = [:]

    /// The frame of a workflow's own steps.
    init(_ workflow: ActiveWorkflow, at address: Address, named name: Address, account: Ledger.AccountID) {
        self.workflow = workflow
        steps = workflow.workflow.steps
        path = workflow.workflow.path(to: "steps")
        self.address = address
        self.name = name
        self.account = account
    }

    /// The frame of a group's steps, within that of the group.
    init(_ group: GroupStep, of attempt: StepAttempt, at address: Address, named name: Address) {
        workflow = attempt.frame.workflow
        steps = group.steps
        path = "\(attempt.path).steps"
        self.address = address
        self.name = name
        account = attempt.account
        outer = attempt.results
        locals = attempt.scope.locals
    }
}
