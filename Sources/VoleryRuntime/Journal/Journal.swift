public import VoleryCore

/// Where the transcripts of runs last.
///
/// An entry that was appended is kept, whatever happens next; entries of one run are numbered without a gap. An append
/// is not given up when its task is cancelled.
public protocol Journal: Sendable {
    /// Makes room for a new run.
    /// - Parameter run: The run's id.
    /// - Throws: An error if there is such a run already, or nothing can be written.
    func create(run: String) async throws

    /// Adds entries to a run, all or none.
    ///
    /// - Parameters:
    ///   - entries: The next entries, by number.
    ///   - run: The run's id.
    /// - Throws: An error if the run is unknown, a number is not the next, or nothing can be written.
    func append(_ entries: [Entry], to run: String) async throws

    /// All entries of a run, in order.
    /// - Parameter run: The run's id.
    /// - Returns: The entries, by number.
    /// - Throws: An error if the run is unknown or can't be read.
    func read(run: String) async throws -> [Entry]
}

/// Why a journal refused.
public struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened.
    public var description: String

    /// An error that says what happened.
    public init(_ description: String) {
        self.description = description
    }
}
