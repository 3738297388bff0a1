import FoundationEssentials
import GRDB
import Glibc
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit

@testable import VoleryJournal

@Suite("A run has one owner")
struct OwnershipTests {
    @Test("an owner that lives keeps its run, and is named")
    func alive() async throws {
        let folder = try TestFolder()
        let probe = try Probe("hold", folder.file, "r")
        #expect(probe.line() == "claimed")
        try await folder.withJournal { journal in
            let run = try await journal.run(withPrefix: "r")
            #expect(run.state == .running)
            let owner = try #require(run.owner)
            let error = await #expect(throws: JournalError.self) { _ = try await journal.claim(run: "r") }
            #expect(error?.code == .owned)
            #expect(error?.description.contains("process \(owner.process)") == true)
            await #expect(throws: JournalError.self) { try await journal.remove(run: "r") }
        }
    }

    @Test("an owner that was killed is replaced at once, and nothing that it wrote is lost")
    func killed() async throws {
        let folder = try TestFolder()
        let probe = try Probe("hold", folder.file, "r")
        #expect(probe.line() == "claimed")
        for number in 1...5 { #expect(try probe.append() == "\(number)") }
        probe.end()
        try await folder.withJournal { journal in
            #expect(try await journal.run(withPrefix: "r").state == .interrupted)
            let claim = try await journal.claim(run: "r")
            #expect(claim.epoch == 2)
            #expect(try await journal.read(run: "r") == (1...5).map(Probe.entry))
            try await journal.append([Probe.entry(6)], to: claim)
        }
    }

    @Test("an owner that stood still past its lease writes nothing when it goes on")
    func stopped() async throws {
        let folder = try TestFolder()
        let probe = try Probe("hold", folder.file, "r")
        #expect(probe.line() == "claimed")
        #expect(try probe.append() == "1")
        try probe.halt()
        try await folder.withJournal { journal in
            await #expect(throws: JournalError.self) { _ = try await journal.claim(run: "r") }
        }
        try await folder.withJournal(ShiftedTime(by: 31)) { journal in
            let claim = try await journal.claim(run: "r")
            try await journal.append([Probe.entry(2)], to: claim)
            probe.signal(SIGCONT)
            #expect(try probe.append()?.hasPrefix("refused stale") == true)
            #expect(try probe.append()?.hasPrefix("refused stale") == true)
            try await journal.append([Probe.entry(3)], to: claim)
            #expect(try await journal.read(run: "r") == (1...3).map(Probe.entry))
        }
    }

    @Test("of several processes that go on with one run at once, one wins and the others say so")
    func race() async throws {
        let folder = try TestFolder()
        try await folder.withJournal { await $0.release(try await $0.create(run: "r")) }
        for _ in 0..<4 {
            let probes = try (0..<4).map { _ in try Probe("hold", folder.file, "r") }
            let lines = probes.map { $0.line() ?? "" }
            #expect(lines.filter { $0 == "claimed" }.count == 1)
            #expect(lines.filter { $0.hasPrefix("refused owned") }.count == 3)
            for probe in probes { probe.end() }
        }
    }

    @Test(
        "an owner elsewhere is believed to live until its lease has run out; one before the machine's start is dead",
        arguments: [("another", "", 30.0, false), ("another", "", -1, true), ("", "an earlier", 30, true)]
    )
    func elsewhere(host: String, boot: String, left: Double, isFree: Bool) async throws {
        let folder = try TestFolder()
        try await folder.withJournal { await $0.release(try await $0.create(run: "r")) }
        var owner = ThisMachine().owner
        owner.process += 1
        if !host.isEmpty { owner.host = host }
        if !boot.isEmpty { owner.boot = boot }
        try write(Lease(owner: owner, until: ShiftedTime().secondsSince1970 + left), folder)
        try await folder.withJournal { journal in
            #expect(try await journal.run(withPrefix: "r").state == (isFree ? .interrupted : .running))
            if isFree {
                _ = try await journal.claim(run: "r")
            } else {
                let error = await #expect(throws: JournalError.self) { _ = try await journal.claim(run: "r") }
                #expect(error?.description.contains("on another") == true)
            }
        }
    }

    @Test("a process that got a dead one's number is not taken for it")
    func numberAgain() async throws {
        let folder = try TestFolder()
        try await folder.withJournal { await $0.release(try await $0.create(run: "r")) }
        var owner = ThisMachine().owner
        owner.began -= 1
        try write(Lease(owner: owner, until: ShiftedTime().secondsSince1970 + 30), folder)
        try await folder.withJournal { _ = try await $0.claim(run: "r") }
    }

    @Test("two journals of one process own apart, and what a closed one claimed is free")
    func sameProcess() async throws {
        let folder = try TestFolder()
        let first = try folder.journal()
        _ = try await first.create(run: "r")
        let before = try ownerBytes(folder)
        try await folder.withJournal { second in
            let error = await #expect(throws: JournalError.self) { _ = try await second.claim(run: "r") }
            #expect(error?.code == .owned)
            await first.close()
            // As if its last words had not reached the disk.
            try DatabaseQueue(path: folder.file).inDatabase { db in
                try db.execute(sql: "UPDATE runs SET owner = ?", arguments: [before])
            }
            #expect(try await second.claim(run: "r").epoch == 2)
        }
    }

    private func ownerBytes(_ folder: TestFolder) throws -> Data? {
        try DatabaseQueue(path: folder.file).read { try Data.fetchOne($0, sql: "SELECT owner FROM runs") }
    }

    @Test("leases are renewed without anything else to write")
    func renewed() async throws {
        let folder = try TestFolder()
        let time = ShiftedTime()
        let journal = try folder.journal(time)
        let claim = try await journal.create(run: "r")
        let before = try lease(folder)
        time.putForward(by: 20)
        // Any write wakes the thread; the renewal that follows is done before the write after it.
        let other = try await journal.create(run: "s")
        await journal.release(other)
        #expect(try lease(folder) > before + 19)
        try await journal.append([Probe.entry(1)], to: claim)
        await journal.close()
        #expect(try Int.fetchOne(DatabaseQueue(path: folder.file), sql: "SELECT count(owner) FROM runs") == 0)
    }

    private func lease(_ folder: TestFolder) throws -> Double {
        let row = try DatabaseQueue(path: folder.file).read { try JournalRow.fetch("r", $0) }
        return try row?.readLease()?.until ?? 0
    }

    private func write(_ lease: Lease, _ folder: TestFolder) throws {
        let sealed = SealedJSON.sealed(try JSONValue(encoding: lease), run: "r", .owner(epoch: 1))
        try DatabaseQueue(path: folder.file).inDatabase { db in
            try db.execute(sql: "UPDATE runs SET owner = ?", arguments: [Data(sealed)])
        }
    }
}

extension Int {
    fileprivate static func fetchOne(_ queue: DatabaseQueue, sql: String) throws -> Int? {
        try queue.read { try Int.fetchOne($0, sql: sql) }
    }
}
