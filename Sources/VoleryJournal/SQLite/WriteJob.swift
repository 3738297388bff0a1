#if SQLite
internal import GRDB

/// Something to write, in a transaction that it may share with others.
struct WriteJob: Sendable {
    /// Writes; is done again when the transaction that it shared fails for another's sake.
    let work: @Sendable (JournalStore, Database) throws -> Void
    /// Called once, when what was written is on disk, or with the reason why it is not.
    let finish: @Sendable ((any Error)?) -> Void
}
#endif
