import Foundation
import Glibc
import Testing
import Volery

import class LoopbackServer.Gate

@testable import VoleryCommandLine

@Suite("One process at a time works on a run", .serialized)
struct OwnerRunTests {
    @Test("of two that go on with a run at once one does, and the other says who has it")
    func race() async throws { try await race(isLong ? 50 : 3, "race") }

    /// Lets two go on with a run at once, so many times.
    func race(_ times: Int, _ what: String) async throws {
        try await DisturbedFlow.withServer(KillTests.flow) { server, fresh, outputs in
            let run = try fresh()
            try await run.goOn(.kill(requests: 3, delay: 0, isAnswered: true), what)
            for round in 1...times {
                let gate = Gate()
                server.hold(at: gate)
                let both = try [Contender(run, 0), Contender(run, 1)]
                while both.allSatisfy(\.process.isRunning) { usleep(2_000) }
                let loser = try #require(both.first { !$0.process.isRunning })
                let winner = try #require(both.first { $0.process.isRunning }, "\(what), round \(round): \(loser.said)")
                #expect(loser.process.terminationStatus == 1, "\(what), round \(round)")
                #expect(
                    loser.said.contains("process \(winner.process.processIdentifier)"),
                    "\(what), round \(round): \(loser.said)"
                )
                kill(winner.process.processIdentifier, SIGKILL)
                winner.process.waitUntilExit()
                server.hold(at: nil)
                gate.open()
                let before = run.entries
                try await run.look()
                try #require(Array(run.entries.prefix(before.count)) == before, "\(what), round \(round)")
            }
            try await run.runToEnd(what) { _ in .none }
            #expect(run.outputs == outputs)
        }
    }

    @Test(
        "an owner that stands still past its lease writes nothing when it goes on",
        .enabled(if: isLong, "VOLERY_LONG")
    )
    func stopped() async throws {
        try await DisturbedFlow.withServer(KillTests.flow) { server, fresh, outputs in
            let run = try fresh()
            try await run.goOn(.kill(requests: 3, delay: 0, isAnswered: true), "stopped")
            let gate = Gate()
            server.hold(at: gate)
            let owner = try Contender(run, 0)
            let asked = server.asked.count + server.effects.count
            while server.asked.count + server.effects.count == asked { usleep(2_000) }
            var early: Contender
            repeat {
                // One that is stopped inside a commit keeps the whole file; that is another story.
                kill(owner.process.processIdentifier, SIGCONT)
                usleep(200_000)
                kill(owner.process.processIdentifier, SIGSTOP)
                early = try Contender(run, 1)
                early.process.waitUntilExit()
            } while early.said.contains("is in use by")
            server.hold(at: nil)
            gate.open()
            #expect(early.process.terminationStatus == 1, "its lease has not run out: \(early.said)")
            sleep(31)
            try await run.runToEnd("stopped") { _ in .none }
            let entries = run.entries
            #expect(run.outputs == outputs)
            kill(owner.process.processIdentifier, SIGCONT)
            owner.process.waitUntilExit()
            #expect(owner.process.terminationStatus == 1)
            #expect(owner.said.contains("another went on with it while this one stood still"), "\(owner.said)")
            try await run.look()
            #expect(run.entries == entries)
        }
    }
}

/// A process that goes on with a run beside others.
private struct Contender {
    let process: Process
    private let program: Program
    private let name: String

    init(_ run: DisturbedProgram, _ number: Int) throws {
        program = run.program
        name = "contender\(number).txt"
        try program.write(name, "")
        process = program.process(run.command)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: program.folder.appending(path: name))
        try process.run()
    }

    /// What it wrote to standard error.
    var said: String { program.text(of: name) ?? "" }
}
