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
    /// Tells watchers of the run how far a long call is.
    public var progress: @Sendable (String) -> Void

    /// A context; the runtime makes one for each call, tests make their own.
    public init(
        address: Address,
        idempotencyKey: String,
        workspace: String,
        deadline: Duration,
        time: any TimeSource,
        logger: Logger,
        progress: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.address = address
        self.idempotencyKey = idempotencyKey
        self.workspace = workspace
        self.deadline = deadline
        self.time = time
        self.logger = logger
        self.progress = progress
    }

    /// How much time is left before the call is given up; never below zero.
    public var timeLeft: Duration { max(.zero, deadline - time.now) }
}
