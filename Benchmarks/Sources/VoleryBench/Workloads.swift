import Volery

/// What is measured: each workload gives a lap for every counted run, after one that warms up.
struct Workloads {
    let runtime: Runtime
    let arguments: [String: Int]

    func laps(_ name: String) async throws -> [Lap]? {
        switch name {
        case "single": try await laps(1, of: agent("mock"))
        case "build": try await build(arguments["n"] ?? 200)
        case "loop": try await laps(arguments["reps"] ?? 10, of: agent("mock-turns20", tools: ["noop"]))
        case "parallel": try await laps(arguments["reps"] ?? 5, of: agent("mock-par32", tools: ["nap"]))
        case "fanout": try await fanOut(arguments["n"] ?? 1_000)
        case "stream": try await laps(1, of: agent("mock-chunks20000"), warmUp: agent("mock"))
        case "dag": try await laps(1, of: layers(), warmUp: agent("mock"))
        default: nil
        }
    }

    func laps(_ count: Int, of workflow: Workflow, warmUp: Workflow? = nil) async throws -> [Lap] {
        try await run(warmUp ?? workflow)
        var laps: [Lap] = []
        for _ in 0..<count { laps.append(try await Lap.measuring { try await run(workflow) }) }
        return laps
    }

    func fanOut(_ count: Int) async throws -> [Lap] {
        let step = Step(
            id: "each",
            kind: .agent(AgentStep(agent: "a", prompt: try Template("hello"))),
            forEach: Step.ForEach(list: try Expression("lists.range(\(count))"))
        )
        let workflow = Workflow(
            name: "fanout",
            agents: ["a": Agent(name: "a", model: ModelChoice(use: "mock/mock-lat200"))],
            steps: [step]
        )
        return try await laps(1, of: workflow, warmUp: agent("mock"))
    }

    private func run(_ workflow: Workflow) async throws {
        _ = try await runtime.withRun(of: workflow) { run in
            // Words are handed on as they come, as a terminal's would be.
            async let watched: Void = { for await _ in run.events {} }()
            let outputs = try await run.outputs()
            await watched
            return outputs
        }
    }

    private func agent(_ model: String, tools: [String] = []) throws -> Workflow {
        Workflow(
            name: "agent",
            agents: [
                "a": Agent(
                    name: "a",
                    model: ModelChoice(use: "mock/\(model)"),
                    tools: tools.map { ToolGrant(tool: $0) },
                    limits: Limits(turns: 1_000)
                )
            ],
            steps: [Step(id: "ask", kind: .agent(AgentStep(agent: "a", prompt: try Template("hello"))))]
        )
    }

    /// Ten layers of ten steps, each waiting for the whole layer before.
    private func layers() throws -> Workflow {
        let steps = try (0..<100).map { index in
            let layer = index / 10
            return Step(
                id: "s\(index)",
                kind: .agent(AgentStep(agent: "a", prompt: try Template("hello"))),
                needs: layer == 0 ? [] : (0..<10).map { "s\((layer - 1) * 10 + $0)" }
            )
        }
        return Workflow(
            name: "dag",
            agents: ["a": Agent(name: "a", model: ModelChoice(use: "mock/mock-lat20"))],
            steps: steps
        )
    }

    private func build(_ count: Int) async throws -> [Lap] {
        let lap = try await Lap.measuring {
            for index in 0..<count {
                let tool = try runtime.configuration.tools.makeTool("noop", grant: .null, workspace: "/")
                let schema = try tool.argumentsSchema
                let agent = Agent(
                    name: "agent\(index)",
                    instructions: try Template("You are number ${{ run.id }}."),
                    tools: [ToolGrant(tool: tool.name)],
                    inputs: [Input(name: "input", schema: schema)]
                )
                precondition(agent.tools.count == 1)
            }
        }
        return [lap]
    }
}

/// Does nothing.
struct Noop: Tool {
    let name = "noop"
    let description = "Does nothing."

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput { .text("ok") }
}

/// Takes 100 ms.
struct Nap: Tool {
    let name = "nap"
    let description = "Takes a while."

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        try await context.time.sleep(for: .milliseconds(100))
        return .text("ok")
    }
}
