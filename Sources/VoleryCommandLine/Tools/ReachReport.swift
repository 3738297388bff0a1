internal import VoleryCore
internal import VoleryWorkflow

/// What each agent and tool step of a workflow can touch, in plain words; told by the tools themselves, made as a run
/// makes them.
struct ReachReport {
    let workflow: Workflow
    let catalogue: any ToolCatalogue
    let workspace: String

    /// The report, each line ended.
    ///
    /// - Throws: What making a tool throws, where its grant can't be given here.
    func text() throws -> String {
        var blocks: [String] = []
        for (_, agent) in workflow.agents.sorted(by: { $0.key < $1.key }) {
            var lines = try agent.tools.flatMap(lines)
            lines += agent.delegates.map { "may ask the agent \($0.name), which has a reach of its own" }
            blocks.append(Self.block("agent \(agent.name)", lines))
        }
        for step in workflow.steps {
            guard case .tool(let toolStep) = step.kind else { continue }
            blocks.append(Self.block("step \(step.id)", try lines(toolStep.grant)))
        }
        return blocks.joined()
    }

    private func lines(_ grant: ToolGrant) throws -> [String] {
        let reach = try catalogue.makeTool(grant.tool, grant: grant.grant, workspace: workspace).reach
        let parts = [
            ("reads", reach.reads), ("writes", reach.writes), ("runs", reach.runs), ("talks to", reach.talksTo),
        ]
        var lines = parts.filter { !$0.1.isEmpty }.map { "\(grant.name) \($0.0) \($0.1.joined(separator: "; "))" }
        if lines.isEmpty { lines = ["\(grant.name) touches nothing"] }
        if grant.needsApproval { lines.append("\(grant.name) needs a person's yes for each call") }
        return lines
    }

    private static func block(_ title: String, _ lines: [String]) -> String {
        let lines = lines.isEmpty ? ["has no tools: it reads what it is told and answers"] : lines
        return ([title] + lines.map { "  \($0)" }).map { TerminalText.escaped($0) + "\n" }.joined()
    }
}
