internal import VoleryCore
internal import VoleryWorkflow

extension RunContext {
    /// Finds every model and tool that the workflow and those that it calls name, so that one that can't be had is told
    /// before a token is spent.
    ///
    /// - Throws: `RunError` that names the key in the file.
    func checkParts() throws {
        for use in workflow.uses {
            try checkParts(of: activate(use.workflow, inputs: JSONObject(), within: use.safety))
        }
    }

    private func checkParts(of active: ActiveWorkflow) throws {
        for (_, agent) in active.workflow.agents.sorted(by: { $0.key < $1.key }) {
            _ = try model(of: agent, at: .run)
            for grant in agent.tools { _ = try tool(for: grant, of: active, at: .run, path: "\(agent.path).tools") }
        }
        for (path, step) in active.workflow.allSteps {
            guard case .tool(let toolStep) = step.kind else { continue }
            _ = try tool(for: toolStep.grant, of: active, at: .run, path: "\(path).tool")
        }
    }
}
