import Foundation
import Glibc
import LoopbackServer
import Mutations
import Testing
import Volery
import VoleryTestKit

/// The plans about what is around a process: who reads it, its clock, and what it started.
extension FaultPlanTests {
    /// Nobody reads the output any more: the run goes on to its end, which is recorded, and the program ends in order.
    func closedReader(_ id: String) async throws {
        try await DisturbedFlow.withServer(DiskFaultRunTests.flow) { _, fresh, outputs in
            for format in ["jsonl", "json", "text"] {
                let (run, pipe) = (try fresh(), Pipe())
                try pipe.fileHandleForReading.close()
                let outcome = try run.program.run(
                    ["run", "flow.yaml", "--output", format],
                    output: pipe.fileHandleForWriting
                )
                #expect(outcome.status == 0, "\(id), \(format): \(outcome.status) \(outcome.errors)")
                try await run.look()
                if run.outputs == nil { try await run.runToEnd("\(id), \(format)") { _ in .none } }
                #expect(run.outputs == outputs, "\(id), \(format)")
            }
        }
    }

    /// The clock for people jumps back an hour: times are bounded by the other one, and entries are ordered by number.
    func clockJumps(by seconds: Double, _ id: String) throws {
        let nap = ToolStep(grant: ToolGrant(tool: "sleep"), with: [])
        let steps = (1...6).map { number in
            Step(
                id: "s\(number)",
                kind: .tool(nap),
                needs: number == 1 ? [] : ["s\(number - 1)"],
                timeout: .seconds(2),
                onError: number == 6 ? .value(.constant("late")) : .fail
            )
        }
        let flow = Workflow(name: "w", steps: steps)
        let entries = try Simulation(seed: 1).run { time in
            let journal = MemoryJournal()
            let clock = JumpingClock(time: time, jumpsAt: .seconds(4), by: seconds)
            let configuration = RuntimeConfiguration(
                models: ScriptedModels([:]),
                tools: try FixedToolCatalogue([Sleep()]),
                journal: journal,
                workspace: "/",
                time: clock
            )
            return try await Runtime(configuration).withRun(of: flow) { run in
                #expect(try await run.outputs()["s6"] == "late", "\(id)")
                // Five of a second and a half, and two seconds of the last.
                #expect(time.now == .milliseconds(9_500), "\(id): \(time.now)")
                return try await journal.read(run: run.id)
            }
        }
        let times = entries.map(\.time)
        #expect(times != times.sorted(), "\(id): the clock has not jumped")
        #expect(entries.map(\.number) == Array(1...entries.count), "\(id)")
        let ends = entries.compactMap { if case .stepEnded = $0.payload { $0.address.text } else { nil } }
        #expect(ends == (1...6).map { "s\($0)" }, "\(id)")
    }

    /// The program is killed while its sandbox is set up or a command runs in it: no process and no file is left.
    func killedShell(times: Int, delays: ClosedRange<Int>, _ id: String) async throws {
        for time in 1...times {
            let seconds = "\(6_000 + time).\(getpid())"
            let flow = """
                steps:
                  long: { tool: shell, with: { command: "sleep \(seconds)" } }
                """
            let program = try Program(["flow.yaml": flow])
            let scratch = program.folder.appending(path: "scratch")
            try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
            let process = program.process(["run", "flow.yaml", "--output", "jsonl"])
            process.environment?["TMPDIR"] = scratch.path
            let output = Pipe()
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            var said = ""
            while !said.contains("tool_started") {
                let more = output.fileHandleForReading.availableData
                try #require(!more.isEmpty, "\(id): the program has ended by itself")
                said += String(decoding: more, as: UTF8.self)
            }
            usleep(UInt32(Int.random(in: delays) * 1_000))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let end = ContinuousClock.now + .seconds(10)
            while !ProcessSigns.commands(with: seconds).isEmpty, ContinuousClock.now < end { usleep(2_000) }
            #expect(ProcessSigns.commands(with: seconds) == [], "\(id), time \(time)")
            #expect(program.names(in: "scratch") == [], "\(id), time \(time)")
            #expect(program.names(in: ".volery").allSatisfy { $0.hasPrefix("runs.db") }, "\(id), time \(time)")
            // Nobody holds the run: what is asked is only what becomes of the call in doubt.
            let run = DisturbedProgram(program, EffectServer())
            try await run.look()
            let again = try program.run("resume", try #require(run.run), "--in-doubt", "fail")
            #expect(again.status == 1, "\(id), time \(time): \(again.errors)")
            #expect(again.errors.contains("not known whether it was done"), "\(id), time \(time): \(again.errors)")
        }
    }
}

/// A clock for people that is set once.
private struct JumpingClock: TimeSource {
    let time: SimulatedTime
    let jumpsAt: Duration
    let by: Double

    init(time: SimulatedTime, jumpsAt: Duration, by: Double) {
        (self.time, self.jumpsAt, self.by) = (time, jumpsAt, by)
    }

    var now: Duration { time.now }
    var secondsSince1970: Double { time.secondsSince1970 + (time.now >= jumpsAt ? by : 0) }
    func sleep(for duration: Duration) async throws { try await time.sleep(for: duration) }
}

/// Takes a second and a half, but the last time a minute.
private struct Sleep: Tool {
    let name = "sleep"
    let description = "Sleeps."

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        try await context.time.sleep(for: context.address.text == "s6" ? .seconds(60) : .milliseconds(1_500))
        return .text("slept")
    }
}
