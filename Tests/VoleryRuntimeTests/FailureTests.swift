import Synchronization
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

@Suite("What a failure does")
struct FailureTests {
    @Test("the first failure cancels the siblings, and the run ends after they have")
    func firstFailureCancels() throws {
        var bad = try agentStep("bad", "fail")
        bad.limits = Limits(turns: 0, path: "steps.bad.limits")
        let workflow = Workflow(
            name: "fails",
            agents: ["a": Agent(name: "a")],
            steps: [bad, Step(id: "held", kind: .tool(ToolStep(grant: ToolGrant(tool: "hold"))))]
        )
        for seed in 0..<seeds {
            let hold = Hold()
            let error = try Simulation(seed: seed).run { time in
                try await failure(of: workflow, ScriptedModels([:], time: time), time, tools: [hold])
            }
            try #require(error?.code == .limit)
            try #require(error?.path == "steps.bad.limits.turns")
            try #require(hold.open.withLock(\.self) == 0)
        }
    }

    @Test("a caught failure leaves the status `failed`, and its value is the step's output")
    func caughtByValue() throws {
        var failing = Step(id: "risky", kind: .value(.template(try Template("${{ 1 / 0 }}"))))
        failing.onError = .value(.template(try Template("saved from ${{ error.code }}")))
        let workflow = Workflow(
            name: "caught",
            steps: [
                failing,
                Step(
                    id: "after",
                    kind: .value(.template(try Template("${{ steps.risky.status }}: ${{ steps.risky.output }}")))
                ),
            ]
        )
        let outputs = try Simulation(seed: 0).run { time in
            try await simulated(ScriptedModels([:]), time).withRun(of: workflow) { try await $0.outputs() }
        }
        #expect(outputs == ["risky": "saved from expression", "after": "failed: saved from expression"])
    }

    @Test("a step that names the output of a skipped step is skipped, unless inside `coalesce`")
    func skipsSpread() throws {
        let never = Step(
            id: "never",
            kind: .value(.constant(1)),
            condition: try Expression("false")
        )
        let workflow = Workflow(
            name: "skips",
            steps: [
                never,
                Step(id: "spread", kind: .value(.template(try Template("${{ steps.never.output }}")))),
                Step(id: "saved", kind: .value(.template(try Template("${{ coalesce(steps.never.output, 7) }}")))),
                Step(id: "told", kind: .value(.template(try Template("${{ steps.never.status }}")))),
                Step(id: "waits", kind: .value(.constant("done")), needs: ["never"]),
            ]
        )
        let outputs = try Simulation(seed: 0).run { time in
            try await simulated(ScriptedModels([:]), time).withRun(of: workflow) { try await $0.outputs() }
        }
        #expect(outputs == ["saved": 7, "told": "skipped", "waits": "done"])
    }

    @Test("`on_error: skip` leaves a failed element out, and its value keeps the element's place")
    func elements() throws {
        func each(_ onError: Step.OnError) throws -> Step {
            Step(
                id: "each",
                kind: .value(.template(try Template("${{ 6 / item }}"))),
                forEach: Step.ForEach(list: try Expression("[1, 0, 3]")),
                onError: onError
            )
        }
        let skipping = Workflow(name: "skips", steps: [try each(.skip)])
        let saving = Workflow(name: "saves", steps: [try each(.value(.constant("none")))])
        for seed in 0..<seeds {
            let (skipped, saved) = try Simulation(seed: seed).run { time in
                let runtime = try simulated(ScriptedModels([:]), time)
                return (
                    try await runtime.withRun(of: skipping) { try await $0.outputs() },
                    try await runtime.withRun(of: saving) { try await $0.outputs() }
                )
            }
            try #require(skipped["each"] == [6, 2])
            try #require(saved["each"] == [6, "none", 2])
        }
    }

