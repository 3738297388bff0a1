#if SQLite
internal import FoundationEssentials
internal import GRDB
internal import VoleryCore
internal import VoleryRuntime

/// The statements that write; each is called inside a transaction.
extension JournalStore {
    func create(_ run: String, header: RunHeader, _ db: Database) throws -> RunClaim {
        guard try JournalRow.fetch(run, db) == nil else {
            throw JournalError(.exists, "there is a run `\(run)` already")
        }
        let facts = RunFacts(header)
        try db.cachedStatement(sql: "INSERT INTO runs (id, epoch, last, seal, facts, owner) VALUES (?, 1, 0, ?, ?, ?)")
            .execute(arguments: [
                run, JournalRow.seal(of: run, epoch: 1, last: 0), data(facts, run),
                try owner(run, epoch: 1),
            ])
        let key = db.lastInsertedRowID
        let block = StoredBlock.packed(SealedJSON.sealed(header.json, run: run, .header), deflater)
        try insert(block, key: key, number: 0, db)
        held[run] = Held(key: key, epoch: 1, facts: facts)
        return RunClaim(run: run, epoch: 1)
    }

    func claim(_ run: String, _ db: Database) throws -> RunClaim {
        guard let row = try JournalRow.fetch(run, db) else { throw JournalError.unknown(run) }
        try refuseIfOwned(row)
        let facts = try row.readFacts()
        let epoch = row.epoch + 1
        try db.cachedStatement(sql: "UPDATE runs SET epoch = ?, seal = ?, owner = ? WHERE key = ?")
            .execute(arguments: [
                epoch, JournalRow.seal(of: run, epoch: epoch, last: row.last), try owner(run, epoch: epoch), row.key,
            ])
        held[run] = Held(key: row.key, epoch: epoch, facts: facts)
        return RunClaim(run: run, epoch: epoch)
    }

    /// Names the run, its owner's epoch and the next number in one statement, so that an owner that was replaced while
    /// it slept writes nothing.
    func append(_ entries: [Entry], to claim: RunClaim, _ db: Database) throws {
        guard let first = entries.first, let last = entries.last else { return }
        guard var held = held[claim.run], held.epoch == claim.epoch else { throw stale(claim) }
        for (offset, entry) in entries.enumerated() where entry.number != first.number + offset {
            throw outOfOrder(entry.number, first.number + offset, claim.run)
        }
        held.facts.note(entries)
        try db.cachedStatement(
            sql: "UPDATE runs SET last = ?, seal = ?, facts = ? WHERE key = ? AND id = ? AND epoch = ? AND last = ?"
        )
        .execute(arguments: [
            last.number, JournalRow.seal(of: claim.run, epoch: claim.epoch, last: last.number),
            data(held.facts, claim.run), held.key, claim.run, claim.epoch, first.number - 1,
        ])
        guard db.changesCount == 1 else { throw try refusal(claim, first.number, db) }
        var writer = EntryWriter(run: claim.run, deflater: deflater)
        for block in try writer.blocks(of: entries) { try insert(block.bytes, key: held.key, number: block.last, db) }
        self.held[claim.run] = held
    }

    func release(_ claim: RunClaim, _ db: Database) throws {
        guard let held = held[claim.run], held.epoch == claim.epoch else { return }
        try db.cachedStatement(sql: "UPDATE runs SET owner = NULL WHERE key = ? AND id = ? AND epoch = ?")
            .execute(arguments: [held.key, claim.run, claim.epoch])
        self.held[claim.run] = nil
    }

    func releaseAll(_ db: Database) throws {
        for (run, held) in held { try release(RunClaim(run: run, epoch: held.epoch), db) }
    }

    /// Renews the leases of the runs that are still held by this process.
    func renewLeases(_ db: Database) throws {
        for (run, held) in held {
            try db.cachedStatement(sql: "UPDATE runs SET owner = ? WHERE key = ? AND id = ? AND epoch = ?")
                .execute(arguments: [try owner(run, epoch: held.epoch), held.key, run, held.epoch])
            if db.changesCount == 0 { self.held[run] = nil }
        }
    }

    func remove(_ run: String, _ db: Database) throws {
        let key = try removableKey(of: run, db)
        let keys = JournalRow.keys(of: key)
        try db.execute(
            sql: "DELETE FROM blocks WHERE key BETWEEN ? AND ?",
            arguments: [keys.lowerBound, keys.upperBound]
        )
        try db.execute(sql: "DELETE FROM runs WHERE key = ?", arguments: [key])
        try db.execute(sql: "PRAGMA incremental_vacuum")
    }

    /// The key of a run that nobody works on, or whose row is damaged: an owner would be told so when it appends.
    private func removableKey(of run: String, _ db: Database) throws -> Int64 {
        do {
            guard let row = try JournalRow.fetch(run, db) else { throw JournalError.unknown(run) }
            try refuseIfOwned(row)
            return row.key
        } catch let error as JournalError where error.code == .damaged {
            guard let key = try JournalRow.damagedKey(run, db), (1...Int64(Int32.max)).contains(key) else {
                throw error
            }
            return key
        }
    }

    private func insert(_ bytes: [UInt8], key: Int64, number: Int, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO blocks (key, bytes) VALUES (?, ?)")
            .execute(arguments: [try JournalRow.key(of: number, in: key), Data(bytes)])
        countWritten(bytes.count)
    }

    private func data(_ facts: RunFacts, _ run: String) -> Data {
        Data(SealedJSON.sealed(facts.json, run: run, .facts))
    }

    private func owner(_ run: String, epoch: Int) throws -> Data {
        let lease = Lease(owner: machine.owner, until: time.secondsSince1970 + lease)
        return Data(SealedJSON.sealed(try JSONValue(encoding: lease), run: run, .owner(epoch: epoch)))
    }

    private func refuseIfOwned(_ row: JournalRow) throws {
        guard let lease = try row.readLease() else { return }
        let life = machine.life(of: lease.owner)
        guard lease.isHeld(life, at: time.secondsSince1970) else { return }
        throw JournalError(
            .owned,
            "run `\(row.run)` belongs to \(lease.owner.described(life)), which has renewed its claim in the last "
                + "\(Int(self.lease)) s; wait for its end, or end it"
        )
    }

    private func refusal(_ claim: RunClaim, _ number: Int, _ db: Database) throws -> JournalError {
        guard let row = try JournalRow.fetch(claim.run, db), row.epoch == claim.epoch else { return stale(claim) }
        return outOfOrder(number, row.last + 1, claim.run)
    }

    private func stale(_ claim: RunClaim) -> JournalError {
        JournalError(
            .stale,
            "run `\(claim.run)` is not this process's any more: another went on with it while this one stood still; "
                + "nothing was written"
        )
    }

    private func outOfOrder(_ number: Int, _ next: Int, _ run: String) -> JournalError {
        JournalError(.outOfOrder, "entry \(number) of run `\(run)` comes where \(next) is due")
    }
}
#endif
