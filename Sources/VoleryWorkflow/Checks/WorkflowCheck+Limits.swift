import VoleryCore

extension WorkflowCheck {
    /// Warns of limits that can never be reached, as the ones around them are smaller.
    mutating func checkLimits() {
        warn(workflow.limits, within: OuterLimits(project.limits, of: "the project's"))
        let outer = OuterLimits(workflow.limits, of: "the workflow's")
        for step in workflow.steps { checkLimits(of: step, within: outer) }
        for key in workflow.agents.keys.sorted() {
            // An agent of a file of its own is used elsewhere, too.
            guard let agent = workflow.agents[key], !agent.isOfFile else { continue }
            warn(agent.limits, within: outer)
        }
    }

    private mutating func checkLimits(of step: Step, within outer: OuterLimits) {
        if !step.limits.isEmpty { warn(step.limits, within: outer) }
        let children = step.children
        guard !children.isEmpty else { return }
        let own = outer.narrowed(by: step.limits, of: "that of `\(step.id)`")
        for child in children { checkLimits(of: child.step, within: own) }
    }

    private mutating func warn(_ limits: Limits, within outer: OuterLimits) {
        warn(limits, "cost", limits.cost, outer.cost) { $0.description }
        warn(limits, "tokens", limits.tokens, outer.tokens) { String($0) }
        warn(limits, "time", limits.time, outer.time) { Self.text($0) }
        warn(limits, "turns", limits.turns, outer.turns) { String($0) }
        warn(limits, "tool_calls", limits.toolCalls, outer.toolCalls) { String($0) }
        warn(limits, "parallel", limits.parallel, outer.parallel) { String($0) }
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
        _ outer: OuterLimits.Limit<Amount>?,
        _ text: (Amount) -> String
    ) {
        guard let inner, let outer, inner > outer.amount else { return }
        let message = "this limit is never reached: \(outer.owner) is \(text(outer.amount))"
        findings.append(Finding(.limitBeyondOuter, message, at: "\(limits.path).\(name)", severity: .warning))
    }
}

/// The smallest limits around something, each with whose it is.
private struct OuterLimits {
    struct Limit<Amount: Comparable> {
        var amount: Amount
        var owner: String
    }

    var cost: Limit<Money>?
    var tokens: Limit<Int>?
    var time: Limit<Duration>?
    var turns: Limit<Int>?
    var toolCalls: Limit<Int>?
    var parallel: Limit<Int>?

    init(_ limits: Limits, of owner: String) {
        cost = limits.cost.map { Limit(amount: $0, owner: owner) }
        tokens = limits.tokens.map { Limit(amount: $0, owner: owner) }
        time = limits.time.map { Limit(amount: $0, owner: owner) }
        turns = limits.turns.map { Limit(amount: $0, owner: owner) }
        toolCalls = limits.toolCalls.map { Limit(amount: $0, owner: owner) }
        parallel = limits.parallel.map { Limit(amount: $0, owner: owner) }
    }

    /// These with others that lie in them.
    func narrowed(by limits: Limits, of owner: String) -> OuterLimits {
        guard !limits.isEmpty else { return self }
        let own = OuterLimits(limits, of: owner)
        var narrowed = self
        narrowed.cost = Self.smaller(own.cost, cost)
        narrowed.tokens = Self.smaller(own.tokens, tokens)
        narrowed.time = Self.smaller(own.time, time)
        narrowed.turns = Self.smaller(own.turns, turns)
        narrowed.toolCalls = Self.smaller(own.toolCalls, toolCalls)
        narrowed.parallel = Self.smaller(own.parallel, parallel)
        return narrowed
    }

    private static func smaller<Amount>(_ one: Limit<Amount>?, _ other: Limit<Amount>?) -> Limit<Amount>? {
        guard let one, let other else { return one ?? other }
        return one.amount < other.amount ? one : other
    }
}
