public import Logging

/// Where and for whom a tool call is made.
public struct ToolContext: Sendable {
    /// The call's address in the run.
    public var address: Address
    /// The run and the address, the same on every attempt: a key for services that ignore repeated requests.
    public var idempotencyKey: String
    /// The folder that the run works in, as an absolute path.
    public var workspace: String
    /// When the call is given up, in the time of `time`.
    public var deadline: Duration
    /// The run's time.
    public var time: any TimeSource
    /// A logger that names the run and the address.
    public var logger: Logger
    /// What the result may hold beside text: what the calling model takes; everything for a step.
    public var takes: Set<Media.Kind>
    /// Tells watchers of the run how far a long call is.
    public var progress: @Sendable (String) -> Void
    /// Puts what happens in a call into the transcript, at the call's address.
    package var record: @Sendable (Entry.Payload) -> Void = { _ in }
    private let asking: Asking

    /// A context; the runtime makes one for each call, tests make their own.
    public init(
        address: Address,
        idempotencyKey: String,
        workspace: String,
        deadline: Duration,
        time: any TimeSource,
        logger: Logger,
        takes: Set<Media.Kind> = Set(Media.Kind.allCases),
        progress: @escaping @Sendable (String) -> Void = { _ in },
        ask: @escaping Asking = { _, _ in throw NobodyToAsk() }
    ) {
        self.address = address
        self.idempotencyKey = idempotencyKey
        self.workspace = workspace
        self.deadline = deadline
        self.time = time
        self.logger = logger
        self.takes = takes
        self.progress = progress
        asking = ask
    }

    /// Puts a question to a person: the text, and the JSON Schema of the answer if it is not text.
    public typealias Asking = @Sendable (_ question: String, _ schema: JSONSchema?) async throws -> JSONValue

    /// Asks a person and waits for the answer, which is recorded, so that it is not asked again after a crash.
    ///
    /// A tool that asks says so by its effects (`.asksPerson`), else its calls are given up after their time limit.
    /// The questions of one call are told apart by their order: ask one after another.
    ///
    /// - Parameters:
    ///   - question: What is asked.
    ///   - schema: What the answer has to fit; text unless given.
    /// - Returns: The answer.
    /// - Throws: `CancellationError`; an error to pass on where nobody can be asked.
    public func ask(_ question: String, schema: JSONSchema? = nil) async throws -> JSONValue {
        try await asking(question, schema)
    }

    /// Which try of its step this call belongs to, from 1.
    public var attempt: Int { address.tryNumber }

    /// How much time is left before the call is given up; never below zero.
    public var timeLeft: Duration { max(.zero, deadline - time.now) }
}
