#if SQLite
internal import ArgumentParser
internal import Volery

/// `volery resume`: goes on with a run where it stopped.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Goes on with a run where it stopped, whatever stopped it.",
        discussion:
            "What is recorded is not done again; what was spent counts. The workflow is that of the run's start."
    )

    @Argument(help: "The run's id, or its beginning.", completion: RunID.completion)
    var run: String?

    @Flag(help: "Goes on with every run whose time has come.")
    var due = false

    @Option(
        help: ArgumentHelp(
            "What becomes of calls of which it is not known whether they were made: repeat, fail, or the result.",
            valueName: "repeat|fail|text"
        )
    )
    var inDoubt: String?

    @Option(
        help: ArgumentHelp("A limit of the run, such as cost=$2; may be given several times.", valueName: "name=value")
    )
    var limit: [String] = []

    @Option(
        help: ArgumentHelp(
            "Writes a recording of the whole run, once it has ended, for tests; also of one that fails.",
            valueName: "cassette"
        ),
        completion: .file(extensions: ["jsonl"])
    )
    var record: String?

    @Flag(help: "Lets commands run in no sandbox, where `safety` says `sandbox: none` too.")
    var allowUnsandboxed = false

    @Option(help: "What standard output carries: text, json (one object) or jsonl (every event).")
    var output: OutputFormat = .text

    func validate() throws {
        if (run == nil) != due { throw ValidationError("Give a run, or --due.") }
        if due, record != nil { throw ValidationError("--record is for one run, and --due goes on with many.") }
    }

    func run() async throws {
        let console = Console()
        if let run {
            return try await reporting(console) { loaded in
                try await RunStore.with(console) { try await resume($0.stored(run), of: $0, console, &loaded) }
            }
        }
        var worst = ExitStatus.done
        for run in try await dueRuns(console) {
            do {
                try await resumeUnlessOwned(run, console)
            } catch let stop as Stop where stop.status != .interrupted {
                worst = stop.status
            }
        }
        if worst != .done { throw Stop(status: worst) }
    }

    /// Goes on with one of the runs whose time has come, unless somebody was faster.
    private func resumeUnlessOwned(_ run: String, _ console: Console) async throws {
        console.note("run \(run):")
        try await reporting(console) { loaded in
            do {
                try await RunStore.with(console) { try await resume($0.stored(run), of: $0, console, &loaded) }
            } catch let error as JournalError where error.code == .owned {
                console.note("somebody else goes on with it")
            }
        }
    }

    /// Does something with a run, and tells why it can't be done.
    private func reporting(_ console: Console, _ work: (inout LoadedWorkflow?) async throws -> Void) async throws {
        var loaded: LoadedWorkflow?
        do {
            try await work(&loaded)
        } catch let closed as OutputClosed {
            throw closed
        } catch {
            throw Stop(status: console.report(error, in: loaded))
        }
    }

    private func resume(
        _ stored: StoredRun,
        of store: RunStore,
        _ console: Console,
        _ result: inout LoadedWorkflow?
    ) async throws {
        let entries = try await entries(of: stored, store)
        if let record { try await Blocking.run { try CassetteFile.refuseUnlessWritable(record) } }
        let recorder = Recorder(record)
        recorder.begin(stored.id)
        if case .runEnded(.completed, let outputs, _, _, _)? = entries.last?.payload {
            return try await recorder.recording(from: store.journal, console) {
                try giveOutputs(outputs, of: stored, entries, console)
            }
        }
        let loaded = try await stored.workflow(console)
        result = loaded
        var workflow = loaded.workflow
        for text in limit { try workflow.limits.set(text) }
        let screen = SharedScreen()
        let runtime = try Runtime(
            project: loaded.project,
            model: stored.model,
            allowsUnsandboxed: allowUnsandboxed,
            people: console.person(on: screen),
            journal: store.journal
        )
        let session = RunSession(
            output: console.output,
            errors: console.errors,
            format: output,
            plan: workflow.steps.map(\.id),
            screen: screen,
            isKept: true,
            recorded: entries.count
        )
        let decision = inDoubt.map(InDoubt.init) ?? .ask
        try await recorder.recording(from: store.journal, console) {
            try await Interruption.cancelling { [workflow] in
                try await runtime.withRun(resuming: stored.id, of: workflow, inDoubt: decision) {
                    try await session.follow($0)
                }
            }
        }
    }

    private func entries(of stored: StoredRun, _ store: RunStore) async throws -> [Entry] {
        let (entries, fault) = try await store.journal.readable(run: stored.id)
        guard var fault else { return entries }
        let file = ShellText.word(stored.files?.file ?? "FILE")
        fault.description += "; begin a run that takes them with `volery run \(file) --from \(stored.id)`"
        throw fault
    }

    /// Gives the outputs of a run that has completed already, as one may have been killed behind its end.
    private func giveOutputs(
        _ outputs: JSONValue?,
        of stored: StoredRun,
        _ entries: [Entry],
        _ console: Console
    ) throws {
        let isTerminal = console.output.isTerminal
        try? console.errors.write("run \(stored.id) has completed; these are its outputs\n")
        if output == .jsonl {
            for entry in entries {
                try console.output.write(OutputFormat.line(of: .entry(entry), isTerminal: isTerminal))
            }
        }
        let object = outputs?.objectValue ?? JSONObject()
        try console.output.write(output.text(of: object, isTerminal: isTerminal))
    }

    /// The runs whose time has come, the oldest first; none where none was ever kept.
    private func dueRuns(_ console: Console) async throws -> [String] {
        do {
            let now = SystemTime().secondsSince1970
            let runs = try await RunStore.with(console) { try await $0.journal.runs(RunFilter(states: [.suspended])) }
            return runs.filter { $0.until.map { $0 <= now } == true }.map(\.run).reversed()
        } catch is NoRunsYet {
            return []
        } catch {
            throw Stop(status: console.report(error))
        }
    }
}

extension Limits {
    /// Sets one of the limits from `NAME=VALUE`.
    fileprivate mutating func set(_ text: String) throws {
        guard let mark = text.firstIndex(of: "=") else {
            throw UsageError("`--limit \(text)`: write it as NAME=VALUE, such as cost=$2")
        }
        let (name, value) = (String(text[..<mark]), String(text[text.index(after: mark)...]))
        do {
            try set(name, to: value)
        } catch {
            throw UsageError("`--limit \(text)`: \(error)")
        }
    }
}
#endif
