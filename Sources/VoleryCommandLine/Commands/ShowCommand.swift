internal import ArgumentParser
internal import VoleryCore

/// `volery show`: what a run did, or what was said and done at one address of it.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a run's parts and what they cost, or the whole conversation at an address."
    )

    @Argument(help: "The run's id, or the beginning of it.", completion: RunID.completion)
    var run: String

    @Argument(help: "Where in the run, such as research[2] or plan.turn1.call2.")
    var address: String?

    @Flag(help: "Gives every element of a list its line.")
    var all = false

    @Option(help: "What standard output carries: text or json.")
    var output: ReportFormat = .text

    func run() async throws {
        let console = Console()
        try await console.doing {
            let recorded = try await RunStore.with(console) { try await $0.recorded(run) }
            recorded.tellFaults(console)
            // Where nobody reads along, nothing is cut.
            let columns = console.output.isTerminal ? console.output.size.columns : 1_000
            let (inColour, now) = (console.output.hasColour, SystemClock.now)
            if let address {
                let report = try PartReport(recorded, at: Address(address == "run" ? "" : address))
                if output == .json { return try await console.give(report.json) }
                try await console.give(report.text(columns: columns, inColour: inColour, isWhole: all, now: now))
            } else {
                let report = RunReport(recorded)
                if output == .json { return try await console.give(report.json) }
                try await console.give(report.text(columns: columns, inColour: inColour, isWhole: all, now: now))
            }
        }
    }
}
