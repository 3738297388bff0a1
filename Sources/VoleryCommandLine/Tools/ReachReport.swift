internal import VoleryCore
internal import VoleryWorkflow

/// What each agent and tool step of a workflow, and of those that it calls, can touch, in plain words; told by the tools
/// themselves, made as a run makes them: held by what a workflow and its callers ask for together.
struct ReachReport {
    let workflow: Workflow
    /// The tools that a workflow can grant, held by at least some safety.
    let catalogue: (Workflow, Safety?) -> any ToolCatalogue
    let workspace: String

    /// The report, each line ended.
    ///
    /// - Throws: What making a tool throws, where its grant can't be given here.
    func text() throws -> String {
        let uses = workflow.uses
        return try uses.flatMap { use in
            let path = use.workflow.path
            guard let caller = use.caller else { return try blocks(of: use, in: "") }
            // One that is held differently by who calls it is told for each.
            let isOne = uses.count { $0.workflow.path == path } == 1
            return try blocks(of: use, in: " of \(path)\(isOne ? "" : ", as \(caller) calls it")")
        }.joined()
    }

    private func blocks(of use: WorkflowUse, in place: String) throws -> [String] {
        let workflow = use.workflow
        let catalogue = catalogue(workflow, use.safety)
        var blocks: [String] = []
        for (_, agent) in workflow.agents.sorted(by: { $0.key < $1.key }) {
            var lines = try agent.tools.flatMap { try self.lines($0, catalogue) }
            lines += agent.delegates.map { "may ask the agent \($0.name), which has a reach of its own" }
            blocks.append(Self.block("agent \(agent.name)\(place)", lines))
        }
        for (name, step) in workflow.namedSteps {
            guard case .tool(let toolStep) = step.kind else { continue }
            blocks.append(Self.block("step \(name)\(place)", try lines(toolStep.grant, catalogue)))
        }
        return blocks
    }

    private func lines(_ grant: ToolGrant, _ catalogue: any ToolCatalogue) throws -> [String] {
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
