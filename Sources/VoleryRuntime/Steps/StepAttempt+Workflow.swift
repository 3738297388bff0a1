internal import VoleryCore
internal import VoleryWorkflow

extension StepAttempt {
    /// The outputs of another workflow, run within this step's bounds and its own.
    func outputs(of call: WorkflowStep) async throws -> JSONValue {
        let given = try values(of: call.with)
        let inputs: JSONObject
        do throws(InputsError) {
            inputs = try call.workflow.inputs.complete(given)
        } catch {
            throw RunError(.inputs, error.description, at: address, path: "\(path).with")
        }
        let workflow = run.activate(call.workflow, inputs: inputs, from: frame.workflow)
        let own = run.budget.open(within: account, limits: call.workflow.limits)
        defer { run.budget.close(own) }
        let frame = Frame(workflow, at: address, named: name, account: own)
        return .object(try await run.outputs(of: frame, within: call.workflow.limits))
    }
}
