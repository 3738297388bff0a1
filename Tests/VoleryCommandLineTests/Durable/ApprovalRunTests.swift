import Foundation
import LoopbackServer
import Mutations
import Testing
import Volery

@testable import VoleryCommandLine

@Suite("Answers reach the calls that they are for", .serialized)
struct ApprovalRunTests {
    /// One reply with 16 calls, of which every second one needs approval.
    private static func flow(_ server: LoopbackServer) -> String {
        """
        \(DisturbedFlow.tools(server))
        agents:
          worker: { instructions: You work., tools: [{ note: { approve: always } }, post] }
        steps:
          ask:
            agent: worker
            prompt: "ask:\(String(repeating: " note post", count: 8))"
        outputs: { all: "${{ steps.ask.output }}" }
        """
    }

    @Test("eight of sixteen parallel calls are approved and denied in any order, with kills in between")
    func order() async throws {
        let server = EffectServer()
        try await withLoopbackServer(
            { try server.answer($0) },
            during: { loopback in
                let first = UInt64.random(in: 0...999_999)
                print("approvals: seed \(first)")
                for seed in first..<(first + (isLong ? 20 : 1)) {
                    var random = SplitMix(seed: seed)
                    let program = try Program([
                        "volery.yaml": DisturbedFlow.project(loopback), "flow.yaml": Self.flow(loopback),
                    ])
                    try await answer(DisturbedProgram(program, server), &random, "seed \(seed)")
                }
            }
        )
    }

    private func answer(_ run: DisturbedProgram, _ random: inout SplitMix, _ what: String) async throws {
        try #require(try await run.goOn(.kill(requests: 99, delay: 0, isAnswered: false), what).status == 5)
        let id = try #require(run.run)
        // The calls that need nobody's approval were made.
        #expect(Known(run.entries, id).effects.count == 8)
        let asked = run.entries.compactMap { if case .questionAsked = $0.payload { $0.address.text } else { nil } }
        let expected = stride(from: 1, through: 15, by: 2).map { "ask.turn1.call\($0)@approval" }
        try #require(Set(asked) == Set(expected) && asked.count == expected.count, "\(what)")
        var allowed: [String: Bool] = [:]
        for address in expected.shuffled(using: &random) {
            let allow = Bool.random(using: &random)
            allowed[address] = allow
            let words = allow ? ["--approve"] : ["--deny", "--because", "no to \(address)"]
            try give(["answer", id, address] + words, to: run.program, &random, what)
            if Int.random(in: 0..<3, using: &random) == 0, allowed.count < asked.count {
                let fault = Disturbance.disk("kill", at: .random(in: 1...40, using: &random))
                let ending = try await run.goOn(fault, what)
                try #require(ending.status == nil || ending.status == 5, "\(what): \(ending.errors)")
            }
        }
        try await run.runToEnd(what) { number in
            number < 3 ? .disk("kill", at: .random(in: 1...60, using: &random)) : .none
        }
        try run.expectWhole(what)
        for (address, allow) in allowed {
            let number = address.dropFirst("ask.turn1.call".count).prefix { $0 != "@" }
            let told = run.server.seen["<ask|1>\(number)"] ?? ""
            #expect(
                allow ? told == "noted <ask|1> \(number)" : told.contains("no to \(address)"),
                "\(what), \(address): \(told)"
            )
        }
        let done = Set((run.program.text(of: "ledger.txt") ?? "").split(separator: "\n").map(String.init))
        #expect(done == Set(allowed.filter(\.value).keys.map { "\(id)/\($0.dropLast("@approval".count))" }))
    }

    private typealias Disturbance = DisturbedProgram.Disturbance

    /// Gives an answer by a program that may be killed while it does, until it was taken.
    private func give(
        _ words: [String],
        to program: Program,
        _ random: inout SplitMix,
        _ what: String
    ) throws {
        let process = program.process(words)
        process.environment?["LD_PRELOAD"] = try FaultyDisk.library().path
        process.environment?["FAULT"] = "kill"
        process.environment?["FAULT_AT"] = "\(Int.random(in: 1...12, using: &random))"
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        if process.terminationReason == .exit, process.terminationStatus == 0 { return }
        let again = try program.run(words)
        // It was killed when the answer was on the disk already.
        let isTaken = again.errors.contains("has its answer at `\(words[2])`")
        try #require(again.status == 0 || isTaken, "\(what): \(again.errors)")
    }
}
