internal import Synchronization
public import VoleryCore

/// A journal that lasts as long as the process.
public final class MemoryJournal: Journal {
    private let runs = Mutex<[String: [Entry]]>([:])

    /// An empty journal.
    public init() {}

    /// Makes room for a new run.
    public func create(run: String) async throws {
        try runs.withLock { runs in
            guard runs[run] == nil else { throw JournalError("there is a run `\(run)` already") }
            runs[run] = []
        }
    }

    /// Adds entries to a run, all or none.
    public func append(_ entries: [Entry], to run: String) async throws {
        try runs.withLock { runs in
            guard let next = runs[run].map({ $0.count + 1 }) else { throw JournalError("there is no run `\(run)`") }
            for (offset, entry) in entries.enumerated() where entry.number != next + offset {
                throw JournalError("entry \(entry.number) of run `\(run)` comes where \(next + offset) is due")
            }
            runs[run, default: []].append(contentsOf: entries)
        }
    }

    /// All entries of a run, in order.
    public func read(run: String) async throws -> [Entry] {
        try runs.withLock { runs in
            guard let entries = runs[run] else { throw JournalError("there is no run `\(run)`") }
            return entries
        }
    }
}
