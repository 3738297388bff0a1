/// Which runs are meant; without conditions all are.
public struct RunFilter: Sendable, Hashable {
    /// What their ids begin with.
    public var prefix: String
    /// Where they stand: one of these.
    public var states: Set<RunState>?
    /// The name of their workflow.
    public var workflow: String?
    /// When they began, in seconds since 1970.
    public var started: Range<Double>?
    /// How many at most, the newest.
    public var limit: Int

    /// A filter with conditions, all of which must hold.
    public init(
        prefix: String = "",
        states: Set<RunState>? = nil,
        workflow: String? = nil,
        started: Range<Double>? = nil,
        limit: Int = .max
    ) {
        self.prefix = prefix
        self.states = states
        self.workflow = workflow
        self.started = started
        self.limit = limit
    }

    /// Whether the conditions hold for a run; the limit is not one of them.
    public func includes(_ run: RunSummary) -> Bool {
        if !run.run.utf8.starts(with: prefix.utf8) { return false }
        if let states, !states.contains(run.state) { return false }
        if let workflow, run.workflow != workflow { return false }
        if let started, run.started.map(started.contains) != true { return false }
        return true
    }
}
