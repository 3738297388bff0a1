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
        let (folder, copy) = (try TestFolder(), try TestFolder())
        let mount = Mount.small(at: folder.path, copiedTo: copy.path)
        let lines = try Probe("append", folder.file, "r", "100000", inside: mount).lines()
        #expect(lines.last?.hasPrefix("refused full ") == true, "\(lines.last ?? "")")
        #expect(Probe.acknowledged(lines) > 100)
        try await expectWhole(copy, Probe.acknowledged(lines), "a full disk")
    }

    @Test("what can't be written can be read", .enabled(if: canMount, "needs root"))
    func readOnly() async throws {
        let folder = try TestFolder()
        _ = try run(folder, "", at: 0)
        let lines = try Probe("look", folder.file, "r", inside: .readOnly(at: folder.path)).lines()
        try #require(lines.count == 3, "\(lines)")
        #expect(lines[0] == "\(Self.count) interrupted")
        #expect(lines[1].hasPrefix("refused readOnly `\(folder.file)`"))
        #expect(lines[2].hasPrefix("refused readOnly `\(folder.file).new`"))
    }

    private static func places(_ fault: String) -> [Int] {
        if isLong { return Array(1...(fault == "sync" ? 70 : calls)) }
        return fault == "sync"
            ? Array(stride(from: 1, through: 70, by: 8)) : (0..<6).map { _ in .random(in: 1...calls) }
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
        // A copy may say that it belongs to a process that still lives; its lease will have run out.
        try await folder.withJournal(ShiftedTime(by: 31)) { journal in
            let count = try await journal.runs(RunFilter()).first?.entries ?? 0
            try #require(count >= acknowledged, "\(what)")
            guard count > 0 else { return }
            try #require(try await journal.read(run: "r") == (1...count).map(Probe.entry), "\(what)")
            try #require(try await journal.header(of: "r") == RunHeader("made by a probe", file: "probe.yaml"))
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
