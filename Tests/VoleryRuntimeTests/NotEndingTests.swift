import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

@Suite("A tool that goes on after it was told to stop")
struct NotEndingTests {
    @Test("is reported by name 5 seconds later, once, and waited for")
    func reported() throws {
        for seed in 0..<seeds {
            let (reports, end) = try reports(of: Stubborn(for: .seconds(8)), seed)
            // The step's timeout is after 2 seconds.
            try #require(reports == [Report(at: "work", tool: "stubborn", time: .seconds(7))])
            try #require(end == .seconds(10))
        }
    }

    @Test("is not reported if it ends in that time")
    func endsInTime() throws {
        for seed in 0..<seeds {
            let (reports, end) = try reports(of: Stubborn(for: .seconds(4)), seed)
            try #require(reports.isEmpty)
            try #require(end == .seconds(6))
        }
    }

    @Test("is not reported if nobody told it to stop, however long it takes")
    func notStopped() throws {
        let (reports, _) = try reports(of: Stubborn(for: .seconds(60)), 0, timeout: nil)
        #expect(reports.isEmpty)
    }

    private struct Report: Equatable {
        var at: String
        var tool: String
        var time: Duration
    }

    /// The reports with their times, and when the run was over.
    private func reports(
        of tool: Stubborn,
        _ seed: UInt64,
        timeout: Duration? = .seconds(2)
    ) throws -> ([Report], Duration) {
        let workflow = Workflow(
            name: "w",
            steps: [
                Step(
                    id: "work",
                    kind: .tool(ToolStep(grant: ToolGrant(tool: "stubborn"))),
                    timeout: timeout,
                    onError: .skip
                )
            ]
        )
        return try Simulation(seed: seed).run { time in
            try await simulated(ScriptedModels([:]), time, tools: [tool]).withRun(of: workflow) { run in
                var reports: [Report] = []
                for await event in run.events {
                    guard case .notEnding(let address, let tool) = event else { continue }
                    reports.append(Report(at: address.text, tool: tool, time: time.now))
                }
                _ = try await run.outputs()
                return (reports, time.now)
            }
        }
    }
}

/// Ignores cancellation, and ends a while after it was cancelled, or began if it was not.
private struct Stubborn: Tool {
    let name = "stubborn"
    let description = "Does not stop."
    let time: Duration

    init(for time: Duration) {
        self.time = time
    }

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        // Where it is never cancelled this sleeps to its end.
        let wasCancelled = (try? await context.time.sleep(for: .seconds(10))) == nil
        await withCheckedContinuation { continuation in
            _ = context.time.callBack(after: time) { continuation.resume() }
        }
        return .text(wasCancelled ? "late" : "done")
    }
}
