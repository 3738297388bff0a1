import Glibc

/// Runs commands that nobody vouches for: each in a sandbox of its own, which holds a workspace, the system's programs
/// and nothing else of the machine.
///
/// A command has no network, no other user's files, no rights to gain, and an end: whatever happens to it, to the task
/// that waits for it or to this program, no process of it is left. The sandbox is bubblewrap's, with a filter of system
/// calls, limits, and a start that waits until it has been looked at. Nothing is ever run without it.
public struct Sandbox: Sendable {
    /// Where a command sees the workspace, which is also the folder that it starts in.
    public static let workspace = "/workspace"

    private let workspace: Workspace
    private let bounds: SandboxBounds
    private let searchPath: String?
    private let choice: TierChoice
    private let engine: Result<Engine, SystemError>

    /// Opens a workspace.
    ///
    /// - Parameters:
    ///   - workspace: The absolute path of a folder. The folder found now is used to the end, whatever its name comes to
    ///     mean.
    ///   - bounds: What commands see and may change.
    ///   - minimum: The least that is to hold commands. With ``SandboxTier/landlock`` that is used where bubblewrap can't
    ///     work, which a trial before the first command finds out; with ``SandboxTier/none`` nothing is tried or used.
    ///   - searchPath: Folders in which `bwrap` is looked for, separated by colons; by default the usual ones.
    /// - Throws: ``SandboxError`` when the folder can't be opened or the bounds contradict themselves.
    public init(
        workspace: String,
        bounds: SandboxBounds = SandboxBounds(),
        minimum: SandboxTier = .bubblewrap,
        searchPath: String? = nil
    ) throws(SandboxError) {
        try self.init(
            workspace: workspace,
            bounds: bounds,
            minimum: minimum,
            searchPath: searchPath,
            engine: Engine.shared
        )
    }

    /// Opens a workspace whose commands wait for those of one engine only.
    init(
        workspace: String,
        bounds: SandboxBounds = SandboxBounds(),
        minimum: SandboxTier = .bubblewrap,
        searchPath: String? = nil,
        engine: Result<Engine, SystemError>
    ) throws(SandboxError) {
        try bounds.check()
        self.engine = engine
        self.workspace = try Workspace(path: workspace)
        self.bounds = bounds
        self.searchPath = searchPath
        choice = TierChoice(minimum: minimum)
    }

    /// Runs a command to its end, which is when its last process is gone.
    ///
    /// Twice as many commands as there are processors run at a time; the others wait in order, and their time does not
    /// run meanwhile. Cancelling the task kills the command, and the result says so.
    /// - Parameters:
    ///   - command: What is run.
    ///   - network: Who answers at its one way out; without one it has no network.
    /// - Returns: How it ended, and what it left.
    /// - Throws: ``SandboxError`` when it was not run.
    @concurrent
    public func run(
        _ command: SandboxedCommand,
        network: SandboxNetwork? = nil
    ) async throws(SandboxError) -> SandboxResult {
        try command.check()
        return try await run(command, network: network, in: tier())
    }

    /// By what commands are held here, which the first call finds out.
    ///
    /// - Returns: The best that works; bubblewrap or none, where just that was asked for, without having tried it.
    /// - Throws: ``SandboxError`` when nothing that would do works.
    public func tier() async throws(SandboxError) -> SandboxTier {
        try await choice.tier { (tier) async throws(SandboxError) in try await probe(tier) }
    }

    /// Runs a command in a tier that was chosen.
    func run(
        _ command: SandboxedCommand,
        network: SandboxNetwork? = nil,
        in tier: SandboxTier
    ) async throws(SandboxError) -> SandboxResult {
        let launch = Launch(
            workspace: workspace,
            bounds: bounds,
            tier: tier,
            bubblewrap: tier == .bubblewrap ? try bubblewrap() : nil,
            command: command,
            network: network
        )
        let result = try await runningEngine().run(launch)
        return result ?? .neverStarted(in: tier, limits: command.limits)
    }

    /// Runs nothing in a sandbox, to find out whether one can be had here.
    ///
    /// Decided by the trial alone; what the system said only explains.
    /// - Returns: By what commands are held here.
    /// - Throws: ``SandboxError`` with everything that a person needs to make it work.
    @discardableResult
    public func probe() async throws(SandboxError) -> SandboxTier {
        let tier = try await tier()
        try await probe(tier)
        return tier
    }

    private func probe(_ tier: SandboxTier) async throws(SandboxError) {
        let result = try await run(SandboxedCommand(.shell(":"), limits: SandboxLimits(time: .seconds(30))), in: tier)
        switch result.ending {
        case .exited(0), .stopped(.cancelled): return
        default:
            let said = String(decoding: result.errors.bytes, as: UTF8.self)
            throw SandboxUnavailable(said: "an empty command ended with \(result.ending): \(said)", tier: tier).error
        }
    }

    private func bubblewrap() throws(SandboxError) -> String {
        guard let path = HostLayout.find(program: "bwrap", searchPath: searchPath) else {
            throw SandboxError(
                .unavailable,
                """
                There is no sandbox: the program bwrap is not in \(searchPath ?? HostLayout.usualSearchPath). Install the \
                package bubblewrap (apt-get install bubblewrap). No command is run without a sandbox.
                """
            )
        }
        return path
    }

    private func runningEngine() throws(SandboxError) -> Engine {
        do { return try engine.get() } catch {
            throw SandboxError(.notStarted, "The threads that sandboxes need can't be started: \(error.words).")
        }
    }
}

extension SandboxResult {
    fileprivate static func neverStarted(in tier: SandboxTier, limits: SandboxLimits) -> SandboxResult {
        SandboxResult(
            ending: .stopped(.cancelled),
            output: CapturedOutput(limit: limits.output),
            errors: CapturedOutput(limit: limits.output),
            elapsed: .zero,
            processorTime: .zero,
            tier: tier,
            quarantined: []
        )
    }
}
