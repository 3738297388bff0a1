import Foundation
import GRDB
import Testing
import VoleryCore
import VoleryJournal
import VoleryRuntime
import VoleryTestKit

@Suite("A journal is one file")
struct JournalFileTests {
    private let entries = GeneratedEntries(seed: 1).entries(1...40)

    @Test("what was written is there when it is opened again, and one file is left")
    func reopened() async throws {
        let folder = try TestFolder()
        try await fill(folder)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/.volery") == ["runs.db"])
        let found = try await folder.withJournal { try await $0.read(run: "r") }
        #expect(found == entries)
    }

    @Test("nobody else can read it, at any moment")
    func modes() async throws {
        let folder = try TestFolder()
        let mask = umask(0)
        defer { umask(mask) }
        try await folder.withJournal { journal in
            try await journal.append(entries, to: journal.create(run: "r"))
            #expect(try mode("\(folder.path)/.volery") == 0o700)
            for name in ["", "-wal", "-shm"] { #expect(try mode(folder.file + name) == 0o600, "\(name)") }
        }
    }

    @Test("a run of a hundred small steps takes less than 60 KB, and a long one no more for each step")
    func size() async throws {
        for (steps, bound) in [(100, 60_000), (isLong ? 10_000 : 500, isLong ? 3_500_000 : 180_000)] {
            let folder = try TestFolder()
            try await folder.withJournal { journal in
                let claim = try await journal.create(run: "01kdvp4w2e8m")
                for pair in SmallSteps.entries(steps) { try await journal.append(pair, to: claim) }
            }
            let size = try #require(
                try FileManager.default.attributesOfItem(atPath: folder.file)[.size] as? Int
            )
            #expect(size < bound, "\(steps) steps")
        }
    }

    @Test("what is pruned gives the disk its room back")
    func pruned() async throws {
        let folder = try TestFolder()
        try await fill(folder)
        let small = try size(folder)
        try await folder.withJournal { journal in
            let claim = try await journal.create(run: "long")
            try await journal.append(GeneratedEntries(seed: 2).entries(1...2_000), to: claim)
            await journal.release(claim)
        }
        #expect(try size(folder) > 2 * small)
        try await folder.withJournal { try await $0.remove(run: "long") }
        #expect(try size(folder) <= small)
    }

    @Test("a file of a newer format is refused by name")
    func newer() async throws {
        let folder = try TestFolder()
        try await fill(folder)
        try DatabaseQueue(path: folder.file).inDatabase { try $0.execute(sql: "PRAGMA user_version = 99") }
        let error = #expect(throws: JournalError.self) { try folder.journal() }
        #expect(error?.code == .newer)
        #expect(error?.description.contains("format 99") == true)
    }

    @Test(
        "what is no journal is refused and left as it is",
        arguments: ["a text", "database", "trigger", "link", "folder"]
    )
    func other(kind: String) async throws {
        let folder = try TestFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/.volery", withIntermediateDirectories: true)
        switch kind {
        case "a text": try Data(String(repeating: "text ", count: 1_000).utf8).write(to: URL(filePath: folder.file))
        case "database":
            try DatabaseQueue(path: folder.file).inDatabase { try $0.execute(sql: "CREATE TABLE runs (key INTEGER)") }
        case "trigger":
            try await fill(folder)
            try DatabaseQueue(path: folder.file).inDatabase { db in
                try db.execute(sql: "CREATE TRIGGER t AFTER INSERT ON blocks BEGIN DELETE FROM runs; END")
            }
        case "link":
            let other = "\(folder.path)/other"
            try Data().write(to: URL(filePath: other))
            try FileManager.default.createSymbolicLink(atPath: folder.file, withDestinationPath: other)
        default: try FileManager.default.createDirectory(atPath: folder.file, withIntermediateDirectories: false)
        }
        let before = try? Data(contentsOf: URL(filePath: folder.file))
        let error = #expect(throws: JournalError.self) { try folder.journal() }
        #expect(error?.description.contains(folder.file) == true)
        let after = try? Data(contentsOf: URL(filePath: folder.file))
        #expect(after == before)
    }

    @Test("a file that another program holds is waited for, then it is an error that says so")
    func locked() async throws {
        let folder = try TestFolder()
        try await fill(folder)
        let journal = try folder.journal(patience: 0.01)
        let claim = try await journal.claim(run: "r")
        var configuration = Configuration()
        // The transaction is left open on purpose, which GRDB takes for a mistake otherwise.
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: folder.file, configuration: configuration)
        try other.inDatabase { try $0.beginTransaction(.immediate) }
        let more = GeneratedEntries(seed: 3).entries(41...41)
        let error = await #expect(throws: JournalError.self) { try await journal.append(more, to: claim) }
        #expect(error?.code == .locked)
        #expect(try await journal.read(run: "r") == entries)
        try other.inDatabase { try $0.rollback() }
        try await journal.append(more, to: claim)
        #expect(try await journal.read(run: "r") == entries + more)
        await journal.close()
    }

    @Test("a closed journal says so")
    func closed() async throws {
        let journal = try TestFolder().journal()
        await journal.close()
        await journal.close()
        let error = await #expect(throws: JournalError.self) { _ = try await journal.create(run: "r") }
        #expect(error?.description.contains("closed") == true)
        await #expect(throws: JournalError.self) { _ = try await journal.runs(RunFilter()) }
    }

    @Test("many that open a new file at once find one journal")
    func opening() async throws {
        let folder = try TestFolder()
        let probes = try (0..<6).map { try Probe("append", folder.file, "run\($0)", "20") }
        for probe in probes { #expect(probe.lines().last == "20") }
        try await folder.withJournal { journal in
            let counts = try await journal.runs(RunFilter()).map(\.entries)
            #expect(counts == Array(repeating: 20, count: 6))
            for run in 0..<6 {
                let found = try await journal.read(run: "run\(run)")
                #expect(found == (1...20).map(Probe.entry))
            }
        }
    }

    private func fill(_ folder: TestFolder) async throws {
        try await folder.withJournal { journal in
            let claim = try await journal.create(run: "r", header: RunHeader("h"))
            try await journal.append(entries, to: claim)
        }
    }

    private func mode(_ path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
    }

    private func size(_ folder: TestFolder) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: folder.file)[.size] as? Int ?? 0
    }
}

/// What a run of small steps writes, one after the other.
enum SmallSteps {
    static func entries(_ count: Int) -> [[Entry]] {
        var number = 0
        var time = 1_767_225_600.123
        func entry(_ address: String, _ payload: Entry.Payload) -> Entry {
            number += 1
            time += 0.000_731_2
            return Entry(number: number, time: time, address: Address(address), payload: payload)
        }
        var lists = [[entry("", .runStarted(run: "01kdvp4w2e8m", workflow: "steps", inputs: ["question": "How?"]))]]
        for step in 0..<count {
            let seconds = 0.000_4 + Double(step) / 1e6
            lists.append([entry("step\(step)", .stepStarted(kind: "value", detail: nil))])
            let end = Entry.Payload.stepEnded(
                status: .completed,
                output: ["number": .int(step)],
                error: nil,
                usage: Usage(),
                seconds: seconds
            )
            lists.append([entry("step\(step)", end)])
        }
        let end = Entry.Payload.runEnded(status: .completed, outputs: [:], error: nil, usage: Usage(), seconds: 0.1)
        return lists + [[entry("", end)]]
    }
}
