#if SQLite
internal import GRDB
internal import VoleryRuntime

/// The format of a journal's file, and how older ones become the newest.
///
/// `runs` has a row for each run: `last` is the number of its last entry, which `seal`
/// protects; `facts` and `owner` are sealed JSON. `blocks`
/// has the entries, several in a row: its key is the run's key times 2³² plus the number of the row's last entry; the
/// run's header has the number 0.
struct JournalFormat {
    /// Marks the file as ours (`PRAGMA application_id`): "Vlry".
    static let application = 0x566C_7279

    /// What makes each version of the one before, from version 1 on.
    static let migrations = [
        """
        CREATE TABLE runs (
          key INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          epoch INTEGER NOT NULL,
          last INTEGER NOT NULL,
          seal INTEGER NOT NULL,
          facts BLOB NOT NULL,
          owner BLOB
        ) STRICT;
        CREATE TABLE blocks (
          key INTEGER PRIMARY KEY,
          bytes BLOB NOT NULL
        ) STRICT;
        """
    ]

    let path: String
    /// Those that this program knows.
    var migrations = Self.migrations

    /// The version that the last of them makes.
    var newest: Int { migrations.count }

    /// Settings of every connection; the schema of a file from elsewhere is not trusted.
    static func configure(_ db: Database) throws {
        try db.execute(
            sql: """
                PRAGMA trusted_schema = OFF;
                PRAGMA cell_size_check = ON;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 0;
                """
        )
    }

    /// Brings the file to the newest version.
    func migrate(_ db: Database) throws {
        let version = try version(db)
        if version == 0 { try begin(db) }
        guard version < newest else { return }
        try db.inTransaction(.immediate) {
            // Another process may have been faster.
            for (index, migration) in migrations.enumerated().dropFirst(try self.version(db)) {
                try db.execute(sql: migration)
                try db.execute(sql: "PRAGMA user_version = \(index + 1)")
            }
            try db.execute(sql: "PRAGMA application_id = \(Self.application)")
            return .commit
        }
    }

    /// Refuses what is not a journal of a known version.
    func check(_ db: Database) throws {
        let version = try version(db)
        guard version == newest else {
            throw JournalError(
                .unavailable,
                "`\(path)` is of an older version and can't be written to bring it up to date"
            )
        }
        let tables = try Row.fetchAll(db, sql: "SELECT type, name FROM sqlite_schema WHERE type <> 'index'")
            .map { "\($0[0] as DatabaseValue) \($0[1] as DatabaseValue)" }
        // Triggers and views, for one, would be of somebody who means harm.
        guard Set(tables) == ["\"table\" \"runs\"", "\"table\" \"blocks\""] else {
            throw JournalError(.damaged, "`\(path)` is damaged: it has other tables than a journal of Volery")
        }
    }

    private func version(_ db: Database) throws -> Int {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard version <= newest else {
            throw JournalError(
                .newer,
                "`\(path)` was written by a newer Volery (format \(version); this one knows formats up to \(newest)); "
                    + "update this program or use another journal"
            )
        }
        let isNew = try version == 0 && application == 0 && isEmpty(db)
        guard application == Self.application || isNew else {
            throw JournalError(
                .damaged,
                "`\(path)` is not a journal of Volery, or is damaged; move it away to begin a new one"
            )
        }
        return version
    }

    private func isEmpty(_ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
    }

    /// What can be set only before there is anything in the file.
    private func begin(_ db: Database) throws {
        try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
        let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
        guard mode == "wal" else {
            throw JournalError(.unavailable, "`\(path)` lies where SQLite can't write ahead (no shared memory)")
        }
    }
}
#endif
