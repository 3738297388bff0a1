/// What has to hold what agents do.
public struct Safety: Sendable, Hashable {
    /// The least that has to hold commands.
    public var sandbox: Sandbox

    /// What has to hold; as much as there is unless given.
    public init(sandbox: Sandbox = .bubblewrap) {
        self.sandbox = sandbox
    }

    /// What holds a command.
    ///
    /// A file writes it `sandbox: { minimum: bubblewrap }`, `sandbox: { minimum: landlock }` or `sandbox: none`.
    public enum Sandbox: String, Sendable, Hashable, CaseIterable {
        /// bubblewrap, or no command is run.
        case bubblewrap
        /// bubblewrap where it works, else Landlock, which holds less.
        case landlock
        /// Nothing but limits, if whoever runs it allows that as well; else no command is run.
        case none
    }
}

extension Safety {
    /// What holds where both this and another have to.
    package func and(_ other: Safety?) -> Safety {
        guard let other else { return self }
        return other.sandbox.holdsLess(than: sandbox) ? self : other
    }
}

extension Safety.Sandbox {
    /// It as a file writes it behind `sandbox: `.
    package var written: String { self == .none ? rawValue : "{ minimum: \(rawValue) }" }

    /// Whether it may leave undone what another holds.
    package func holdsLess(than other: Safety.Sandbox) -> Bool { rank > other.rank }

    private var rank: Int {
        switch self {
        case .bubblewrap: 0
        case .landlock: 1
        case .none: 2
        }
    }
}
