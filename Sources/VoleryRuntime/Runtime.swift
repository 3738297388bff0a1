public import VoleryCore
public import VoleryWorkflow

/// Runs workflows.
///
/// ```swift
/// let brief = try await runtime.withRun(of: workflow, inputs: ["question": "How do swifts sleep?"]) { run in
///     try await run.output("brief", as: String.self)
/// }
/// ```
public struct Runtime: Sendable {
    /// What it works with.
    public let configuration: RuntimeConfiguration
    private let ids: RunIDs
    /// Made once, since a run is made often and secrets change never.
    let redactor: SecretRedactor

    /// A runtime that works with the given parts.
    public init(_ configuration: RuntimeConfiguration) {
        self.configuration = configuration
        ids = RunIDs(configuration.random)
        redactor = SecretRedactor(configuration.secrets)
    }

    /// Starts a run, lends it to a closure, and ends it when the closure returns.
    ///
    /// Leaving the closure before the run is over cancels the run. In any case all that it started has ended when this
    /// returns: requests are aborted, processes killed.
    ///
    /// - Parameters:
    ///   - workflow: The workflow, checked.
    ///   - inputs: Its inputs; those with a default may be left out.
    ///   - header: What the run was made from, for whoever goes on with it.
    ///   - reuse: An earlier run, of whose results those are taken that are asked for again.
    ///   - body: What to do while it runs: watch its events, wait for its outputs.
    /// - Returns: What the closure returns.
    /// - Throws: `RunError` with the code `inputs` if the inputs do not fit, `model` or `tool` if a model or a tool can't
    ///   be had; `RunSuspended` from the run if all that is left is waiting; else what the closure throws.
    public func withRun<Result>(
        of workflow: Workflow,
        inputs: JSONObject = JSONObject(),
        header: RunHeader = RunHeader(),
        reusing reuse: Reuse? = nil,
        _ body: (Run) async throws -> Result
    ) async throws -> Result {
        let values: JSONObject
        do throws(InputsError) {
            values = try workflow.inputs.complete(inputs)
        } catch {
            throw RunError(.inputs, error.description, at: .run, path: "inputs")
        }
        let context = RunContext(
            id: ids.next(secondsSince1970: configuration.time.secondsSince1970),
            workflow: workflow,
            inputs: values,
            configuration: configuration,
            redactor: redactor,
            record: reuse.map { Record($0.entries, rule: .reuse(exceptBelow: $0.from)) } ?? .none
        )
        try context.checkParts()
        var header = header
        var contents = header.contents.objectValue ?? JSONObject()
        contents["models"] = RecordedModels.json(of: context)
        header.contents = .object(contents)
        header.parent = reuse?.run ?? header.parent
        let claim = try await configuration.journal.create(run: context.id, header: header)
        return try await drive(context, claim, body)
    }

    /// Goes on with a run that was interrupted, suspended or failed, lends it to a closure, and ends it as `withRun` does.
    ///
    /// What is recorded is not done again; what was spent counts.
    ///
    /// - Parameters:
    ///   - run: The run's id.
    ///   - workflow: The workflow that it is of.
    ///   - inDoubt: What becomes of calls of which it is not known whether they were made.
    ///   - body: What to do while it runs.
    /// - Returns: What the closure returns.
    /// - Throws: As `withRun`; `JournalError` if there is no such run or somebody works on it; `RunError` with the code
    ///   `ended` if it has completed.
    public func withRun<Result>(
        resuming run: String,
        of workflow: Workflow,
        inDoubt: InDoubt = .ask,
        _ body: (Run) async throws -> Result
    ) async throws -> Result {
        let claim = try await configuration.journal.claim(run: run)
        let context: RunContext
        do {
            context = try await contextToResume(run, of: workflow, inDoubt)
        } catch {
            await configuration.journal.release(claim)
            throw error
        }
        return try await drive(context, claim, body)
    }

    private func contextToResume(_ run: String, of workflow: Workflow, _ inDoubt: InDoubt) async throws -> RunContext {
        let entries = try await configuration.journal.read(run: run)
        guard case .runStarted(_, _, let inputs)? = entries.first?.payload else {
            throw RunError(.ended, "nothing of run \(run) was recorded; start it anew", at: .run)
        }
        if case .runEnded(.completed, _, _, _, _)? = entries.last?.payload {
            throw RunError(.ended, "run \(run) has completed; there is nothing to go on with", at: .run)
        }
        let context = RunContext(
            id: run,
            workflow: workflow,
            inputs: inputs.objectValue ?? JSONObject(),
            configuration: configuration,
            redactor: redactor,
            record: Record(entries, rule: .resume),
            inDoubt: inDoubt
        )
        try context.checkParts()
        return context
    }

    /// Runs a recorded run again with every effect answered by its record: nothing is asked, called or waited for.
    ///
    /// - Parameters:
    ///   - run: The run's id.
    ///   - entries: Its entries.
    ///   - header: What it was made from.
    ///   - workflow: The workflow that it is of.
    /// - Returns: What it came to, and where that differs.
    /// - Throws: `RunError` if nothing was recorded or a tool can't be had; `CancellationError`.
    public func replay(
        _ run: String,
        entries: [Entry],
        header: RunHeader,
        of workflow: Workflow
    ) async throws -> Replay {
        guard case .runStarted(_, _, let inputs)? = entries.first?.payload else {
            throw RunError(.ended, "nothing of run \(run) was recorded", at: .run)
        }
        let journal = MemoryJournal()
        var configuration = configuration
        configuration.journal = journal
        configuration.models = RecordedModels(header)
        configuration.people = nil
        let context = RunContext(
            id: run,
            workflow: workflow,
            inputs: inputs.objectValue ?? JSONObject(),
            configuration: configuration,
            redactor: redactor,
            record: Record(entries, rule: .replay)
        )
        try context.checkParts()
        let claim = try await journal.create(run: run)
        var replay = Replay(differences: [])
        var missing: [RunSuspended.Wait] = []
        do {
            replay.outputs = try await drive(context, claim) { try await $0.outputs() }
        } catch let error as RunError {
            replay.error = error
        } catch let suspended as RunSuspended {
            missing = suspended.waits
        }
        let hasEnded = if case .runEnded? = entries.last?.payload { true } else { false }
        replay.differences =
            replay.error.map {
                $0.code == .differs ? [Replay.Difference(address: $0.address, message: $0.message)] : []
            }
            ?? []
        if hasEnded, replay.differences.isEmpty {
            replay.differences = missing.map {
                Replay.Difference(address: $0.address, message: "nothing was recorded here")
            }
        }
        if hasEnded, replay.differences.isEmpty {
            let replayed = try await journal.read(run: run)
            replay.differences = ReplayComparison(recorded: entries, replayed: replayed).differences
        }
        return replay
    }

    private func drive<Result>(
        _ context: RunContext,
        _ claim: RunClaim,
        _ body: (Run) async throws -> Result
    ) async throws -> Result {
        let run = Run(context)
        defer { run.leave() }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await context.transcript.write(claim) }
            group.addTask { await run.drive() }
            defer { group.cancelAll() }
            return try await body(run)
        }
    }
}
