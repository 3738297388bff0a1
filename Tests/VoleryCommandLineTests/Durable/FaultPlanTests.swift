import Foundation
import LoopbackServer
import Mutations
import Testing
import Volery

@testable import VoleryCommandLine

/// The plans of the shared corpus, each with the invariants that it names.
///
/// By default a share of each plan's times is run, all of them with `VOLERY_LONG`.
@Suite("Fault plans of the corpus", .serialized)
struct FaultPlanTests {
    private static let file = SharedData.corpus("faults/plans.json")

    @Test("each plan holds", .enabled(if: file != nil, "without the shared corpus"))
    func plans() async throws {
        let plans = try JSONValue(parsing: String(decoding: try #require(Self.file), as: UTF8.self))["plans"]?
            .arrayValue
        var done = 0
        let all = try #require(plans)
        for plan in all {
            let id = plan["id"]?.stringValue ?? ""
            guard try await run(id, plan["fault"] ?? .null) else {
                Issue.record("the plan \(id) is not known here")
                continue
            }
            done += 1
        }
        print("corpus faults: \(done) of \(all.count)")
    }

    /// Whether there is such a plan.
    private func run(_ id: String, _ fault: JSONValue) async throws -> Bool {
        let seed = fault["seed"]?.intValue ?? 1
        switch id {
        case "fault-s-001": try await kills(fault["times"]?.intValue ?? 200, seed: UInt64(seed), id)
        case "fault-s-002":
            try await faults(["kill", "after"], at: isLong ? Array(1...200) : [40 + Int.random(in: 0...60)], id)
        case "fault-s-003": try await cuts(id)
        case "fault-s-004": try await flips(fault["bitflip"]?.intValue ?? 1_000, seed: seed, id)
        case "fault-s-005": try await faults(["full"], at: isLong ? Array(20...60) : [45], id)
        case "fault-s-006": try await faults(["sync"], at: [3], id)
        case "fault-s-007": try await faults(["partial"], at: isLong ? Array(3...30) : [3], id)
        case "fault-s-008":
            try await faultyServer(isLong ? 100 : 20, fault["server"] ?? .null, seed: seed, id)
        case "fault-s-009": try await serverIsDown(for: isLong ? 30 : 2, agents: 100, id)
        case "fault-s-010": try await cancelStorm(isLong ? 1_000 : 100, times: isLong ? 20 : 4, id)
        case "fault-s-011": try await manyAgents(isLong ? 10_000 : 1_000, id)
        case "fault-s-012": try await slowReader(agents: 100, events: 200, id)
        case "fault-s-013": try await closedReader(id)
        case "fault-s-014": try clockJumps(by: -3_600, id)
        case "fault-s-015": try await twice(isLong ? 50 : 2, id)
        case "fault-s-016": try await killedShell(times: isLong ? 50 : 3, delays: 0...60, id)
        default: return false
        }
        return true
    }

    /// Eight branches of three turns with four calls each, 20 ms a call.
    private static func fan(_ server: LoopbackServer) -> String {
        let calls = Array(repeating: "note note post post", count: 2).joined(separator: " | ")
        return """
            \(DisturbedFlow.tools(server, pause: "0.02"))
            agents:
              worker: { instructions: You work., tools: [note, post] }
            steps:
              each:
                for_each: "[0, 1, 2, 3, 4, 5, 6, 7]"
                agent: worker
                prompt: "each ${{ item }}: \(calls)"
            outputs: { all: "${{ steps.each.output }}" }
            """
    }

    private func kills(_ times: Int, seed: UInt64, _ id: String) async throws {
        try await DisturbedFlow.withServer(Self.fan) { _, fresh, outputs in
            var kills = 0
            var random = SplitMix(seed: seed)
            while kills < (isLong ? times : 6) {
                let run = try fresh()
                try await run.runToEnd(id) { _ in
                    .kill(
                        requests: .random(in: 1...30, using: &random),
                        delay: .random(in: 0...40_000, using: &random),
                        isAnswered: .random(using: &random)
                    )
                }
                try run.expectWhole(id)
                try #require(run.outputs == outputs, "\(id)")
                kills += run.disturbances
                let left = run.program.names(in: ".volery")
                #expect(left.allSatisfy { $0.hasPrefix("runs.db") }, "\(id): \(left)")
            }
        }
    }

    private func faults(_ faults: [String], at calls: [Int], _ id: String) async throws {
        try await DisturbedFlow.withServer(DiskFaultRunTests.flow) { _, fresh, outputs in
            for fault in faults {
                for call in calls {
                    let (run, what) = (try fresh(), "\(id): \(fault) at \(call)")
                    let first = try await run.goOn(.disk(fault, at: call), what)
                    if fault == "partial" { try #require(first.status == 0, "\(what): \(first.errors)") }
                    if fault == "sync" { try #require(first.status == 1, "\(what): \(first.errors)") }
                    if first.status != 0 { try await run.runToEnd(what) { _ in .none } }
                    try run.expectWhole(what)
                    try #require(run.outputs == outputs, "\(what)")
                }
            }
        }
    }

    /// The file of a finished run, and its entries.
    private func finished(_ body: (Data, [Entry], String) async throws -> Void) async throws {
        try await DisturbedFlow.withServer(DiskFaultRunTests.flow) { _, fresh, _ in
            let run = try fresh()
            try await run.goOn(.none, "finished")
            let file = run.program.folder.appending(path: ".volery/runs.db")
            try await body(try Data(contentsOf: file), run.entries, try #require(run.run))
        }
    }

    /// A file that was cut: what is read is what was written, or it is said that it is damaged.
    private func cuts(_ id: String) async throws {
        try await finished { data, entries, run in
            let lengths = Array((data.count - min(4_096, data.count - 1))..<data.count)
            for length in isLong ? lengths : Array(lengths.shuffled().prefix(40)) {
                _ = try await expectTrue(data.prefix(length), entries, run, "\(id) at \(length)")
            }
        }
    }

    private func flips(_ times: Int, seed: Int, _ id: String) async throws {
        try await finished { data, entries, run in
            var random = SplitMix(seed: UInt64(seed))
            var reported = 0
            for _ in 0..<(isLong ? times : 60) {
                var copy = data
                let (place, bit) = (Int.random(in: data.indices, using: &random), Int.random(in: 0..<8, using: &random))
                copy[place] ^= 1 << UInt8(bit)
                if try await !expectTrue(copy, entries, run, "\(id) at \(place).\(bit)") { reported += 1 }
            }
            #expect(reported > 0)
        }
    }

    /// Whether a changed file can be read; what is read of it is true in any case.
    private func expectTrue(_ data: Data, _ entries: [Entry], _ run: String, _ what: String) async throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.appending(path: "volery-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try data.write(to: folder.appending(path: "runs.db"))
        do {
            let journal = try SQLiteJournal(path: folder.appending(path: "runs.db").path, time: SystemTime())
            let found: Result<[Entry], any Error>
            do { found = .success(try await journal.read(run: run)) } catch { found = .failure(error) }
            await journal.close()
            try #require(Array(entries.prefix(try found.get().count)) == (try found.get()), "\(what): a wrong value")
            return true
        } catch is JournalError {
            return false
        }
    }

    /// Two processes go on with one run at once: one does, the other says who has it.
    private func twice(_ times: Int, _ id: String) async throws {
        try await OwnerRunTests().race(times, id)
    }
}
