import Glibc

extension Launch {
    static let shell = "/bin/bash"

    /// Starts the shell itself, bound by Landlock, the filter and limits: nothing is hidden, but next to nothing is
    /// allowed.
    func startConfined(_ plan: ExposurePlan) throws -> StartedSandbox {
        guard network == nil else {
            throw SandboxError(
                .unavailable,
                "A command can have a network only in bubblewrap: Landlock can't tell hosts apart. \(Self.advice)"
            )
        }
        let identity = try workspace.identity()
        let unused: [PassedDescriptor] = [.arguments, .filter, .users, .groups]
        let gate = StartGate(command: command, left: unused)
        let passed = try PassedDescriptors(nil, gate, input: command.input)
        let limits = ResourceLimits(command.limits, besides: ProcessTree.threads(ofUser: identity.user))
        let folder = plan.exposures[0].path
        let process = try Spawn(
            arguments: gate.arguments(limits: limits),
            descriptors: passed.inherited,
            identity: identity,
            attachments: plan.attachments,
            confinement: Spawn.Confinement(
                ruleset: try LandlockRules(bounds, in: workspace).ruleset(),
                filter: try PassedDescriptors.confiningFilter(),
                environment: Self.environment(in: folder),
                folder: folder
            )
        ).start()
        return try started(process, SandboxTier.landlock, passed, plan)
    }

    private static let advice = "Install bubblewrap (apt-get install bubblewrap) where it can work."

    private static func environment(in folder: String) -> [String] {
        ["PATH=/usr/bin:/bin", "HOME=\(folder)", "TMPDIR=\(folder)", "LANG=C.UTF-8", "TERM=dumb"]
    }
}

extension LaunchIdentity {
    /// The user that commands run as.
    var user: uid_t {
        switch self {
        case .ourselves: geteuid()
        case .owner(let user), .mounted(let user, _): user.user
        }
    }
}
