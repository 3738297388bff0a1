#if SQLite
internal import FoundationEssentials
internal import GRDB
internal import VoleryCore
internal import VoleryRuntime

/// What the writing thread holds: the connection, and the runs that this process has claimed.
final class JournalStore {
    /// A run that this process writes.
    struct Held {
        var key: Int64
        var epoch: Int
        var facts: RunFacts
    }

    let path: String
    let deflater = Deflater()
    let machine = ThisMachine(journal: OpenJournals.add())
    let lease: Double
    let time: any TimeSource
    /// By the run's id; as it was before when a transaction fails.
    var held: [String: Held] = [:]
    private let queue: DatabaseQueue
    private let reader: JournalReader
    private var nextRenewal: Duration
    /// Rows and bytes that were written since the last checkpoint.
    private var uncopied = (commits: 0, bytes: 0)
    /// Why nothing is written any more.
    private var failure: JournalError?

    init(_ queue: DatabaseQueue, reader: JournalReader, path: String, lease: Double, time: any TimeSource) {
        self.queue = queue
        self.reader = reader
        self.path = path
        self.lease = lease
        self.time = time
        nextRenewal = time.now
    }

    deinit {
        OpenJournals.remove(machine.owner.journal)
    }

    /// Does jobs in one transaction; where one of them can't be done, each in its own.
    func perform(_ jobs: [WriteJob]) {
        guard !jobs.isEmpty else { return }
        let isFirstClaim = held.isEmpty
        do throws(JournalError) {
            try transaction(jobs)
            if isFirstClaim { nextRenewal = time.now + .seconds(lease / 3) }
            for job in jobs { job.finish(nil) }
        } catch {
            guard jobs.count > 1, error.isRefusal else {
                for job in jobs { job.finish(error) }
                return
            }
            for job in jobs { perform([job]) }
        }
    }

    /// When leases have to be renewed, in seconds from now; `nil` if there are none.
    var secondsToRenewal: Double? {
        if held.isEmpty || failure != nil { return nil }
        let left = (nextRenewal - time.now).components
        // A time source of its own may stand still, so the thread looks again in any case.
        return min(max(Double(left.seconds), 0.05), lease / 3)
    }

    /// Renews all leases, once in a third of their time.
    func renewIfDue() {
        guard !held.isEmpty, failure == nil, time.now >= nextRenewal else { return }
        nextRenewal = time.now + .seconds(lease / 3)
        // What fails here is tried again; who has lost a run is told when it appends.
        try? transaction([WriteJob(work: { store, db in try store.renewLeases(db) }, finish: { _ in })])
    }

    /// Copies what was written into the file itself, now and then: SQLite would do so too, but tell of no failure.
    func checkpointIfDue() {
        guard failure == nil, uncopied.commits >= 500 || uncopied.bytes >= 4 << 20 else { return }
        uncopied = (0, 0)
        do {
            try queue.inDatabase { db in _ = try db.checkpoint(.passive) }
        } catch let error as DatabaseError where error.resultCode != .SQLITE_IOERR {
            // Somebody else does it, or there is no room for the moment; the entries are safe beside the file.
            return
        } catch {
            failure = JournalError(error, path: path)
        }
    }

    /// Counts what goes to disk.
    func countWritten(_ bytes: Int) {
        uncopied.bytes += bytes
    }

    /// Gives all claims back and closes the file.
    func close() {
        if !held.isEmpty, failure == nil {
            try? transaction([WriteJob(work: { store, db in try store.releaseAll(db) }, finish: { _ in })])
        }
        // Whoever writes has to be the last, to leave one file behind.
        reader.close()
        try? queue.close()
        OpenJournals.remove(machine.owner.journal)
    }

    private func transaction(_ jobs: [WriteJob]) throws(JournalError) {
        if let failure { throw failure }
        let before = held
        do {
            try queue.inDatabase { db in
                try db.inTransaction(.immediate) {
                    for job in jobs { try job.work(self, db) }
                    return .commit
                }
            }
            uncopied.commits += 1
        } catch {
            held = before
            if let error = error as? DatabaseError, error.resultCode == .SQLITE_IOERR {
                // It is not known what is on the disk now; to go on could lose what is thought to be safe.
                var failure = JournalError(error, path: path)
                failure.description += "; nothing more is written to it by this process"
                self.failure = failure
            }
            throw JournalError(error, path: path)
        }
    }
}

extension JournalError {
    /// Whether it is about one run, so that others' writes may succeed.
    fileprivate var isRefusal: Bool {
        switch code {
        case .full, .locked, .readOnly: false
        default: true
        }
    }
}
#endif
