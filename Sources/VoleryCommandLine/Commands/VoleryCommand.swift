internal import ArgumentParser

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The command `volery`.
struct VoleryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "volery",
        abstract: "Runs many agents at once, inside bounds that hold.",
        version: "0.1.0",
        subcommands: [
            NewCommand.self, RunCommand.self, TestCommand.self, CheckCommand.self, ExplainCommand.self,
            GraphCommand.self,
            EvalCommand.self, SchemaCommand.self, ToolsCommand.self, DoctorCommand.self,
        ] + ofStoredRuns
    )

    /// What there is where runs are kept.
    private static var ofStoredRuns: [any ParsableCommand.Type] {
        #if SQLite
        [
            ResumeCommand.self, AnswerCommand.self, ReplayCommand.self, RunsCommand.self, ShowCommand.self,
            EventsCommand.self, DiffCommand.self, UsageCommand.self, PruneCommand.self,
        ]
        #else
        []
        #endif
    }
}

@main
enum Main {
    static func main() async {
        Interruption.ignoreClosedPipes()
        let console = Console()
        do {
            var command = try await VoleryCommand.asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let closed as OutputClosed {
            exit(console.report(closed).rawValue)
        } catch let stop as Stop {
            exit(stop.status.rawValue)
        } catch {
            exit(console.report(parsing: error).rawValue)
        }
    }
}

/// Ends the program with a status, when all that there is to say has been said.
struct Stop: Error {
    let status: ExitStatus
}
