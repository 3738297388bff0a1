internal import VoleryCore

/// What a run came to, in one line: how it ended, what was done, what it used.
enum RunSummary {
    /// How it ended, what was done and what it used.
    ///
    ///     done in 12s: 3 steps, 5 model calls, 7 tool calls, 14,210 tokens in (2,048 cached), 1,100 out, $0.0041
    static func text(of view: RunView, at now: Double) -> String {
        "\(ending(view)) \(Measure.time(view.elapsed(at: now))): \(counts(view.totals).joined(separator: ", "))"
    }

    private static func ending(_ view: RunView) -> String {
        switch view.status {
        case .completed: "done in"
        case .failed: view.error?.code == .limit ? "stopped by a limit after" : "failed after"
        case nil where view.isSuspended: "waits, after"
        case .cancelled, nil: "interrupted after"
        }
    }

    /// What was counted, without what there was none of.
    static func counts(_ totals: RunView.Totals) -> [String] {
        var parts = [Measure.count(totals.steps, "step")]
        let counts = [
            (totals.modelCalls, "model call"), (totals.toolCalls, "tool call"), (totals.delegations, "sub-agent"),
        ]
        parts += counts.filter { $0.0 > 0 }.map { Measure.count($0.0, $0.1) }
        if totals.retries > 0 { parts.append(totals.retries == 1 ? "1 retry" : "\(totals.retries) retries") }
        return parts + usage(totals.usage)
    }

    private static func usage(_ usage: Usage) -> [String] {
        guard usage.tokens > 0 else { return [] }
        let cached = usage.cachedTokens > 0 ? " (\(Measure.count(usage.cachedTokens)) cached)" : ""
        let tokens = [
            "\(Measure.count(usage.inputTokens, "token")) in\(cached)", "\(Measure.count(usage.outputTokens)) out",
        ]
        return tokens + (usage.cost.map { ["\($0)"] } ?? [])
    }
}
