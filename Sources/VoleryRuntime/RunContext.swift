internal import Logging
internal import Synchronization
internal import VoleryCEL
internal import VoleryCore
internal import VoleryWorkflow

/// What all parts of one run share.
final class RunContext: Sendable {
    let id: String
    let workflow: Workflow
    let inputs: JSONObject
    let started: Double
    let workspace: String
    let transcript: Transcript
    let budget: Budget
    /// Bounds on the run, around those of its workflow.
    let limits: Limits
    let models: any ModelProvider
    let configuration: RuntimeConfiguration
    let suspension: Suspension
    /// What becomes of calls that may have been made before the run was interrupted.
    let inDoubt: InDoubt
    /// Takes secrets out of all that is said.
    let redactor: SecretRedactor
    let people: (any People)?
    /// Reads the files that prompts name.
    let files: (any WorkspaceFiles)?
    let approvals = Approvals()
    let time: any TimeSource
    let random: RandomSource
    let logger: Logger
    /// Whether a `wait` is over at once, as in rehearsals.
    let passesWaits: Bool
    /// `run` as expressions see it.
    let runValues: CELValue
    private let gates = Mutex<[String: Gate]>([:])

    init(
        id: String,
        workflow: Workflow,
        inputs: JSONObject,
        configuration: RuntimeConfiguration,
        redactor known: SecretRedactor,
        record: Record = .none,
        inDoubt: InDoubt = .ask
    ) {
        self.id = id
        self.workflow = workflow
        self.inputs = inputs
        time = configuration.time
        if case .reuse = record.rule {
            started = time.secondsSince1970
        } else {
            started = record.started ?? time.secondsSince1970
        }
        self.inDoubt = inDoubt
        workspace = configuration.workspace
        let further = ([workflow] + workflow.calledWorkflows).flatMap(\.secrets).filter {
            !configuration.secrets.contains($0)
        }
        redactor = further.isEmpty ? known : SecretRedactor(configuration.secrets + further)
        let suspension = Suspension()
        self.suspension = suspension
        transcript = Transcript(
            run: id,
            journal: configuration.journal,
            time: time,
            redactor: redactor,
            record: record,
            missing: { try await suspension.hold($0) }
        )
        budget = Budget(run: configuration.limits)
        limits = configuration.limits
        models = configuration.models
        self.configuration = configuration
        passesWaits = configuration.passesWaits
        people = configuration.people
        files = configuration.files
        random = configuration.random
        var logger = configuration.logger.redacting(redactor)
        logger[metadataKey: "run"] = "\(id)"
        self.logger = logger
        let start = CELTimestamp(seconds: Int64(started))
        let values: CELMap = ["id": .string(id), "started": start.map(CELValue.timestamp) ?? .null]
        runValues = .map(values)
    }

    /// Whether nothing is really done.
    var isReplay: Bool { if case .replay = transcript.record.rule { true } else { false } }

    /// Puts a workflow to work: the run's own, or one that a step of a `caller` calls.
    func activate(_ workflow: Workflow, inputs: JSONObject, from caller: ActiveWorkflow? = nil) -> ActiveWorkflow {
        activate(workflow, inputs: inputs, within: workflow.safety(within: caller?.safety))
    }

    /// Puts a workflow to work as it takes part in the run.
    func activate(_ workflow: Workflow, inputs: JSONObject, within safety: Safety?) -> ActiveWorkflow {
        ActiveWorkflow(
            workflow,
            inputs: inputs,
            safety: safety,
            catalogue: configuration.catalogue(for: workflow, within: safety)
        )
    }

    /// Makes a tool call, after other calls of an exclusive tool have ended.
    func withTurn<Result>(at tool: any Tool, _ work: () async throws -> Result) async throws -> Result {
        guard tool.isExclusive else { return try await work() }
        let gate = gates.withLock { gates in
            gates[tool.name]
                ?? {
                    let gate = Gate()
                    gates[tool.name] = gate
                    return gate
                }()
        }
        try await gate.enter()
        defer { gate.leave() }
        return try await work()
    }
}
