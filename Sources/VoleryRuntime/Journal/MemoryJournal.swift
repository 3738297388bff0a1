internal import Synchronization
public import VoleryCore

/// A journal in memory, for the newest runs of the process.
public final class MemoryJournal: Journal {
    private struct State {
        var runs: [String: [Entry]] = [:]
        /// The runs' ids, the oldest first.
        var order: [String] = []
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// An empty journal.
    ///
    /// - Parameter capacity: How many runs are kept; a new one beyond that takes the oldest's place.
    public init(capacity: Int = 16) {
        self.capacity = max(1, capacity)
    }

    /// Makes room for a new run.
    public func create(run: String) async throws {
        try state.withLock { state in
            guard state.runs[run] == nil else { throw JournalError("there is a run `\(run)` already") }
            if state.order.count == capacity { state.runs[state.order.removeFirst()] = nil }
            state.runs[run] = []
            state.order.append(run)
        }
    }

    /// Adds entries to a run, all or none; those of a run that was dropped for newer ones are let go.
    public func append(_ entries: [Entry], to run: String) async throws {
        try state.withLock { state in
            guard let next = state.runs[run].map({ $0.count + 1 }) else { return }
            for (offset, entry) in entries.enumerated() where entry.number != next + offset {
                throw JournalError("entry \(entry.number) of run `\(run)` comes where \(next + offset) is due")
            }
            state.runs[run, default: []].append(contentsOf: entries)
        }
    }

    /// All entries of a run, in order.
    public func read(run: String) async throws -> [Entry] {
        try state.withLock { state in
            guard let entries = state.runs[run] else { throw JournalError("there is no run `\(run)`") }
            return entries
        }
    }
}
