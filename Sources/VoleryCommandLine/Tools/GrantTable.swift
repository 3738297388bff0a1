internal import VoleryCore
internal import VoleryWorkflow

/// What each agent and tool step of a workflow, and of those that it calls, may call, with its reach.
struct GrantTable {
    let workflow: Workflow

    /// The lines, each ended: a name, and below it what it may call.
    var text: String {
        ([workflow] + workflow.calledWorkflows).flatMap(blocks).joined()
    }

    private func blocks(of workflow: Workflow) -> [String] {
        let place = workflow.path.isEmpty ? "" : " of \(workflow.path)"
        let agents = workflow.agents.sorted { $0.key < $1.key }.map { key, agent in
            block("agent \(key)\(place)", agent.tools.map(line) + agent.delegates.map { "agent \($0.name)" })
        }
        let steps = workflow.namedSteps.compactMap { name, step -> String? in
            guard case .tool(let toolStep) = step.kind else { return nil }
            return block("step \(name)\(place)", [line(toolStep.grant)])
        }
        return agents + steps
    }

    private func block(_ title: String, _ lines: [String]) -> String {
        let lines = lines.isEmpty ? ["nothing"] : lines
        return ([title] + lines.map { "  \($0)" }).map { TerminalText.escaped($0) + "\n" }.joined()
    }

    private func line(_ grant: ToolGrant) -> String {
        grant.grant.isNull ? grant.tool : "\(grant.tool) \(grant.grant.serialized())"
    }
}
