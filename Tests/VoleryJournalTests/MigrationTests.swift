import GRDB
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit

@testable import VoleryJournal

@Suite("A journal of an older format becomes one of the newest")
struct MigrationTests {
    private let entries = GeneratedEntries(seed: 5).entries(1...30)
    private let next = "ALTER TABLE runs ADD COLUMN note TEXT"

    @Test("what it holds stays, and the older program refuses it from then on")
    func migrated() async throws {
        let folder = try await older()
        let newer = JournalFormat(path: folder.file, migrations: JournalFormat.migrations + [next])
        let queue = try DatabaseQueue(path: folder.file)
        try queue.inDatabase { db in
            try newer.migrate(db)
            try newer.check(db)
            // Nothing is left to do the second time.
            try newer.migrate(db)
            #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == newer.newest)
            #expect(try Row.fetchOne(db, sql: "SELECT note FROM runs") != nil)
        }
        let reader = JournalReader(queue, path: folder.file, time: ShiftedTime())
        #expect(try reader.entries(of: "r", 1..<Int.max) == entries)
        let error = #expect(throws: JournalError.self) { try folder.journal() }
        #expect(error?.code == .newer)
        #expect(error?.description.contains("format \(newer.newest)") == true)
    }

    @Test("a migration that fails leaves the older format, whole")
    func failed() async throws {
        let folder = try await older()
        let newer = JournalFormat(path: folder.file, migrations: JournalFormat.migrations + [next, "NO SQL"])
        let queue = try DatabaseQueue(path: folder.file)
        #expect(throws: DatabaseError.self) { try queue.inDatabase(newer.migrate) }
        try queue.close()
        let found = try await folder.withJournal { try await $0.read(run: "r") }
        #expect(found == entries)
    }

    /// A journal as this program makes it.
    private func older() async throws -> TestFolder {
        let folder = try TestFolder()
        try await folder.withJournal { journal in
            try await journal.append(entries, to: journal.create(run: "r"))
        }
        return folder
    }
}
