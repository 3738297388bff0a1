public import VoleryCore

/// What a list of runs says of one.
public struct RunSummary: Sendable, Hashable {
    /// The run's id.
    public var run: String
    /// The workflow's name, once the run has begun.
    public var workflow: String?
    /// Where it stands.
    public var state: RunState
    /// When it began: seconds since 1970.
    public var started: Double?
    /// When it ended: seconds since 1970.
    public var ended: Double?
    /// What it used, if it has ended.
    public var usage: Usage?
    /// How many entries it has.
    public var entries: Int
    /// Who works on it, if that is known.
    public var owner: RunOwner?

    /// A run without entries.
    public init(run: String) {
        self.run = run
        state = .interrupted
        entries = 0
    }
}

/// Where a run stands.
public enum RunState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Somebody works on it.
    case running
    /// It has not ended and nobody works on it.
    case interrupted
    /// It did all it should.
    case completed
    /// A step failed and nothing caught it.
    case failed
    /// It was stopped from outside.
    case cancelled
}

/// What a run's entries say of it as a whole; a journal keeps it up to date as they come.
public struct RunFacts: Sendable, Hashable, Codable {
    /// The workflow's name.
    public var workflow: String?
    /// When it began: seconds since 1970.
    public var started: Double?
    /// How it ended.
    public var status: RunStatus?
    /// When it ended: seconds since 1970.
    public var ended: Double?
    /// What it used.
    public var usage: Usage?

    /// What is known of a run without entries.
    public init() {}

    /// Takes in what entries say; one that comes after an end says that the run goes on.
    public mutating func note(_ entries: some Sequence<Entry>) {
        for entry in entries { note(entry) }
    }

    private mutating func note(_ entry: Entry) {
        if status != nil { (status, ended, usage) = (nil, nil, nil) }
        switch entry.payload {
        case .runStarted(_, let workflow, _):
            self.workflow = workflow
            started = started ?? entry.time
        case .runEnded(let status, _, _, let usage, _):
            (self.status, ended, self.usage) = (status, entry.time, usage)
        default: break
        }
    }

    /// The summary of a run.
    ///
    /// - Parameters:
    ///   - run: The run's id.
    ///   - entries: How many entries it has.
    ///   - isOwned: Whether somebody works on it.
    ///   - owner: Who, if that is known.
    /// - Returns: What a list says of it.
    public func summary(of run: String, entries: Int, isOwned: Bool, owner: RunOwner? = nil) -> RunSummary {
        var summary = RunSummary(run: run)
        summary.workflow = workflow
        summary.started = started
        summary.ended = ended
        summary.usage = usage
        summary.entries = entries
        summary.owner = isOwned ? owner : nil
        summary.state =
            switch status {
            case .completed: .completed
            case .failed: .failed
            case .cancelled: .cancelled
            case nil: isOwned ? .running : .interrupted
            }
        return summary
    }
}
