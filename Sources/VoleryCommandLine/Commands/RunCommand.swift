internal import ArgumentParser
internal import Volery

extension OutputFormat: ExpressibleByArgument {}

/// `volery run`: runs a workflow, shows how it goes on, and gives its outputs.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs a workflow.",
        discussion: "Standard output carries the results alone; progress goes to standard error."
    )

    @Argument(help: "The workflow's file.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(help: ArgumentHelp("An input; may be given several times.", valueName: "name=value"))
    var input: [String] = []

    @Option(help: "A JSON file of inputs, or - for standard input.", completion: .file(extensions: ["json"]))
    var inputs: String?

    @Option(help: ArgumentHelp("The model of all agents, such as xai/grok-4.3.", valueName: "provider/model"))
    var model: String?

    @Flag(help: "Runs without a model and without a cost: what models say is scripted or made up.")
    var rehearse = false

    @Flag(help: "Lets commands run in no sandbox, where volery.yaml says `sandbox: none` too and none can be had.")
    var allowUnsandboxed = false

    @Option(help: "What standard output carries: text, json (one object) or jsonl (every event).")
    var output: OutputFormat = .text

    func validate() throws {
        if rehearse, model != nil { throw ValidationError("--model and --rehearse exclude each other") }
    }

    func run() async throws {
        let console = Console()
        var loaded: LoadedWorkflow?
        do {
            try await run(console, &loaded)
        } catch let closed as OutputClosed {
            throw closed
        } catch {
            throw Stop(status: console.report(error, in: loaded))
        }
    }

    private func run(_ console: Console, _ result: inout LoadedWorkflow?) async throws {
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: console.environment)
        let (file, rehearse) = (file, rehearse)
        var loaded = try await Blocking.run { try loader.load(file) }
        result = loaded
        var rehearsal: Rehearsal?
        (loaded, rehearsal) = try await Blocking.run { [loaded] in
            var loaded = loaded
            return (loaded, rehearse ? try loader.rehearsal(of: &loaded) ?? Rehearsal() : nil)
        }
        result = loaded
        console.show(loaded.warnings, of: loaded.sources)

        let given = InputArguments(
            arguments: input,
            file: try await Blocking.run { [inputs] in try inputs.map { try InputFile.read($0, for: "--inputs") } },
            rehearsed: rehearsal?.inputs ?? JSONObject()
        )
        let values = try given.values(for: loaded.workflow.inputs)
        let rehearsed = rehearsal.map(RehearsalModel.init)
        let screen = SharedScreen()
        let journal = try await journal(of: loaded.project, console)
        let runtime = try runtime(for: loaded.project, console.person(on: screen), rehearsed, journal)
        let session = RunSession(
            output: console.output,
            errors: console.errors,
            format: output,
            plan: loaded.workflow.steps.map(\.id),
            screen: screen
        )
        let workflow = loaded.workflow
        do {
            try await Interruption.cancelling {
                try await runtime.withRun(of: workflow, inputs: values) { try await session.follow($0) }
            }
        } catch {
            await journal.close()
            throw error
        }
        await journal.close()
        try rehearsed?.checkNothingIsLeft()
    }

    private func runtime(
        for project: Project,
        _ person: TerminalPeople?,
        _ rehearsed: RehearsalModel?,
        _ journal: any Journal
    ) throws -> Runtime {
        let runtime = try Runtime(
            project: project,
            model: model,
            allowsUnsandboxed: allowUnsandboxed,
            people: person,
            journal: journal
        )
        return rehearsed.map(runtime.rehearsing) ?? runtime
    }

    /// Where the run is kept: the project's file; a rehearsal costs nothing and is not kept.
    private func journal(of project: Project, _ console: Console) async throws -> any Journal {
        #if SQLite
        if !rehearse {
            return try await Blocking.run { try SQLiteJournal(of: project, environment: console.environment) }
        }
        #endif
        return MemoryJournal()
    }
}
