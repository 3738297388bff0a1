/// Why a journal refused.
public struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of refusal it is.
    public enum Code: String, Sendable, Hashable {
        /// There is no such run.
        case unknown
        /// The beginning of an id fits several runs.
        case ambiguous
        /// There is such a run already.
        case exists
        /// Somebody else works on the run.
        case owned
        /// The claim is void: somebody else has gone on with the run.
        case stale
        /// An entry's number is not the next.
        case outOfOrder
        /// What was written can't be read any more: a run's entry, its row or the whole file is damaged.
        case damaged
        /// It was written by a newer version.
        case newer
        /// The file is in use by another program for too long.
        case locked
        /// There is no room left on the disk.
        case full
        /// The file or its folder can't be written.
        case readOnly
        /// Anything else that keeps it from reading or writing.
        case unavailable
    }

    /// What kind of refusal it is.
    public var code: Code
    /// What happened, where, and what to do.
    public var description: String
    /// The number of the entry that is damaged; those before it can be read.
    public var entry: Int?

    /// An error that says what happened.
    public init(_ code: Code, _ description: String, entry: Int? = nil) {
        self.code = code
        self.description = description
        self.entry = entry
    }

    /// There is no run with an id.
    public static func unknown(_ run: String) -> JournalError {
        JournalError(.unknown, "there is no run `\(run)`")
    }
}
