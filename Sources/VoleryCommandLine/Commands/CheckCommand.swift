internal import ArgumentParser
internal import Volery

/// `volery check`: finds what is wrong with workflows before they cost anything.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks workflows, with the agents and the project that they name."
    )

    @Argument(help: "The workflows' files.", completion: .file(extensions: ["yaml", "yml"]))
    var files: [String]

    @Flag(help: "Tells what each agent and tool step can read, write and run, whom it can ask, and who approves.")
    var reach = false

    func run() throws {
        let console = Console()
        var status = ExitStatus.done
        do {
            let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
            for file in Self.workflows(of: files) {
                do {
                    var loaded = try loader.load(file)
                    _ = try loader.rehearsal(of: &loaded)
                    console.show(loaded.warnings, of: loaded.sources)
                    try console.output.write("\(TerminalText.escaped(file)): \(Self.summary(of: loaded.workflow))\n")
                    if reach { try console.output.write(try Self.reach(of: loaded)) }
                } catch let error as DiagnosticsError {
                    status = console.report(error)
                }
            }
        } catch let closed as OutputClosed {
            throw closed
        } catch {
            status = console.report(error)
        }
        if status != .done { throw Stop(status: status) }
    }

    /// The workflows that are meant, each once: a rehearsal is checked with its workflow, so `workflows/*.yaml` works.
    private static func workflows(of files: [String]) -> [String] {
        var seen: Set<String> = []
        return files.map { file in
            file.hasSuffix(".rehearsal.yaml") ? file.dropLast(".rehearsal.yaml".count) + ".yaml" : file
        }.filter { seen.insert($0).inserted }
    }

    private static func reach(of loaded: LoadedWorkflow) throws -> String {
        let configuration = try Runtime(project: loaded.project).configuration
        return try ReachReport(
            workflow: loaded.workflow,
            catalogue: configuration.catalogue(for: loaded.workflow),
            workspace: configuration.workspace
        ).text()
    }

    private static func summary(of workflow: Workflow) -> String {
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        return "\(count(workflow.steps.count, "step")), \(count(workflow.agents.count, "agent")), no errors"
    }
}
