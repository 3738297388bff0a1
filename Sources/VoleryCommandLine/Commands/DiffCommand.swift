internal import ArgumentParser
internal import VoleryCore
internal import VoleryRuntime

/// `volery diff`: where two runs part.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows where two runs part, by address; times aside."
    )

    @Argument(help: "A run's id, or the beginning of it.", completion: RunID.completion)
    var first: String

    @Argument(help: "Another's.", completion: RunID.completion)
    var second: String

    @Option(help: "What standard output carries: text or json.")
    var output: ReportFormat = .text

    func run() async throws {
        let console = Console()
        try await console.doing {
            let runs = try await RunStore.with(console) { store in
                (first: try await store.recorded(first), second: try await store.recorded(second))
            }
            runs.first.tellFaults(console)
            runs.second.tellFaults(console)
            let names = (first: runs.first.summary.run, second: runs.second.summary.run)
            let difference = RunDifference(runs.first.entries, runs.second.entries, names: names)
            if output == .json { return try await console.give(difference.json) }
            if difference.places.isEmpty { return console.note("the runs are the same") }
            try await console.give(difference.text)
        }
    }
}
