internal import VoleryCore
internal import VoleryRuntime

/// One run on the command line: shown on standard error while it goes on, with its results on standard output.
struct RunSession: Sendable {
    let output: Terminal
    let errors: Terminal
    let format: OutputFormat
    /// The ids of the workflow's steps, in the file's order.
    let plan: [String]
    /// Shared with whoever asks questions on the same terminal.
    var screen = SharedScreen()
    /// Whether the run outlives the program, so that it can be gone on with.
    var isKept = false
    /// How many entries the run had when it was gone on with.
    var recorded = 0

    /// Watches a run to its end and writes its results.
    ///
    /// - Parameter run: The run, lent.
    /// - Throws: What the run throws; `OutputClosed` when nobody reads the results any more.
    func follow(_ run: Run) async throws {
        let outputs: JSONObject
        do {
            outputs = try await self.outputs(of: run)
        } catch let suspended as RunSuspended {
            try await give(suspended)
            throw suspended
        } catch let error where isKept {
            try? errors.write("run \(run.id) is kept; go on with: volery resume \(run.id)\n")
            throw error
        }
        try await give(format.text(of: outputs, isTerminal: output.isTerminal))
    }

    /// Writes what the run waits for; a reader that is gone does not change that it waits.
    private func give(_ suspended: RunSuspended) async throws {
        do {
            try await give(format.text(of: suspended, isTerminal: output.isTerminal))
        } catch let closed as OutputClosed {
            if closed.isPipe { return }
            try? errors.write(SuspensionText.text(of: suspended))
            throw closed
        }
    }

    private func give(_ text: String) async throws {
        let output = output
        try await Blocking.run { try output.write(text) }
    }

    private func outputs(of run: Run) async throws -> JSONObject {
        do {
            return try await watch(run)
        } catch let error as CancellationError {
            let errors = errors
            // What was started ends after this closure is left, which may take a while.
            _ = try? await Blocking.run { try errors.write("stopping; Ctrl-C again leaves at once\n") }
            throw error
        }
    }

    /// How progress is shown: not at all where it would mix with events on the same terminal.
    var style: RunProgress.Style {
        if format == .jsonl, output.isTerminal, errors.isTerminal { return .quiet }
        return errors.canRedraw ? .tree : .lines
    }

    /// The outputs, once all who watch have seen the run's end.
    private func watch(_ run: Run) async throws -> JSONObject {
        try await withThrowingTaskGroup(of: Result<JSONObject, any Error>?.self) { group in
            group.addTask {
                await RunProgress(terminal: errors, style: style, plan: plan, screen: screen, recorded: recorded)
                    .show(run.events)
                return nil
            }
            if format == .jsonl {
                group.addTask {
                    try await writeLines(of: run.events)
                    return nil
                }
            }
            group.addTask {
                do { return .success(try await run.outputs()) } catch { return .failure(error) }
            }
            var outcome: Result<JSONObject, any Error>?
            while let part = try await group.next() { outcome = outcome ?? part }
            try Task.checkCancellation()
            return try outcome?.get() ?? JSONObject()
        }
    }

    private func writeLines(of events: RunEvents) async throws {
        let output = output
        let isTerminal = output.isTerminal
        for await event in events {
            let line = OutputFormat.line(of: event, isTerminal: isTerminal)
            try await Blocking.run { try output.write(line) }
        }
    }
}
