import Glibc

extension Launch {
    static let shell = "/bin/bash"

    /// Starts the shell itself, bound by Landlock, the filter and limits: nothing is hidden, but next to nothing allowed.
    ///
    /// In the lowest tier it is bound by limits alone.
    func startConfined(_ plan: ExposurePlan) throws -> StartedSandbox {
        guard network == nil else {
            throw SandboxError(
                .unavailable,
                "A command can have a network only in bubblewrap: nothing else can tell hosts apart. \(Self.advice)"
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
                ruleset: tier == .landlock ? try LandlockRules(bounds, in: workspace).ruleset() : nil,
                filter: tier == .landlock ? try PassedDescriptors.confiningFilter() : nil,
                environment: Self.environment(in: folder),
                folder: folder
            )
        ).start()
        return try started(process, tier, passed, plan)
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
