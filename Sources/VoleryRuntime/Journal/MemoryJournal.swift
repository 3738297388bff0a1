internal import Synchronization
public import VoleryCore

/// A journal in memory, for the newest runs of the process.
public final class MemoryJournal: Journal {
    private struct Run {
        var entries: [Entry] = []
        var header: RunHeader
        var facts: RunFacts
        var epoch = 1
        var isOwned = true

        init(_ header: RunHeader) {
            self.header = header
            facts = RunFacts(header)
        }

        func summary(_ id: String) -> RunSummary {
            facts.summary(of: id, entries: entries.count, isOwned: isOwned)
        }
    }

    private struct State {
        var runs: [String: Run] = [:]
        /// The runs' ids, the oldest first.
        var order: [String] = []
    }

    /// It ends with the process.
    public let isDurable = false
    private let state = Mutex(State())
    private let capacity: Int

    /// An empty journal.
    ///
    /// - Parameter capacity: How many runs are kept; a new one beyond that takes the oldest's place.
    public init(capacity: Int = 16) {
        self.capacity = max(1, capacity)
    }

    /// Makes room for a new run and claims it.
    public func create(run: String, header: RunHeader) async throws -> RunClaim {
        try state.withLock { state in
            guard state.runs[run] == nil else {
                throw JournalError(.exists, "there is a run `\(run)` already")
            }
            if state.order.count == capacity { state.runs[state.order.removeFirst()] = nil }
            state.runs[run] = Run(header)
            state.order.append(run)
            return RunClaim(run: run, epoch: 1)
        }
    }

    /// Claims a run that nobody works on.
    public func claim(run: String) async throws -> RunClaim {
        try state.withLock { state in
            guard var known = state.runs[run] else { throw JournalError.unknown(run) }
            guard !known.isOwned else {
                throw JournalError(.owned, "run `\(run)` is going on in this process; wait for its end")
            }
            known.isOwned = true
            known.epoch += 1
            state.runs[run] = known
            return RunClaim(run: run, epoch: known.epoch)
        }
    }

    /// Adds entries to a run, all or none; those of a run that was dropped for newer ones are let go.
    public func append(_ entries: [Entry], to claim: RunClaim) async throws {
        let run = claim.run
        try state.withLock { state in
            guard let known = state.runs[run] else { return }
            guard known.isOwned, known.epoch == claim.epoch else {
                throw JournalError(.stale, "run `\(run)` is not claimed any more; nothing was written")
            }
            let next = known.entries.count + 1
            for (offset, entry) in entries.enumerated() where entry.number != next + offset {
                throw JournalError(
                    .outOfOrder,
                    "entry \(entry.number) of run `\(run)` comes where \(next + offset) is due"
                )
            }
            state.runs[run]?.entries.append(contentsOf: entries)
            state.runs[run]?.facts.note(entries)
        }
    }

    /// Gives a claim back.
    public func release(_ claim: RunClaim) async {
        state.withLock { state in
            guard state.runs[claim.run]?.epoch == claim.epoch else { return }
            state.runs[claim.run]?.isOwned = false
        }
    }

    /// Some of a run's entries, in order.
    public func read(run: String, numbers: Range<Int>) async throws -> [Entry] {
        let entries = try known(run).entries
        let indices = numbers.clamped(to: 1..<entries.count + 1)
        return Array(entries[(indices.lowerBound - 1)..<(indices.upperBound - 1)])
    }

    /// What a run was made from.
    public func header(of run: String) async throws -> RunHeader {
        try known(run).header
    }

    /// The runs that a filter lets through, the newest first.
    public func runs(_ filter: RunFilter) async throws -> [RunSummary] {
        state.withLock { state in
            let summaries = state.order.reversed().compactMap { id in state.runs[id]?.summary(id) }
            return Array(summaries.filter(filter.includes).prefix(max(0, filter.limit)))
        }
    }

    /// Forgets a run.
    public func remove(run: String) async throws {
        try state.withLock { state in
            guard let known = state.runs[run] else { throw JournalError.unknown(run) }
            guard !known.isOwned else {
                throw JournalError(.owned, "run `\(run)` is going on in this process; wait for its end")
            }
            state.runs[run] = nil
            state.order.removeAll { $0 == run }
        }
    }

    private func known(_ run: String) throws -> Run {
        guard let known = state.withLock({ $0.runs[run] }) else { throw JournalError.unknown(run) }
        return known
    }
}
