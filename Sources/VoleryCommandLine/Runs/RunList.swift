internal import VoleryCore
internal import VoleryRuntime

/// Some runs, the newest first, with what the suspended ones wait for.
struct RunList: Sendable {
    struct Item: Sendable {
        var summary: VoleryRuntime.RunSummary
        var waits: [Entry] = []
    }

    var items: [Item]
    /// Whether there are more.
    var hasMore = false

    /// A line for each run, under headings.
    func text(now: Double) -> String {
        var table = TextTable([
            .init(heading: "RUN"), .init(heading: "STATE"), .init(heading: "WORKFLOW"), .init(heading: "BEGAN"),
            .init(heading: "TOOK", isRight: true), .init(heading: "COST", isRight: true),
            .init(heading: "TOKENS", isRight: true), .init(heading: ""),
        ])
        for item in items { table.add(cells(of: item, now)) }
        return table.text
    }

    private func cells(of item: Item, _ now: Double) -> [String] {
        let run = item.summary
        let end = run.ended ?? (run.state == .running ? now : nil)
        let seconds = end.flatMap { end in run.started.map { end - $0 } }
        if run.state == .damaged { return [run.run, run.state.rawValue] + Array(repeating: "", count: 6) }
        let waits = item.waits.isEmpty ? run.until.map(LocalTime.text) ?? "" : WaitText.text(of: item.waits)
        return [
            run.run, run.state.rawValue, run.workflow ?? run.file ?? "", run.started.map(LocalTime.text) ?? "",
            seconds.map(Measure.time) ?? "", run.usage.cost.map { "\($0)" } ?? "",
            run.usage.tokens > 0 ? Measure.short(run.usage.tokens) : "", waits.isEmpty ? "" : "waits for \(waits)",
        ]
    }

    var json: JSONObject {
        [
            "runs": .array(items.map { .object(Self.json(of: $0.summary, waits: $0.waits)) }),
            "more": .bool(hasMore),
        ]
    }

    /// What a list says of a run, as JSON.
    static func json(of run: VoleryRuntime.RunSummary, waits: [Entry] = []) -> JSONObject {
        var object: JSONObject = ["run": .string(run.run), "state": .string(run.state.rawValue)]
        object["workflow"] = run.workflow.map(JSONValue.string)
        object["file"] = run.file.map(JSONValue.string)
        object["parent"] = run.parent.map(JSONValue.string)
        object["started"] = run.started.map(JSONValue.double)
        object["ended"] = run.ended.map(JSONValue.double)
        object["until"] = run.until.map(JSONValue.double)
        object["entries"] = .int(run.entries)
        object["usage"] = run.usage.json
        object["damage"] = run.damage.map { .string($0.description) }
        object["owner"] = run.owner.map { ["host": .string($0.host), "process": .int($0.process)] }
        if !waits.isEmpty { object["waits"] = .array(waits.map { RunEvent.entry($0).json }) }
        return object
    }
}
