#if SQLite
internal import FoundationEssentials
internal import GRDB
internal import Synchronization
internal import VoleryCore
internal import VoleryRuntime

/// Reads a journal's file, as it stands at one moment, beside whoever writes.
final class JournalReader: Sendable {
    /// `nil` when it was closed; GRDB does not survive a read after that.
    private let queue: Mutex<DatabaseQueue?>
    private let path: String
    private let time: any TimeSource
    private let machine = ThisMachine()

    init(_ queue: DatabaseQueue, path: String, time: any TimeSource) {
        self.queue = Mutex(queue)
        self.path = path
        self.time = time
    }

    /// Closes the connection, once a read that goes on has ended.
    func close() {
        queue.withLock { queue in
            try? queue?.close()
            queue = nil
        }
    }

    func entries(of run: String, _ numbers: Range<Int>) throws -> [Entry] {
        try reading { db in
            guard let row = try JournalRow.fetch(run, db) else { throw JournalError.unknown(run) }
            let numbers = max(1, numbers.lowerBound)..<max(1, numbers.upperBound)
            var reader = EntryReader(run: run, numbers: numbers)
            guard numbers.lowerBound < numbers.upperBound, numbers.lowerBound <= row.last else { return [] }
            var next = try lastNumber(before: numbers.lowerBound, of: row, db) + 1
            let statement = try db.cachedStatement(
                sql: "SELECT key, bytes FROM blocks WHERE key BETWEEN ? AND ? ORDER BY key"
            )
            let first = try JournalRow.key(of: next, in: row.key)
            let rows = try Row.fetchCursor(statement, arguments: [first, row.keys.upperBound])
            while next < numbers.upperBound, let block = try rows.next() {
                let last = try number(block[0])
                try block.withUnsafeData(atIndex: 1) { data in
                    guard let data else { return try reader.read(.init(start: nil, count: 0), first: next, last: last) }
                    try data.withUnsafeBytes { try reader.read($0, first: next, last: last) }
                }
                next = reader.next
            }
            try reader.finish(first: next, last: row.last)
            return reader.entries
        }
    }

    func header(of run: String) throws -> RunHeader {
        try reading { db in
            guard let row = try JournalRow.fetch(run, db) else { throw JournalError.unknown(run) }
            let statement = try db.cachedStatement(sql: "SELECT bytes FROM blocks WHERE key = ?")
            let found = try Row.fetchOne(statement, arguments: [row.keys.lowerBound])
            let header = try found?.withUnsafeData(atIndex: 0) { data in
                data?.withUnsafeBytes { bytes in
                    StoredBlock.withUnpacked(bytes, Inflater()) { SealedJSON.opened($0, run: run, .header) } ?? nil
                }
            }
            guard let header = header.flatMap(RunHeader.init(json:)) else {
                throw JournalError(.damaged, "the header of run `\(run)` is damaged", entry: 0)
            }
            return header
        }
    }

    func runs(_ filter: RunFilter) throws -> [RunSummary] {
        try reading { db in
            let statement = try db.cachedStatement(
                sql: "SELECT \(JournalRow.columns) FROM runs WHERE substr(id, 1, length(?1)) = ?1 ORDER BY key DESC"
            )
            var summaries: [RunSummary] = []
            let rows = try Row.fetchCursor(statement, arguments: [filter.prefix])
            while summaries.count < filter.limit, let row = try rows.next() {
                let summary = try summary(row)
                if filter.includes(summary) { summaries.append(summary) }
            }
            return summaries
        }
    }

    func size(of run: String) throws -> Int {
        try reading { db in
            guard let row = try JournalRow.fetch(run, db) else { throw JournalError.unknown(run) }
            let statement = try db.cachedStatement(
                sql: "SELECT total(length(bytes)) FROM blocks WHERE key BETWEEN ? AND ?"
            )
            let sum = try Double.fetchOne(statement, arguments: [row.keys.lowerBound, row.keys.upperBound])
            return Int(exactly: sum ?? 0) ?? 0
        }
    }

    /// What is said of a run; of a damaged one that, so that the others are still listed.
    private func summary(_ row: Row) throws -> RunSummary {
        var damaged = JournalRow.damagedSummary(row)
        do {
            let row = try JournalRow(row)
            damaged.entries = row.last
            return try summary(row)
        } catch let error as JournalError where error.code == .damaged {
            return damaged
        }
    }

    private func summary(_ row: JournalRow) throws -> RunSummary {
        let lease = try row.readLease()
        let isOwned = lease.map { $0.isHeld(machine.life(of: $0.owner), at: time.secondsSince1970) } ?? false
        return try row.readFacts().summary(of: row.run, entries: row.last, isOwned: isOwned, owner: lease?.owner)
    }

    /// The number of the last entry of the block before the one that holds an entry.
    private func lastNumber(before number: Int, of row: JournalRow, _ db: Database) throws -> Int {
        let statement = try db.cachedStatement(
            sql: "SELECT key FROM blocks WHERE key >= ? AND key < ? ORDER BY key DESC LIMIT 1"
        )
        let end = try JournalRow.key(of: number, in: row.key)
        let found = try Row.fetchOne(statement, arguments: [row.keys.lowerBound, end])
        return try found.map { try self.number($0[0]) } ?? 0
    }

    private func number(_ key: DatabaseValue) throws -> Int {
        guard case .int64(let key) = key.storage else { throw JournalError(.damaged, "`\(path)` is damaged") }
        return Int(key & 0xFFFF_FFFF)
    }

    private func reading<Result: Sendable>(_ body: (Database) throws -> Result) throws -> Result {
        do {
            return try queue.withLock { queue in
                guard let queue else { throw JournalError(.unavailable, "`\(path)` was closed") }
                return try queue.read(body)
            }
        } catch {
            throw JournalError(error, path: path)
        }
    }
}
#endif