    @Test("a try that failed is followed by another, after a wait that grows")
    func retries() throws {
        let flaky = Flaky(failures: 2)
        var step = Step(id: "call", kind: .tool(ToolStep(grant: ToolGrant(tool: "flaky"))))
        step.retry = Step.Retry(max: 2, backoff: .seconds(4) ... .seconds(60))
        let workflow = Workflow(name: "retries", steps: [step])
        let (outputs, time) = try Simulation(seed: 0).run { time in
            let outputs = try await simulated(ScriptedModels([:]), time, tools: [flaky]).withRun(of: workflow) {
                try await $0.outputs()
            }
            return (outputs, time.now)
        }
        #expect(outputs["call"] == "at call~3")
        #expect((.seconds(6) ... .seconds(12)).contains(time))
    }

    @Test("a failure that a further try can't help with is not tried again")
    func noRetryOfExpressions() throws {
        var step = Step(id: "wrong", kind: .value(.template(try Template("${{ [1][4] }}"))))
        step.retry = Step.Retry(max: 5)
        let workflow = Workflow(name: "wrong", steps: [step])
        let (error, time) = try Simulation(seed: 0).run { time in
            (try await failure(of: workflow, ScriptedModels([:]), time), time.now)
        }
        #expect(error?.code == .expression)
        #expect(error?.path == "steps.wrong.value")
        #expect(time == .zero)
    }

    @Test("a try that takes longer than the step's timeout is stopped with all that it started")
    func timeouts() throws {
        var step = Step(id: "held", kind: .tool(ToolStep(grant: ToolGrant(tool: "hold"))))
        step.timeout = .seconds(3)
        let workflow = Workflow(name: "late", steps: [step])
        for seed in 0..<seeds {
            let hold = Hold()
            let (error, time) = try Simulation(seed: seed).run { time in
                (try await failure(of: workflow, ScriptedModels([:]), time, tools: [hold]), time.now)
            }
            try #require(error?.code == .timeout)
            try #require(time == .seconds(3))
            try #require(hold.open.withLock(\.self) == 0)
        }
    }

    @Test("leaving the closure ends the run and all that it started")
    func leaving() throws {
        let workflow = Workflow(
            name: "left",
            steps: [Step(id: "held", kind: .tool(ToolStep(grant: ToolGrant(tool: "hold"))))]
        )
        for seed in 0..<seeds {
            let hold = Hold()
            let run = try Simulation(seed: seed).run { time in
                try await simulated(ScriptedModels([:]), time, tools: [hold]).withRun(of: workflow) { run in
                    for await event in run.events {
                        if case .entry(let entry) = event, case .toolStarted = entry.payload { break }
                    }
                    return run
                }
            }
            try #require(hold.open.withLock(\.self) == 0)
            let error = try Simulation(seed: seed).run { _ in
                await #expect(throws: RunError.self) { try await run.outputs() }
            }
            try #require(error?.code == .ended)
        }
    }

    @Test("inputs that do not fit are refused before anything runs, all in one go")
    func wrongInputs() throws {
        let workflow = Workflow(
            name: "inputs",
            inputs: [
                Input(name: "question", schema: try JSONSchema(["type": "string"])),
                Input(name: "angles", schema: try JSONSchema(["type": "integer"]), defaultValue: 3),
            ],
            steps: [Step(id: "one", kind: .value(.constant(1)))]
        )
        let error = try Simulation(seed: 0).run { time in
            try await failure(
                of: workflow,
                ScriptedModels([:]),
                time,
                inputs: ["angels": 2, "angles": "many"]
            )
        }
        let message = error?.message ?? ""
        #expect(error?.code == .inputs)
        #expect(message.contains("there is no input `angels`; did you mean `angles`?"))
        #expect(message.contains("the input `question` is missing"))
        #expect(message.contains("the input `angles` does not fit"))
    }
}

/// Fails a number of times, then tells where it was called.
private final class Flaky: Tool {
    let name = "flaky"
    let description = "Fails at first."
    private let failures: Mutex<Int>

    init(failures: Int) {
        self.failures = Mutex(failures)
    }

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        let fails = failures.withLock { failures in
            failures -= 1
            return failures >= 0
        }
        if fails { throw ToolFailure.final("not yet") }
        return .text("at \(context.address)")
    }
}
