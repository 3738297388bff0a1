internal import VoleryCore
internal import VoleryWorkflow

extension RunContext {
    /// Does something within the limits that are written on an account, and fails with them.
    func within<Value: Sendable>(
        _ limits: Limits,
        account: Ledger.AccountID,
        at address: Address = .run,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let whose = address == .run ? "the run" : "the workflow"
        let expired = RunError(
            .limit,
            "the time limit of \(whose) is reached",
            at: address,
            path: "\(limits.path).time"
        )
        return try await ownLimits(of: account) {
            try await withWorkingTimeLimit(limits.time, in: time, expired: { expired }, work)
        }
    }

    /// Runs a workflow's steps within its limits, and gives what it puts out: what `outputs` says, or without it the
    /// outputs of its steps; what was skipped has no key.
    func outputs(of frame: Frame, within limits: Limits) async throws -> JSONObject {
        try await within(limits, account: frame.account, at: frame.address) {
            let results = try await Schedule(run: self, frame: frame).results()
            return try self.outputs(of: frame, results)
        }
    }

    private func outputs(of frame: Frame, _ results: [String: StepResult]) throws -> JSONObject {
        let workflow = frame.workflow.workflow
        var outputs = JSONObject()
        guard !workflow.outputs.isEmpty else {
            for step in workflow.steps { outputs[step.id] = results[step.id]?.output }
            return outputs
        }
        let scope = Scope(self, frame, results: results)
        for (name, template) in workflow.outputs where !template.namesSkipped(of: results) {
            let path = workflow.path(to: "outputs.\(name)")
            outputs[name] = try evaluating(path, at: frame.address) { try template.value(in: scope) }
        }
        return outputs
    }
}
