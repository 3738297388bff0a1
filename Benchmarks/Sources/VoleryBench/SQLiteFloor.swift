import CSQLiteFloor

/// Plain inserts into a table with a key and bytes, synced like the journal's.
struct SQLiteFloor {
    private var database: OpaquePointer?
    private var insert: OpaquePointer?

    init(_ path: String) {
        sqlite3_open(path, &database)
        for sql in [
            "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
            "CREATE TABLE t (key INTEGER PRIMARY KEY, bytes BLOB)",
        ] { execute(sql) }
        sqlite3_prepare_v2(database, "INSERT INTO t (bytes) VALUES (?)", -1, &insert, nil)
    }

    /// Writes rows, so many in each transaction.
    func write(_ rows: [[UInt8]], together count: Int) {
        var rest = rows[...]
        while !rest.isEmpty {
            execute("BEGIN IMMEDIATE")
            for row in rest.prefix(count) {
                sqlite3_bind_blob(insert, 1, row, Int32(row.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
                precondition(sqlite3_step(insert) == SQLITE_DONE)
                sqlite3_reset(insert)
            }
            execute("COMMIT")
            rest = rest.dropFirst(count)
        }
    }

    func close() {
        sqlite3_finalize(insert)
        sqlite3_close(database)
    }

    private func execute(_ sql: String) {
        precondition(sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK)
    }
}
