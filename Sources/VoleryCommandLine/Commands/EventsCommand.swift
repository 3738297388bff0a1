internal import ArgumentParser
internal import Volery
internal import VoleryCore
internal import VoleryRuntime

/// `volery events`: a run's entries as JSON Lines.
struct EventsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Prints a run's events as JSON Lines, one for each entry of its record."
    )

    @Argument(help: "The run's id, or the beginning of it.", completion: RunID.completion)
    var run: String

    @Flag(help: "Goes on with what comes, until nobody works on the run any more.")
    var follow = false

    @Option(help: "What standard output carries: json (JSON Lines) or text (what a log of the run says).")
    var output: ReportFormat = .json

    /// How long it waits before it looks again.
    private static let pause = Duration.milliseconds(200)

    func run() async throws {
        let console = Console()
        let (prefix, follow, format) = (run, follow, output)
        try await console.doing {
            try await Interruption.cancelling {
                try await RunStore.with(console) { store in
                    let run = try await store.run(prefix).run
                    try await Self.print(run, of: store, format, follow, on: console)
                }
            }
        }
    }

    private static func print(
        _ run: String,
        of store: RunStore,
        _ format: ReportFormat,
        _ follow: Bool,
        on console: Console
    ) async throws {
        let time = SystemTime()
        var next = 1
        while true {
            // Asked before it is read, so that what came last is not missed.
            let goesOn = follow ? try await store.journal.run(withPrefix: run).state == .running : false
            let (entries, fault) = try await store.journal.readable(run: run, from: next)
            next += entries.count
            let lines = entries.map { text(of: $0, format, on: console) }.joined()
            if !lines.isEmpty { try await console.give(lines) }
            if let fault { throw fault }
            guard goesOn else { return }
            try await time.sleep(for: pause)
        }
    }

    private static func text(of entry: Entry, _ format: ReportFormat, on console: Console) -> String {
        switch format {
        case .json: OutputFormat.line(of: .entry(entry), isTerminal: console.output.isTerminal)
        case .text: LineLog.lines(of: .entry(entry)).map { "\($0)\n" }.joined()
        }
    }
}
