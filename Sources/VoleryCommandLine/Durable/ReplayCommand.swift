#if SQLite
internal import ArgumentParser
internal import Volery

/// `volery replay`: runs a recorded run again without any effect.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Runs a recorded run again, every effect answered by its record: no model, no tool, no network.",
        discussion: "It gives the same outputs to the byte, or says where it differs and ends with 1."
    )

    @Argument(help: "The run's id, or its beginning.", completion: RunID.completion)
    var run: String

    @Option(
        help: "What standard output carries: text, json (one object) or jsonl (the recorded entries, without times)."
    )
    var output: OutputFormat = .text

    func run() async throws {
        let console = Console()
        var loaded: LoadedWorkflow?
        do {
            let (stored, entries) = try await RunStore.with(console) { store in
                let stored = try await store.stored(run)
                return (stored, try await store.journal.read(run: stored.id))
            }
            let workflow = try await stored.workflow(console)
            loaded = workflow
            // No command is run, so none needs to be held.
            let replay = try await Runtime(project: workflow.project, allowsUnsandboxed: true)
                .replay(stored.id, entries: entries, header: stored.header, of: workflow.workflow)
            try await show(replay, entries, console)
        } catch let closed as OutputClosed {
            throw closed
        } catch let stop as Stop {
            throw stop
        } catch {
            throw Stop(status: console.report(error, in: loaded))
        }
    }

    private func show(_ replay: Replay, _ entries: [Entry], _ console: Console) async throws {
        for difference in replay.differences {
            let place = TerminalText.escaped(difference.address.description)
            try console.errors.write("differs at \(place): \(TerminalText.escapedKeepingLines(difference.message))\n")
        }
        guard replay.differences.isEmpty else { throw Stop(status: .failed) }
        let isTerminal = console.output.isTerminal
        if output == .jsonl {
            for entry in entries {
                let line = RunEvent.entry(entry).json.withoutTimes.serialized()
                try console.output.write((isTerminal ? TerminalText.escapedJSON(line) : line) + "\n")
            }
        }
        if let error = replay.error {
            try console.errors.write("the recorded run failed, and so does its replay:\n")
            throw error
        }
        guard let outputs = replay.outputs else {
            try console.errors.write("the record ends before the run did; so far the replay is the same\n")
            return
        }
        try console.output.write(output.text(of: outputs, isTerminal: isTerminal))
    }
}

extension JSONValue {
    /// An event without what differs each time.
    fileprivate var withoutTimes: JSONValue {
        guard var object = objectValue else { return self }
        for key in ["time", "seconds"] { object[key] = nil }
        return .object(object)
    }
}
#endif
