#if SQLite
internal import FoundationEssentials
internal import GRDB
internal import VoleryCore
internal import VoleryRuntime

/// Who has claimed a run, and until when: seconds since 1970.
struct Lease: Codable {
    var owner: RunOwner
    var until: Double

    /// Whether it still keeps others away: not for an owner that is dead, nor when it has run out.
    func isHeld(_ life: ThisMachine.Life, at secondsSince1970: Double) -> Bool {
        life != .dead && until > secondsSince1970
    }
}

/// A row of `runs`, as it was found: what does not fit is damage.
struct JournalRow {
    static let columns = "key, id, epoch, last, seal, facts, owner"

    let key: Int64
    let run: String
    let epoch: Int
    /// The number of its last entry.
    let last: Int
    private let facts: Data
    private let owner: Data?

    init(_ row: Row) throws {
        guard case .int64(let key) = (row[0] as DatabaseValue).storage, (1...Int64(Int32.max)).contains(key),
            case .string(let run) = (row[1] as DatabaseValue).storage,
            case .int64(let epoch) = (row[2] as DatabaseValue).storage, (1...Int64(Int32.max)).contains(epoch),
            case .int64(let last) = (row[3] as DatabaseValue).storage, (0...Int64(UInt32.max)).contains(last),
            case .int64(let seal) = (row[4] as DatabaseValue).storage,
            case .blob(let facts) = (row[5] as DatabaseValue).storage,
            seal == Self.seal(of: run, epoch: Int(epoch), last: Int(last))
        else { throw Self.damaged("a run's row") }
        switch (row[6] as DatabaseValue).storage {
        case .blob(let data): owner = data
        case .null: owner = nil
        default: throw Self.damaged("the row of run `\(run)`")
        }
        (self.key, self.run, self.epoch, self.last, self.facts) = (key, run, Int(epoch), Int(last), facts)
    }

    /// What is said of a run whose row is damaged.
    static func damagedSummary(_ row: Row) -> RunSummary {
        let key = if case .int64(let key) = (row[0] as DatabaseValue).storage { "\(key)" } else { "?" }
        let run = if case .string(let run) = (row[1] as DatabaseValue).storage { run } else { "?\(key)" }
        var summary = RunSummary(run: run)
        summary.state = .damaged
        summary.damage = JournalError(.damaged, "what the journal says of run `\(run)`, in its row \(key), is damaged")
        return summary
    }

    /// The key of a run whose row is damaged; `nil` if there is none.
    static func damagedKey(_ run: String, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(db, sql: "SELECT key FROM runs WHERE id = ?", arguments: [run])
    }

    /// The row of a run.
    static func fetch(_ run: String, _ db: Database) throws -> JournalRow? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM runs WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [run]).map(JournalRow.init)
    }

    /// The checksum of what changes with every append.
    static func seal(of run: String, epoch: Int, last: Int) -> Int64 {
        let bytes = withUnsafeBytes(of: Int64(last).littleEndian) { Checksum(run: run).of($0, number: -1 - epoch) }
        return Int64(bytes)
    }

    /// The key of a block.
    static func key(of number: Int, in run: Int64) throws -> Int64 {
        guard let number = UInt32(exactly: number) else {
            throw JournalError(.unavailable, "a run can't have more than \(UInt32.max) entries")
        }
        return run << 32 | Int64(number)
    }

    /// The keys of all its blocks, with that of its header.
    var keys: ClosedRange<Int64> { Self.keys(of: key) }

    /// The keys of all the blocks of a run.
    static func keys(of key: Int64) -> ClosedRange<Int64> { key << 32...(key << 32 | Int64(UInt32.max)) }

    func readFacts() throws -> RunFacts {
        guard let json = facts.withUnsafeBytes({ SealedJSON.opened($0, run: run, .facts) }),
            let facts = RunFacts(json: json)
        else { throw Self.damaged("the row of run `\(run)`") }
        return facts
    }

    /// Who has claimed it; `nil` if nobody has.
    func readLease() throws -> Lease? {
        guard let owner else { return nil }
        guard let json = owner.withUnsafeBytes({ SealedJSON.opened($0, run: run, .owner(epoch: epoch)) }) else {
            throw Self.damaged("the owner of run `\(run)`")
        }
        return try json.decode()
    }

    private static func damaged(_ what: String) -> JournalError {
        JournalError(.damaged, "\(what) in the journal is damaged")
    }
}
#endif
