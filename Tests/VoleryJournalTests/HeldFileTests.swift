import Foundation
import Testing
import VoleryCore
import VoleryJournal
import VoleryRuntime

@Suite("Who can't write is told why, and can read")
struct HeldFileTests {
    @Test("a writer that was stopped in the middle of a commit is named, with what to do")
    func stopped() async throws {
        let folder = try TestFolder()
        let environment = ["FAULT": "stop", "FAULT_AT": "30"]
        let probe = try Probe("append", folder.file, "r", "1000", environment: environment)
        try probe.untilStopped()
        let error = await #expect(throws: JournalError.self) {
            try await folder.withJournal(ShiftedTime(), patience: 0.1) { _ = try await $0.create(run: "other") }
        }
        #expect(error?.code == .locked)
        let said = error?.description ?? ""
        #expect(said.contains("is in use by process \(probe.number) (`JournalProbe`), which was stopped"), "\(said)")
        #expect(said.contains("kill -CONT \(probe.number)"))
        probe.end()
        let claim = try await folder.withJournal { try await $0.create(run: "other") }
        #expect(claim.epoch == 1)
    }

    @Test(
        "on a full disk what was written can be read, and who wants to write is told of the disk",
        .enabled(if: canMount, "needs root")
    )
    func full() async throws {
        let folder = try TestFolder()
        _ = try Probe("append", folder.file, "r", "40").lines()
        let state = URL(filePath: folder.file).deletingLastPathComponent().path
        let lines = try Probe("look", folder.file, "r", inside: .full(at: state)).lines()
        #expect(lines.first == "40 interrupted", "\(lines)")
        let refusals = lines.dropFirst()
        #expect(refusals.count == 2 && refusals.allSatisfy { $0.hasPrefix("refused full ") }, "\(lines)")
    }
}
