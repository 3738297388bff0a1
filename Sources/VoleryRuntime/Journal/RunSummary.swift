public import VoleryCore

/// What a list of runs says of one.
public struct RunSummary: Sendable, Hashable {
    /// The run's id.
    public var run: String
    /// The workflow's name, once the run has begun.
    public var workflow: String?
    /// The workflow's file, if it came from one.
    public var file: String?
    /// The run that it was made from, if it is a fork or a run after an edit.
    public var parent: String?
    /// Where it stands.
    public var state: RunState
    /// When it began: seconds since 1970.
    public var started: Double?
    /// When it ended: seconds since 1970.
    public var ended: Double?
    /// The time that it waits for, or until which it waits for people, if it is suspended: seconds since 1970.
    public var until: Double?
    /// What it used; before its end what the answers that it got say.
    public var usage: Usage
    /// How many entries it has.
    public var entries: Int
    /// Who works on it, if that is known.
    public var owner: RunOwner?
    /// What of it can't be read, if its state is `damaged`.
    public var damage: JournalError?

    /// A run without entries.
    public init(run: String) {
        self.run = run
        state = .interrupted
        entries = 0
        usage = Usage()
    }
}

/// Where a run stands.
public enum RunState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Somebody works on it.
    case running
    /// It has not ended and nobody works on it.
    case interrupted
    /// Nobody works on it, since all of it waits for a person or a time.
    case suspended
    /// It did all it should.
    case completed
    /// A step failed and nothing caught it.
    case failed
    /// It was stopped from outside.
    case cancelled
    /// What the journal says of it as a whole is damaged, so that it is not known where it stands.
    case damaged
}
