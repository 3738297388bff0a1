import CSandbox
import Glibc

/// One start of a command: everything that is made for it, and what is left to watch.
struct Launch: Sendable {
    var workspace: Workspace
    var bounds: SandboxBounds
    var tier: SandboxTier
    /// bubblewrap's program; nil in a lower tier.
    var bubblewrap: String?
    var command: SandboxedCommand
    var network: SandboxNetwork?

    /// Builds and starts the sandbox.
    ///
    /// Blocks, and must run on the thread that outlives it.
    func start() throws(SandboxError) -> StartedSandbox {
        let plan = try ExposurePlan(bounds, in: workspace)
        do {
            return try bubblewrap.map { try start(plan, bubblewrap: $0) } ?? startConfined(plan)
        } catch let error as SystemError {
            throw SandboxError(.notStarted, "The sandbox can't be prepared: \(error.words).")
        } catch let error as SpawnError {
            throw SandboxError(.notStarted, error.message(program: bubblewrap ?? Self.shell))
        } catch let error as SandboxError {
            throw error
        } catch {
            throw SandboxError(.notStarted, "The sandbox can't be prepared: \(error).")
        }
    }

    private func start(_ plan: ExposurePlan, bubblewrap: String) throws -> StartedSandbox {
        let gate = StartGate(command: commandWithNetwork)
        let passed = try PassedDescriptors(
            profile(of: plan),
            gate,
            input: command.input,
            withNetwork: network != nil
        )
        let arguments =
            [bubblewrap, "--args", PassedDescriptor.arguments.argument, "--"]
            + gate.arguments(limits: ResourceLimits(command.limits))
        let process = try Spawn(
            arguments: arguments,
            descriptors: passed.inherited,
            identity: try workspace.identity(),
            attachments: plan.attachments
        ).start()
        return try started(process, SandboxTier.bubblewrap, passed, plan)
    }

    func started(
        _ process: Int32,
        _ tier: SandboxTier,
        _ passed: PassedDescriptors,
        _ plan: ExposurePlan
    ) throws -> StartedSandbox {
        StartedSandbox(
            tier: tier,
            process: process,
            processDescriptor: try Descriptor.checked(csandbox_open_process(process)),
            output: passed.output,
            errors: passed.errors,
            go: passed.go,
            ready: passed.ready,
            exposures: plan.exposures,
            absent: plan.absent,
            started: .now
        )
    }

    /// The command, told of the way out if there is one.
    private var commandWithNetwork: SandboxedCommand {
        guard let network else { return command }
        var command = command
        command.environment.merge(network.variables) { own, _ in own }
        return command
    }

    private func profile(of plan: ExposurePlan) -> SandboxProfile {
        SandboxProfile(
            host: .current,
            exposures: plan.exposures,
            temporaryFiles: command.limits.temporaryFiles
        )
    }
}

extension Launch {
    /// What is left to do when the last process has ended.
    func settle(
        _ result: Result<SandboxResult, SandboxError>,
        _ sandbox: StartedSandbox
    ) -> Result<SandboxResult, SandboxError> {
        result.map { result in
            var result = result
            result.quarantined = Quarantine(workspace: workspace.folder).take(sandbox.absent)
            return result
        }
    }
}
