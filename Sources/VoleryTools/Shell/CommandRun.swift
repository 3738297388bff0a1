internal import VoleryCore
internal import VoleryHTTP
internal import VolerySandbox

/// One command in the sandbox, from its start to what it left behind.
struct CommandRun: Sendable {
    /// What a command came to that ran to its own end.
    struct Result: Sendable {
        /// The exit code; 128 and the signal's number where a signal ended it.
        var exit: Int
        var output: String
        /// What it wrote to standard error, and what was done about names that it may not create.
        var errors: String

        /// Why a step counts it as failed; `nil` for exit code 0.
        var failure: String? {
            guard exit != 0 else { return nil }
            let said = errors.split(separator: "\n").last.map { ": \($0.prefix(400))" } ?? ""
            return "the command ended with exit code \(exit)\(said)"
        }
    }

    let grant: ShellGrant

    /// Runs a command.
    ///
    /// - Parameters:
    ///   - program: What is run.
    ///   - environment: Its variables.
    ///   - input: What it reads.
    ///   - context: The call that it is a part of.
    /// - Returns: What it came to.
    /// - Throws: `ToolFailure` when it was not run or did not come to its own end; `CancellationError`.
    func result(
        of program: SandboxedCommand.Program,
        environment: [String: String] = [:],
        input: String = "",
        in context: ToolContext
    ) async throws -> Result {
        var limits = grant.limits
        limits.time = min(limits.time, context.timeLeft)
        let command = SandboxedCommand(program, environment: environment, input: Array(input.utf8), limits: limits)
        let result: SandboxResult
        do throws(SandboxError) {
            result = try await run(command, in: context)
        } catch {
            throw error.code == .invalid
                ? ToolFailure.correctable(error.description) : ToolFailure.final(error.description)
        }
        try Task.checkCancellation()
        let moved = result.quarantined.map { "`\($0.name)` may not be created here and was moved aside" }
        return Result(
            exit: try exit(of: result, limits),
            output: text(of: result.output),
            errors: ([text(of: result.errors)] + moved).filter { !$0.isEmpty }.joined(separator: "\n")
        )
    }

    private func run(
        _ command: SandboxedCommand,
        in context: ToolContext
    ) async throws(SandboxError) -> SandboxResult {
        let tier = try await grant.sandbox.tier()
        if tier != .bubblewrap { context.record(.sandboxLowered(to: tier.rawValue)) }
        // Without a sandbox nothing is narrowed, its network neither.
        guard tier != .none, let network = grant.network else { return try await grant.sandbox.run(command) }
        let proxy: ForwardProxy
        do throws(HTTPError) {
            proxy = try ForwardProxy(
                decide: { network.verdict($0, $1) },
                report: { context.record(.networkUsed(host: $0.host, port: $0.port, failure: $0.failure)) }
            )
        } catch {
            throw SandboxError(.notStarted, "The command's network can't be had: \(error)")
        }
        defer { proxy.stop() }
        let way = SandboxNetwork(leadsToThisMachine: network.leadsToThisMachine) { proxy.serve(listener: $0) }
        return try await grant.sandbox.run(command, network: way)
    }

    private func exit(of result: SandboxResult, _ limits: SandboxLimits) throws -> Int {
        switch result.ending {
        case .exited(let code): return Int(code)
        case .signalled(let signal): return 128 + Int(signal)
        case .unknown:
            throw ToolFailure.final("the command ended, but not how: something else collected its exit code")
        case .stopped(let reason):
            throw ToolFailure.correctable(
                "the command was stopped: \(words(for: reason, limits)); it had written:\n\(text(of: result.output))"
            )
        }
    }

    private func words(for reason: SandboxResult.StopReason, _ limits: SandboxLimits) -> String {
        switch reason {
        case .timeout: "it took longer than \(limits.time)"
        case .output: "it wrote far more than \(limits.output) bytes"
        case .memory: "it used more than \(limits.memory) bytes of memory"
        case .cancelled: "it was cancelled"
        }
    }

    /// The text of an output; what was left out of its middle is counted, bytes that are no UTF-8 are replaced.
    private func text(of output: CapturedOutput) -> String {
        guard output.omitted > 0 else { return String(decoding: output.bytes, as: UTF8.self) }
        let head = String(decoding: output.head, as: UTF8.self)
        return "\(head)\n… \(output.omitted) bytes left out …\n" + String(decoding: output.tail, as: UTF8.self)
    }
}
