internal import VoleryCore
internal import VoleryWorkflow

extension RunContext {
    /// Finds every model and tool that the workflow names, so that one that can't be had is told before a token is spent.
    ///
    /// - Throws: `RunError` that names the key in the file.
    func checkParts() throws {
        for (_, agent) in workflow.agents.sorted(by: { $0.key < $1.key }) {
            _ = try model(of: agent, at: .run)
            for grant in agent.tools { _ = try tool(for: grant, at: .run, path: "\(agent.path).tools") }
        }
        for step in workflow.steps {
            guard case .tool(let toolStep) = step.kind else { continue }
            _ = try tool(for: toolStep.grant, at: .run, path: "steps.\(step.id).tool")
        }
    }
}
