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
    let catalogue: any ToolCatalogue
    /// Takes secrets out of all that is said.
    let redactor: SecretRedactor
    let people: (any People)?
    let approvals = Approvals()
    let time: any TimeSource
    let random: RandomSource
    let logger: Logger
    /// `inputs` and `run` as expressions see them.
    let inputValues: CELValue
    let runValues: CELValue
    private let gates = Mutex<[String: Gate]>([:])

    init(
        id: String,
        workflow: Workflow,
        inputs: JSONObject,
        configuration: RuntimeConfiguration,
        redactor known: SecretRedactor
    ) {
        self.id = id
        self.workflow = workflow
        self.inputs = inputs
        time = configuration.time
        started = time.secondsSince1970
        workspace = configuration.workspace
        let further = workflow.secrets.filter { !configuration.secrets.contains($0) }
        redactor = further.isEmpty ? known : SecretRedactor(configuration.secrets + further)
        transcript = Transcript(run: id, journal: configuration.journal, time: time, redactor: redactor)
        budget = Budget(run: configuration.limits)
        limits = configuration.limits
        models = configuration.models
        catalogue = configuration.catalogue(for: workflow)
        people = configuration.people
        random = configuration.random
        var logger = configuration.logger.redacting(redactor)
        logger[metadataKey: "run"] = "\(id)"
        self.logger = logger
        inputValues = CELValue(.object(inputs))
        let start = CELTimestamp(seconds: Int64(started))
        let values: CELMap = ["id": .string(id), "started": start.map(CELValue.timestamp) ?? .null]
        runValues = .map(values)
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
