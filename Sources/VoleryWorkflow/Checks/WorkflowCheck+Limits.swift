import VoleryCore

extension WorkflowCheck {
    /// Warns of limits that can never be reached, as the ones around them are smaller.
    mutating func checkLimits() {
        warn(workflow.limits, within: project.limits, of: "the project's")
        let outer = workflow.limits
        for step in workflow.steps where !step.limits.isEmpty { warn(step.limits, within: outer, of: "the workflow's") }
        for key in workflow.agents.keys.sorted() {
            // An agent of a file of its own is used elsewhere, too.
            guard let agent = workflow.agents[key], agent.path.hasPrefix("agents."), !agent.path.hasSuffix(".yaml")
            else {
                continue
            }
            warn(agent.limits, within: outer, of: "the workflow's")
        }
    }

    private mutating func warn(_ limits: Limits, within outer: Limits, of owner: String) {
        warn(limits, "cost", limits.cost, outer.cost, owner) { $0.description }
        warn(limits, "tokens", limits.tokens, outer.tokens, owner) { String($0) }
        warn(limits, "time", limits.time, outer.time, owner) { Self.text($0) }
        warn(limits, "turns", limits.turns, outer.turns, owner) { String($0) }
        warn(limits, "tool_calls", limits.toolCalls, outer.toolCalls, owner) { String($0) }
        warn(limits, "parallel", limits.parallel, outer.parallel, owner) { String($0) }
    }

    private static func text(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        guard duration == .seconds(seconds) else { return "\(duration)" }
        return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
    }

    private mutating func warn<Amount: Comparable>(
        _ limits: Limits,
        _ name: String,
        _ inner: Amount?,
        _ outer: Amount?,
        _ owner: String,
        _ text: (Amount) -> String
    ) {
        guard let inner, let outer, inner > outer else { return }
        let message = "this limit is never reached: \(owner) is \(text(outer))"
        findings.append(Finding(.limitBeyondOuter, message, at: "\(limits.path).\(name)", severity: .warning))
    }
}
