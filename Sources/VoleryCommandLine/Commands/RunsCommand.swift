internal import ArgumentParser
internal import VoleryCore
internal import VoleryRuntime

/// `volery runs`: lists the runs that were kept.
struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Lists the runs of this project, the newest first.",
        discussion: "They are in `.volery/runs.db`, or where VOLERY_HOME or the project's `store` says."
    )

    @Option(
        help: ArgumentHelp("Only those that stand so; may be given several times.", valueName: "state"),
        completion: .list(RunState.allCases.map(\.rawValue)),
        transform: state
    )
    var state: [RunState] = []

    @Option(help: ArgumentHelp("Only those of a workflow.", valueName: "name"))
    var workflow: String?

    @Option(help: ArgumentHelp("Only those that began since: 7d, 2026-11-28 or 2026-11-28T09:05.", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Only those that began before: the same.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
    var limit = 30

    @Option(help: "What standard output carries: text or json.")
    var output: ReportFormat = .text

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit has to be 1 or more") }
    }

    func run() async throws {
        let console = Console()
        try await console.doing {
            let list: RunList
            do {
                list = try await self.list(console)
            } catch let none as NoRunsYet {
                console.note("\(none)")
                if output == .json { try await console.give(RunList(items: []).json) }
                return
            }
            for damage in list.items.compactMap(\.summary.damage) {
                console.note("warning: \(damage); `volery prune` forgets it when it is named")
            }
            switch output {
            case .json: try await console.give(list.json)
            case .text where list.items.isEmpty:
                console.note(isNarrowed ? "there are no such runs" : "there are no runs")
            case .text:
                try await console.give(list.text(now: SystemClock.now))
                if list.hasMore { console.note("there are more; --limit \(limit * 10) shows more of them") }
            }
        }
    }

    @Sendable private static func state(_ text: String) throws -> RunState {
        if let state = RunState(rawValue: text) { return state }
        throw ValidationError("it is one of: \(RunState.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    private var isNarrowed: Bool { !state.isEmpty || workflow != nil || since != nil || until != nil }

    /// The time in which they began, if that is said.
    private var began: Range<Double>? {
        get throws {
            guard since != nil || until != nil else { return nil }
            let now = SystemClock.now
            let first = try since.map { try LocalTime.moment($0, now: now) } ?? 0
            let end = try until.map { try LocalTime.moment($0, now: now) } ?? .infinity
            guard first <= end else { throw UsageError("--since is a later time than --until") }
            return first..<end
        }
    }

    private func list(_ console: Console) async throws -> RunList {
        var filter = RunFilter(states: state.isEmpty ? nil : Set(state), workflow: workflow)
        filter.started = try began
        filter.limit = limit < Int.max ? limit + 1 : limit
        return try await RunStore.with(console) { [filter] store in
            let runs = try await store.journal.runs(filter)
            var list = RunList(items: [], hasMore: runs.count > limit)
            for run in runs.prefix(limit) {
                let waits = run.state == .suspended ? try await store.waits(of: run) : []
                list.items.append(RunList.Item(summary: run, waits: waits))
            }
            return list
        }
    }
}
