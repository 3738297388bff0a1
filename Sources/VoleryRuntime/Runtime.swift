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
    private let redactor: SecretRedactor

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
    ///   - body: What to do while it runs: watch its events, wait for its outputs.
    /// - Returns: What the closure returns.
    /// - Throws: `RunError` with the code `inputs` if the inputs do not fit, `model` or `tool` if a model or a tool can't
    ///   be had; else what the closure throws.
    public func withRun<Result>(
        of workflow: Workflow,
        inputs: JSONObject = JSONObject(),
        _ body: (Run) async throws -> Result
    ) async throws -> Result {
        let values: JSONObject
        do throws(InputsError) {
            values = try workflow.inputs.complete(inputs)
        } catch {
            throw RunError(.inputs, error.description, at: .run, path: "inputs")
        }
        let id = ids.next(secondsSince1970: configuration.time.secondsSince1970)
        let context = RunContext(
            id: id,
            workflow: workflow,
            inputs: values,
            configuration: configuration,
            redactor: redactor
        )
        try context.checkParts()
        let claim = try await configuration.journal.create(run: id)
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
