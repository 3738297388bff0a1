import Foundation
import Testing
import VoleryCore
import VoleryJournal
import VoleryRuntime

@Suite("What is on disk outlives every fault")
struct DiskFaultTests {
    private static let count = 60

    /// More calls than an undisturbed run makes: the last faults come too late.
    private static let calls = 620

    @Test(
        "whichever call a kill or a power cut comes at, all that was acknowledged is there and the run goes on",
        arguments: ["kill", "after", "power"]
    )
    func killed(fault: String) async throws {
        for call in Self.places(fault) {
            let folder = try TestFolder()
            let acknowledged = try run(folder, fault, at: call).acknowledged
            try await expectWhole(folder, acknowledged, "\(fault) at \(call)")
        }
    }

    @Test(
        "whichever call fails, the writer is told, nothing is half written and the run can go on",
        arguments: [("full", "full"), ("short", "full"), ("error", "unavailable"), ("sync", "unavailable")]
    )
    func failing(fault: String, code: String) async throws {
        var refused = 0
        for call in Self.places(fault) {
            let folder = try TestFolder()
            let outcome = try run(folder, fault, at: call)
            if let refusal = outcome.refusal {
                #expect(refusal.hasPrefix("refused \(code) "), "\(fault) at \(call): \(refusal)")
                refused += 1
            } else {
                #expect(outcome.acknowledged == Self.count, "\(fault) at \(call)")
            }
            try await expectWhole(folder, outcome.acknowledged, "\(fault) at \(call)")
        }
        #expect(refused > 0)
    }

    @Test("copies of the files from any moment hold all that was acknowledged until then")
    func copies() async throws {
        for _ in 0..<(isLong ? 100 : 10) {
            let folder = try TestFolder()
            let probe = try Probe("append", folder.file, "r", "1000")
            var acknowledged = 0
            for _ in 0..<Int.random(in: 1...60) { acknowledged = probe.line().flatMap { Int($0) } ?? acknowledged }
            try probe.halt()
            try await expectWhole(try Recorded(folder).copied(), acknowledged, "after \(acknowledged)")
            probe.end()
        }
    }

    @Test("a writer that is killed at any moment loses nothing")
    func killedAnytime() async throws {
        let folder = try TestFolder()
        for round in 1...(isLong ? 100 : 10) {
            let probe = try Probe("append", folder.file, "r", "100000")
            var acknowledged = 0
            for _ in 0..<Int.random(in: 1...30) { acknowledged = probe.line().flatMap { Int($0) } ?? acknowledged }
            probe.end()
            let written = try await entries(folder)
            try #require(written >= acknowledged, "round \(round)")
        }
    }

    @Test("a full disk is an error, and what was written before can be read", .enabled(if: canMount, "needs root"))
    func fullDisk() async throws {
        let folder = try TestFolder()
        let mount = try mount("tmpfs", "-o size=256k,mode=0700", at: folder.path)
        defer { mount.end() }
        let place = try #require(mount.place)
        let probe = try Probe("append", "\(place)/.volery/runs.db", "r", "100000")
        let lines = probe.lines()
        #expect(lines.last?.hasPrefix("refused full ") == true, "\(lines.last ?? "")")
        let copy = try TestFolder()
        try FileManager.default.removeItem(atPath: copy.path)
        try FileManager.default.copyItem(atPath: place, toPath: copy.path)
        try await expectWhole(copy, Probe.acknowledged(lines), "a full disk")
    }

    @Test("what can't be written can be read", .enabled(if: canMount, "needs root"))
    func readOnly() async throws {
        let folder = try TestFolder()
        _ = try run(folder, "", at: 0)
        let mount = try mount(folder.path, "-o bind", "-o bind,remount,ro", at: folder.path)
        defer { mount.end() }
        let path = "\(try #require(mount.place))/.volery/runs.db"
        let journal = try SQLiteJournal(path: path, time: ShiftedTime())
        #expect(try await journal.read(run: "r") == (1...Self.count).map(Probe.entry))
        #expect(try await journal.runs(RunFilter()).map(\.state) == [.interrupted])
        let error = await #expect(throws: JournalError.self) { _ = try await journal.claim(run: "r") }
        #expect(error?.code == .readOnly)
        #expect(error?.description.contains(path) == true)
        await journal.close()
        let none = #expect(throws: JournalError.self) {
            try SQLiteJournal(path: "\(path)/../other.db", time: ShiftedTime())
        }
        #expect(none?.code == .readOnly)
    }

    private static func places(_ fault: String) -> [Int] {
        if isLong { return Array(1...(fault == "sync" ? 70 : calls)) }
        return fault == "sync"
            ? Array(stride(from: 1, through: 70, by: 8)) : (0..<14).map { _ in .random(in: 1...calls) }
    }

    /// Lets a probe append while the disk fails, and gives what it said.
    private func run(
        _ folder: TestFolder,
        _ fault: String,
        at call: Int
    ) throws -> (acknowledged: Int, refusal: String?) {
        let environment = ["FAULT": fault, "FAULT_AT": "\(call)", "FAULT_SEED": "\(call)"]
        let probe = try Probe("append", folder.file, "r", "\(Self.count)", environment: environment)
        let lines = probe.lines()
        return (Probe.acknowledged(lines), lines.last { $0.hasPrefix("refused") })
    }

    /// All that was acknowledged is there, nothing else than what was meant, and the run can be gone on with.
    private func expectWhole(_ folder: TestFolder, _ acknowledged: Int, _ what: String) async throws {
        try await folder.withJournal { journal in
            let count = try await journal.runs(RunFilter()).first?.entries ?? 0
            try #require(count >= acknowledged, "\(what)")
            guard count > 0 else { return }
            try #require(try await journal.read(run: "r") == (1...count).map(Probe.entry), "\(what)")
            try #require(try await journal.header(of: "r") == "made by a probe")
            let claim = try await journal.claim(run: "r")
            try await journal.append([Probe.entry(count + 1)], to: claim)
            try #require(try await journal.read(run: "r").count == count + 1, "\(what)")
        }
    }

    private func entries(_ folder: TestFolder) async throws -> Int {
        try await folder.withJournal { journal in
            guard let count = try await journal.runs(RunFilter()).first?.entries, count > 0 else { return 0 }
            try #require(try await journal.read(run: "r") == (1...count).map(Probe.entry))
            return count
        }
    }
}
