#if SQLite
internal import GRDB
internal import Synchronization
public import VoleryCore
public import VoleryRuntime

/// A journal in a file, by SQLite: one for all runs of a project, which many processes may use at once.
///
/// ```swift
/// let journal = try SQLiteJournal(path: "\(project.folder)/.volery/runs.db", time: SystemTime())
/// let runtime = try Runtime(project: project, journal: journal)
/// ```
///
/// An entry is on disk, synced, when `append` returns. All that waits is written by one thread in one transaction, so
/// hundreds of agents share each sync. The file is readable for its owner alone. Where it can't be written, it can
/// still be read. When the disk fails to write, nothing more is written to the file by this process.
///
/// Its waits are real, so it does not go with a `Simulation`; `MemoryJournal` does.
public final class SQLiteJournal: Journal {
    /// The file.
    public let path: String
    private let writer: WriterThread?
    private let reader: JournalReader
    /// Why nothing can be written, if there is no writer.
    private let refusal: JournalError

    /// Opens a journal's file, or makes it, with its folder, if there is none; blocks for as long as that takes.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - time: The time by which leases run out.
    ///   - lease: How many seconds a claim lasts that isn't renewed; this process renews its own in a third of it.
    ///   - patience: How many seconds to wait for another process that writes.
    /// - Throws: `JournalError` if it is no journal, a newer version's, damaged, locked, or can't be made.
    public init(path: String, time: any TimeSource, lease: Double = 30, patience: Double = 30) throws(JournalError) {
        self.path = path
        do {
            let connection = try JournalConnection.open(path, patience: patience)
            let reader = JournalReader(connection.reader, path: path, time: time)
            self.reader = reader
            refusal = connection.refusal
            writer = try connection.writer.map {
                try WriterThread(
                    JournalStore($0, reader: reader, path: path, lease: lease, time: time)
                )
            }
        } catch {
            throw JournalError(error, path: path)
        }
    }

    deinit {
        writer?.close()
    }

    /// Writes what waits, gives all claims back and closes the file; does nothing the second time.
    public func close() async {
        guard let writer else { return reader.close() }
        await withUnsafeContinuation { continuation in
            writer.close { continuation.resume() }
        }
    }

    /// Makes room for a new run and claims it.
    public func create(run: String, header: RunHeader) async throws -> RunClaim {
        try await write { store, db in try store.create(run, header: header, db) }
    }

    /// Claims a run that nobody works on.
    public func claim(run: String) async throws -> RunClaim {
        try await write { store, db in try store.claim(run, db) }
    }

    /// Adds entries to a run, all or none; they are on disk when this returns.
    public func append(_ entries: [Entry], to claim: RunClaim) async throws {
        try await write { store, db in try store.append(entries, to: claim, db) }
    }

    /// Gives a claim back.
    public func release(_ claim: RunClaim) async {
        // A claim that can't be given back ends with its lease, or with this process.
        try? await write { store, db in try store.release(claim, db) }
    }

    /// Some of a run's entries, in order.
    public func read(run: String, numbers: Range<Int>) async throws -> [Entry] {
        try await Blocking.run { [reader] in try reader.entries(of: run, numbers) }
    }

    /// What a run was made from.
    public func header(of run: String) async throws -> RunHeader {
        try await Blocking.run { [reader] in try reader.header(of: run) }
    }

    /// The runs that a filter lets through, the newest first.
    public func runs(_ filter: RunFilter) async throws -> [RunSummary] {
        try await Blocking.run { [reader] in try reader.runs(filter) }
    }

    /// How many bytes the header and the entries of a run take in the file.
    ///
    /// - Parameter run: The run's id.
    /// - Returns: The bytes, without what SQLite itself needs.
    /// - Throws: `JournalError` if the run is unknown or can't be read.
    public func size(of run: String) async throws -> Int {
        try await Blocking.run { [reader] in try reader.size(of: run) }
    }

    /// Forgets a run, and gives the disk its room back.
    public func remove(run: String) async throws {
        try await write { store, db in try store.remove(run, db) }
    }

    /// Not given up on cancellation: what was done is never forgotten.
    private func write<Result: Sendable>(
        _ work: @escaping @Sendable (JournalStore, Database) throws -> Result
    ) async throws -> Result {
        guard let writer else { throw refusal }
        return try await withUnsafeThrowingContinuation { continuation in
            let result = ResultBox<Result>()
            let job = WriteJob(work: { store, db in result.set(try work(store, db)) }) { error in
                continuation.resume(with: result.get(error))
            }
            if !writer.submit(job) { job.finish(JournalError(.unavailable, "`\(path)` was closed")) }
        }
    }
}

/// Holds what a job gave until its transaction is on disk.
private final class ResultBox<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func set(_ result: Value) { value.withLock { $0 = result } }

    func get(_ error: (any Error)?) -> Result<Value, any Error> {
        if let error { return .failure(error) }
        return value.withLock { $0 }.map { .success($0) } ?? .failure(JournalError(.unavailable, "nothing was written"))
    }
}
#endif
