internal import ArgumentParser
internal import Volery
internal import VoleryCore
internal import VoleryRuntime

/// `volery prune`: forgets runs.
struct PruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Forgets runs that have ended, and frees their place.",
        discussion: "Runs that somebody works on, that wait or that were interrupted stay, unless they are named."
    )

    @Argument(help: "Runs, by their ids or beginnings.", completion: RunID.completion)
    var runs: [String] = []

    @Option(help: ArgumentHelp("Those that began before: 30d, 2026-11-28 or 2026-11-28T09:05.", valueName: "time"))
    var olderThan: String?

    @Option(help: ArgumentHelp("All but the newest.", valueName: "count"))
    var keep: Int?

    @Flag(help: "Only tells what would be forgotten.")
    var dryRun = false

    @Option(help: "What standard output carries: text (the ids) or json.")
    var output: ReportFormat = .text

    func validate() throws {
        guard runs.isEmpty == (olderThan != nil || keep != nil) else {
            throw ValidationError("Name runs, or say --older-than or --keep.")
        }
        if let keep, keep < 0 { throw ValidationError("--keep has to be 0 or more.") }
    }

    func run() async throws {
        let console = Console()
        try await console.doing {
            try await RunStore.with(console) { store in
                let meant = try await meant(store)
                var freed = 0
                for run in meant {
                    freed += try await size(of: run, store)
                    if !dryRun { try await store.journal.remove(run: run) }
                    if output == .text { try await console.give("\(run)\n") }
                }
                if output == .json {
                    let ids = meant.map(JSONValue.string)
                    return try await console.give(
                        ["runs": .array(ids), "bytes": .int(freed), "forgotten": .bool(!dryRun)]
                    )
                }
                let word = dryRun ? "would be forgotten" : "forgotten"
                console.note("\(Measure.count(meant.count, "run")) \(word), \(Measure.count(freed, "byte"))")
            }
        }
    }

    private func size(of run: String, _ store: RunStore) async throws -> Int {
        do {
            return try await store.size(run)
        } catch let error as JournalError where error.code == .damaged {
            return 0
        }
    }

    /// The ids of the runs that are meant, the newest first.
    private func meant(_ store: RunStore) async throws -> [String] {
        guard runs.isEmpty else {
            var ids: [String] = []
            for prefix in runs { ids.append(try await store.run(prefix).run) }
            return ids
        }
        var filter = RunFilter(states: [.completed, .failed, .cancelled])
        if let olderThan { filter.started = 0..<(try LocalTime.moment(olderThan, now: SystemClock.now)) }
        return try await store.journal.runs(filter).dropFirst(keep ?? 0).map(\.run)
    }
}
