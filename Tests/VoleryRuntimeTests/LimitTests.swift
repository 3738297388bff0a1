import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

@Suite("Limits are hard")
struct LimitTests {
    @Test("no more calls are under way than `parallel` allows, however many agents wait")
    func parallel() throws {
        let workflow = Workflow(
            name: "many",
            agents: ["a": Agent(name: "a")],
            steps: [try each(9)],
            limits: Limits(parallel: 3)
        )
        for seed in 0..<seeds {
            let seconds = try Simulation(seed: seed).run { time in
                _ = try await simulated(ScriptedModels([:], time: time), time).withRun(of: workflow) {
                    try await $0.outputs()
                }
                return time.now
            }
            try #require(seconds == .seconds(3))
        }
    }

    @Test("branches that run in parallel cannot overspend together")
    func noOverspending() throws {
        let workflow = Workflow(
            name: "tokens",
            agents: ["a": Agent(name: "a", model: ModelChoice(maxTokens: 100))],
            steps: [try each(20)],
            limits: Limits(tokens: 350)
        )
        for seed in 0..<seeds {
            let (error, spent) = try Simulation(seed: seed).run { time in
                try await simulated(GreedyModels(time: time), time).withRun(of: workflow) { run in
                    do {
                        _ = try await run.outputs()
                        return (nil as RunError?, run.usage.tokens)
                    } catch let error as RunError {
                        return (error, run.usage.tokens)
                    }
                }
            }
            try #require(error?.code == .limit)
            try #require(error?.path == "limits.tokens")
            try #require(spent <= 350)
        }
    }

    @Test("an agent that calls tools for ever is stopped by its turns")
    func runaway() throws {
        let call = Rehearsal.Reply.Kind.calls([("double", .map([("number", .constant(1))]))])
        let workflow = Workflow(
            name: "runaway",
            agents: [
                "a": Agent(
                    name: "a",
                    tools: [ToolGrant(tool: "double")],
                    limits: Limits(turns: 3, path: "agents.a.limits")
                )
            ],
            steps: [try agentStep("ask", "go on")]
        )
        for seed in 0..<seeds {
            let error = try Simulation(seed: seed).run { time in
                let models = ScriptedModels(["ask": Array(repeating: call, count: 9)], time: time)
                return try await failure(of: workflow, models, time, tools: [Double()])
            }
            try #require(error?.code == .limit)
            try #require(error?.path == "agents.a.limits.turns")
            try #require(error?.address == Address("ask.turn4"))
        }
    }

    @Test("a limit's failure can be caught on the step that has the limit, and is not tried again")
    func caughtWhereWritten() throws {
        var step = try agentStep("ask", "hello")
        step.limits = Limits(time: .milliseconds(500), path: "steps.ask.limits")
        step.retry = Step.Retry(max: 9)
        step.onError = .value(.template(try Template("stopped: ${{ error.code }}")))
        let workflow = Workflow(name: "caught", agents: ["a": Agent(name: "a")], steps: [step])
        for seed in 0..<seeds {
            let (outputs, seconds) = try Simulation(seed: seed).run { time in
                let outputs = try await simulated(ScriptedModels([:], time: time), time).withRun(of: workflow) {
                    try await $0.outputs()
                }
                return (outputs, time.now)
            }
            try #require(outputs == ["ask": "stopped: limit"])
            try #require(seconds == .milliseconds(500))
        }
    }

    @Test("a limit around a step is not caught inside of it")
    func notCaughtInside() throws {
        var step = try agentStep("ask", "hello")
        step.onError = .skip
        let workflow = Workflow(
            name: "outside",
            agents: ["a": Agent(name: "a")],
            steps: [step],
            limits: Limits(turns: 0)
        )
        let error = try Simulation(seed: 0).run { time in
            try await failure(of: workflow, ScriptedModels([:], time: time), time)
        }
        #expect(error?.code == .limit)
        #expect(error?.path == "limits.turns")
    }

    @Test("a sub-agent counts against the limits of the one that called it")
    func subAgents() throws {
        let ask = Rehearsal.Reply.Kind.calls([
            ("helper", .map([("prompt", .constant("help"))])), ("helper", .map([("prompt", .constant("help"))])),
        ])
        let workflow = Workflow(
            name: "delegates",
            agents: [
                "a": Agent(
                    name: "a",
                    delegates: [Agent.Delegate(name: "helper", agent: "helper")],
                    limits: Limits(turns: 2, path: "agents.a.limits")
                ),
                "helper": Agent(name: "helper", description: "Helps."),
            ],
            steps: [try agentStep("ask", "hello")]
        )
        for seed in 0..<seeds {
            let error = try Simulation(seed: seed).run { time in
                try await failure(of: workflow, ScriptedModels(["ask": [ask]], time: time), time)
            }
            try #require(error?.code == .limit)
            try #require(error?.path == "agents.a.limits.turns")
        }
    }

    private func each(_ count: Int) throws -> Step {
        Step(
            id: "each",
            kind: .agent(AgentStep(agent: "a", prompt: try Template("${{ item }}"))),
            forEach: Step.ForEach(list: try Expression("lists.range(\(count))"))
        )
    }
}

/// Models that always use all the tokens that they may.
private struct GreedyModels: ModelProvider, LanguageModel {
    let time: SimulatedTime
    let name = "greedy"
    let facts = ModelFacts()

    func model(_ reference: String, fallback: [String]) throws -> any LanguageModel { self }

    func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        try await time.sleep(for: .seconds(1))
        return ModelReply(text: "yes", usage: Usage(inputTokens: 1, outputTokens: request.maxOutputTokens))
    }
}
