public import VoleryCore

/// What a run's header and entries say of it as a whole; a journal keeps it up to date as they come, so that a list of
/// runs reads no entries.
public struct RunFacts: Sendable, Hashable {
    /// How a run stands that nobody works on.
    public enum Rest: Sendable, Hashable {
        /// It came to its end.
        case ended(RunStatus)
        /// All of it waits for a person, or for a time in seconds since 1970.
        case suspended(until: Double?)
    }

    /// The workflow's name.
    public var workflow: String?
    /// The workflow's file.
    public var file: String?
    /// The run that it was made from.
    public var parent: String?
    /// When it began: seconds since 1970.
    public var started: Double?
    /// How it rests; `nil` while it goes on, or when it was interrupted.
    public var rest: Rest?
    /// When it ended: seconds since 1970.
    public var ended: Double?
    /// What it used until now.
    public var usage = Usage()

    /// What is known of a run without entries.
    public init(_ header: RunHeader = RunHeader()) {
        file = header.file
        parent = header.parent
    }

    /// Takes in what entries say; one that comes after an end says that the run goes on.
    public mutating func note(_ entries: some Sequence<Entry>) {
        for entry in entries { note(entry) }
    }

    private mutating func note(_ entry: Entry) {
        if rest != nil, !entry.isAnswer { (rest, ended) = (nil, nil) }
        switch entry.payload {
        case .runStarted(_, let workflow, _):
            self.workflow = workflow
            started = started ?? entry.time
        case .modelEnded(let reply): usage += reply.usage
        case .runSuspended(let until): rest = .suspended(until: until)
        case .runEnded(let status, _, _, let usage, _):
            (rest, ended, self.usage) = (.ended(status), entry.time, usage)
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
        summary.file = file
        summary.parent = parent
        summary.started = started
        summary.ended = ended
        summary.usage = usage
        summary.entries = entries
        summary.owner = isOwned ? owner : nil
        summary.state = state(isOwned: isOwned)
        if case .suspended(let until) = rest { summary.until = until }
        return summary
    }

    private func state(isOwned: Bool) -> RunState {
        switch rest {
        case .ended(.completed): .completed
        case .ended(.failed): .failed
        case .ended(.cancelled): .cancelled
        case .suspended: isOwned ? .running : .suspended
        case nil: isOwned ? .running : .interrupted
        }
    }
}

extension Entry {
    /// Whether somebody answered; a run that waits goes on only when it is resumed.
    fileprivate var isAnswer: Bool { if case .questionAnswered = payload { true } else { false } }
}
