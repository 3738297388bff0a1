internal import VoleryCore
internal import VoleryRuntime

/// What became of one run: what it was given, its parts, what it used, what it gave.
struct RunReport {
    let recorded: RecordedRun
    let view: RunView
    private let inputs: JSONValue?
    private var outputs: JSONValue?
    private var error: RunError?

    /// The report of a run.
    init(_ recorded: RecordedRun) {
        self.recorded = recorded
        view = recorded.view
        var inputs: JSONValue?
        for entry in recorded.entries {
            switch entry.payload {
            case .runStarted(_, _, let given): inputs = inputs ?? given
            case .runEnded(_, let outputs, let error, _, _): (self.outputs, self.error) = (outputs, error)
            default: (outputs, error) = (nil, nil)
            }
        }
        self.inputs = inputs
    }

    /// The report for people.
    ///
    /// - Parameters:
    ///   - columns: The most columns of a line.
    ///   - inColour: Whether colours are used.
    ///   - isWhole: Whether every element has its line.
    ///   - now: Seconds since 1970.
    /// - Returns: The lines, each ended.
    func text(columns: Int, inColour: Bool, isWhole: Bool, now: Double) -> String {
        let now = recorded.summary.state == .running ? now : view.time
        let tree = RunTree(view).lines(columns: columns, isWhole: isWhole, now: now).map { $0.text(inColour: inColour) }
        let lines = head + tree + [ending(now)] + rest
        return lines.map { "\($0)\n" }.joined()
    }

    private var head: [String] {
        let run = recorded.summary
        let name = TerminalText.escaped(
            run.workflow ?? (view.workflow.isEmpty ? run.file ?? "a workflow" : view.workflow)
        )
        let began = run.started.map { ", began \(LocalTime.text($0))" } ?? ""
        let parent = run.parent.map { ", made from \(TerminalText.escaped($0))" } ?? ""
        return ["\(TerminalText.escaped(run.run))  \(name), \(run.state.rawValue)\(began)\(parent)"]
            + named("inputs", inputs)
    }

    private func ending(_ now: Double) -> String {
        let word =
            switch recorded.summary.state {
            case .running: "running for"
            case .interrupted: "interrupted after"
            case .suspended: "suspended after"
            case .completed: "done in"
            case .failed: view.error?.code == .limit ? "stopped by a limit after" : "failed after"
            case .cancelled: "cancelled after"
            case .damaged: "damaged after"
            }
        let counts = RunSummary.counts(view.totals).joined(separator: ", ")
        return "\(word) \(Measure.time(view.elapsed(at: now))): \(counts)"
    }

    private var rest: [String] {
        let waits = recorded.waits.compactMap(WaitText.text).map { "waits for \(TerminalText.escaped($0))" }
        let failure = error.map { ["error[\($0.code.rawValue)]: \(TerminalText.escapedKeepingLines("\($0)"))"] } ?? []
        return waits + failure + named("outputs", outputs)
    }

    /// Values by name, a line for each.
    private func named(_ title: String, _ values: JSONValue?) -> [String] {
        guard case .object(let members)? = values, !members.isEmpty else { return [] }
        return ["\(title):"]
            + members.map { name, value in
                let text = TerminalText.firstLine(of: ValueText.text(of: value))
                return "  \(TerminalText.escaped(name)): \(TerminalText.fitted(text, columns: 200).text)"
            }
    }

    /// The report as JSON.
    var json: JSONObject {
        var object: JSONObject = [:]
        object["run"] = .object(RunList.json(of: recorded.summary, waits: recorded.waits))
        object["inputs"] = inputs
        object["outputs"] = outputs
        object["error"] = error?.json
        object["parts"] = RunTree(view).json()
        object["totals"] = [
            "steps": .int(view.totals.steps), "model_calls": .int(view.totals.modelCalls),
            "tool_calls": .int(view.totals.toolCalls), "agents": .int(view.totals.delegations),
            "retries": .int(view.totals.retries),
        ]
        object["damaged"] = recorded.faultsJSON
        return object
    }
}
