internal import ArgumentParser
internal import Volery
internal import VoleryRuntime

/// `volery usage`: what runs have used.
struct UsageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage",
        abstract: "Tells what the runs of this project have used."
    )

    /// What it is told by.
    enum Group: String, CaseIterable, ExpressibleByArgument {
        case workflow
        case model
        case day
    }

    @Option(help: "What it is told by: workflow, model or day.")
    var by: Group = .workflow

    @Option(help: ArgumentHelp("Only runs that began since: 7d, 2026-11-28 or 2026-11-28T09:05.", valueName: "time"))
    var since: String?

    @Option(help: "What standard output carries: text or json.")
    var output: ReportFormat = .text

    func run() async throws {
        let console = Console()
        try await console.doing {
            let report: UsageReport = try await RunStore.with(console) { try await self.report($0, console) }
            switch output {
            case .text where report.isEmpty: console.note("nothing was used")
            case .text: try await console.give(report.text)
            case .json: try await console.give(report.json)
            }
        }
    }

    private func report(_ store: RunStore, _ console: Console) async throws -> UsageReport {
        var filter = RunFilter()
        filter.started = try since.map { try LocalTime.moment($0, now: SystemClock.now)..<Double.infinity }
        var report = UsageReport(heading: by.rawValue)
        for run in try await store.journal.runs(filter) {
            if let damage = run.damage {
                console.note("warning: \(damage); what it used is left out")
                continue
            }
            switch by {
            case .workflow: report.add(run.usage, to: run.workflow ?? "?")
            case .day: report.add(run.usage, to: run.started.map { String(LocalTime.text($0).prefix(10)) } ?? "?")
            case .model:
                let recorded = try await store.recorded(run)
                recorded.tellFaults(console)
                for entry in recorded.entries {
                    guard case .modelEnded(let reply) = entry.payload else { continue }
                    report.add(reply.usage, to: reply.model)
                }
            }
        }
        return report
    }
}
