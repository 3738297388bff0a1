internal import VoleryCore

/// What a run came to, in one line: how it ended, what was done, what it used.
enum RunSummary {
    /// `done in 12s: 3 steps, 5 model calls, 7 tool calls, 14,210 tokens in (2,048 cached), 1,100 out, $0.0041`
    static func text(of view: RunView, at now: Double) -> String {
        "\(ending(view)) \(Measure.time(view.elapsed(at: now))): \(counts(view.totals).joined(separator: ", "))"
    }

    private static func ending(_ view: RunView) -> String {
        switch view.status {
        case .completed: "done in"
        case .failed: view.error?.code == .limit ? "stopped by a limit after" : "failed after"
        case .cancelled: "interrupted after"
        case nil: "ended after"
        }
    }

    /// What was counted; sub-agents and retries only where there were any.
    static func counts(_ totals: RunView.Totals) -> [String] {
        var parts = [
            Measure.count(totals.steps, "step"), Measure.count(totals.modelCalls, "model call"),
            Measure.count(totals.toolCalls, "tool call"),
        ]
        if totals.delegations > 0 { parts.append(Measure.count(totals.delegations, "sub-agent")) }
        if totals.retries > 0 { parts.append(totals.retries == 1 ? "1 retry" : "\(totals.retries) retries") }
        let usage = totals.usage
        let cached = usage.cachedTokens > 0 ? " (\(Measure.count(usage.cachedTokens)) cached)" : ""
        parts.append("\(Measure.count(usage.inputTokens, "token")) in\(cached)")
        parts.append("\(Measure.count(usage.outputTokens)) out")
        if let cost = usage.cost { parts.append("\(cost)") }
        return parts
    }
}
