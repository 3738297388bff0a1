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

    @Flag(help: "Lets commands run in no sandbox, where `safety` says `sandbox: none` too.")
    var allowUnsandboxed = false

    @Option(
        help: ArgumentHelp(
            "Takes what is unchanged from an earlier run, and pays only for the rest.",
            valueName: "run"
        ),
        completion: RunID.completion
    )
    var from: String?

    @Option(help: ArgumentHelp("With --from: does everything from this address on anew.", valueName: "address"))
    var at: String?

    @Option(
        help: ArgumentHelp(
            "Writes a recording of the run, once it has ended, for tests; also of one that fails.",
            valueName: "cassette"
        ),
        completion: .file(extensions: ["jsonl"])
    )
    var record: String?

    @Option(
        help: ArgumentHelp(
            "Runs with all answers taken from a recording: no model, no network.",
            valueName: "cassette"
        ),
        completion: .file(extensions: ["jsonl"])
    )
    var replay: String?

    @Option(help: "What standard output carries: text, json (one object) or jsonl (every event).")
    var output: OutputFormat = .text

    func validate() throws {
        if replay != nil, record != nil || rehearse || from != nil || model != nil || !input.isEmpty || inputs != nil {
            throw ValidationError("--replay takes all from the cassette, and only --output goes with it")
        }
        if at != nil, from == nil { throw ValidationError("--at goes with --from") }
        if rehearse, from != nil { throw ValidationError("--from and --rehearse exclude each other") }
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

        if let replay {
            let cassette = try await Blocking.run { try CassetteFile.read(replay, for: "--replay") }
            let outputs = try await CassetteReplay(cassette: cassette, file: replay, workflow: file).outputs(of: loaded)
            if output == .jsonl { try console.output.write(cassette.text) }
            return try console.output.write(output.text(of: outputs, isTerminal: console.output.isTerminal))
        }
        if let record { try await Blocking.run { try CassetteFile.refuseUnlessWritable(record) } }
        let journal = try await journal(of: loaded.project, console)
        do {
            try await run(loaded, rehearsal, journal, console)
        } catch {
            await journal.close()
            throw error
        }
        await journal.close()
    }

    private func run(
        _ loaded: LoadedWorkflow,
        _ rehearsal: Rehearsal?,
        _ journal: any Journal,
        _ console: Console
    ) async throws {
        let reuse = try await reuse(journal, console)
        let given = InputArguments(
            arguments: input,
            file: try await Blocking.run { [inputs] in try inputs.map { try InputFile.read($0, for: "--inputs") } },
            rehearsed: rehearsal?.inputs ?? reuse.inputs
        )
        let values = try given.values(for: loaded.workflow.inputs)
        let rehearsed = rehearsal.map(RehearsalModel.init)
        let screen = SharedScreen()
        let runtime = try runtime(for: loaded.project, console.person(on: screen), rehearsed, journal)
        let session = RunSession(
            output: console.output,
            errors: console.errors,
            format: output,
            plan: loaded.workflow.steps.map(\.id),
            screen: screen,
            isKept: journal.isDurable
        )
        let (workflow, header, recorder) = (loaded.workflow, header(of: loaded), Recorder(record))
        try await recorder.recording(from: journal, console) {
            try await Interruption.cancelling {
                try await runtime.withRun(of: workflow, inputs: values, header: header, reusing: reuse.run) { run in
                    recorder.begin(run.id)
                    try await session.follow(run)
                    if let earlier = reuse.run {
                        try console.errors.write(TakenText.text(of: run.taken, from: earlier.run))
                    }
                }
            }
        }
        try rehearsed?.checkNothingIsLeft()
    }

    private func header(of loaded: LoadedWorkflow) -> RunHeader {
        #if SQLite
        if !rehearse { return RunHeader(of: loaded, model: model) }
        #endif
        return RunHeader()
    }

    /// The earlier run, and its inputs, which are this run's too unless others are given.
    private func reuse(_ journal: any Journal, _ console: Console) async throws -> (run: Reuse?, inputs: JSONObject) {
        guard let from else { return (nil, JSONObject()) }
        let run = try await journal.run(withPrefix: from).run
        let (entries, fault) = try await journal.readable(run: run)
        if let fault { console.note("warning: \(fault); only those are taken") }
        var inputs = JSONObject()
        if case .runStarted(_, _, let given)? = entries.first?.payload { inputs = given.objectValue ?? inputs }
        if let at = at.map({ Address($0) }), !entries.contains(where: { $0.address.isWithin(at) }) {
            throw UsageError.nothing(at: at, in: run, entries)
        }
        return (Reuse(run: run, entries: entries, from: at.map { Address($0) }), inputs)
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
            if from != nil { _ = try NoRunsYet.refuse(project, console.environment) }
            return try await Blocking.run { try SQLiteJournal(of: project, environment: console.environment) }
        }
        #endif
        return MemoryJournal()
    }
}
