/// How a command ended, and what it left.
public struct SandboxResult: Hashable, Sendable {
    /// How a command ended.
    public enum Ending: Hashable, Sendable {
        /// By itself, with this code; 128 and a signal's number when a signal ended it.
        case exited(Int32)
        /// The sandbox itself was ended by this signal from outside.
        case signalled(Int32)
        /// In a way that nobody knows: this program ignores `SIGCHLD`, or reaps children that are not its own.
        case unknown
        /// By us, for this reason.
        case stopped(StopReason)
    }

    /// Why a command was ended.
    public enum StopReason: String, Hashable, Sendable {
        /// It took longer than ``SandboxLimits/time``.
        case timeout
        /// It wrote more than 16 times ``SandboxLimits/output``.
        case output
        /// Its processes together used more than ``SandboxLimits/memory``.
        case memory
        /// The task that waited for it was cancelled, perhaps before it started.
        case cancelled
    }

    /// How it ended.
    ///
    /// By then none of its processes is left.
    public var ending: Ending
    /// What it wrote to its standard output.
    public var output: CapturedOutput
    /// What it wrote to its standard error.
    public var errors: CapturedOutput
    /// The time from its start to the end of its last process.
    public var elapsed: Duration
    /// The processor time of the sandbox and all processes in it, as far as it was seen before they ended.
    public var processorTime: Duration
    /// By what it was held.
    public var tier: SandboxTier
    /// Protected names that the command created, as they were and where they are now.
    public var quarantined: [QuarantinedName]
}

/// A protected name that a command created, and that was moved aside.
public struct QuarantinedName: Hashable, Sendable {
    /// The protected name, relative to the workspace.
    public var name: String
    /// Its name now, relative to the workspace; nil when it could not be moved.
    public var movedTo: String?
}
