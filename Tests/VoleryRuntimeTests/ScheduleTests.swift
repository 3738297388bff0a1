import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

@Suite("Steps run as soon as their inputs are there")
struct ScheduleTests {
    @Test("an agent answers after a tool call, whatever the order of events")
    func oneAgentOneTool() throws {
        let workflow = Workflow(
            name: "one",
            agents: ["clerk": Agent(name: "clerk", tools: [ToolGrant(tool: "double")])],
            steps: [
                Step(id: "ask", kind: .agent(AgentStep(agent: "clerk", prompt: try Template("What is twice 21?"))))
            ],
            outputs: [("answer", .template(try Template("${{ steps.ask.output }}")))]
        )
        for seed in 0..<seeds {
            let outputs = try Simulation(seed: seed).run { time in
                let models = ScriptedModels(
                    [
                        "ask": [
                            .calls([("double", .map([("number", .constant(21))]))]),
                            .text(try Template("It is ${{ results[0] }}.")),
                        ]
                    ],
                    time: time
                )
                return try await simulated(models, time, tools: [Double()]).withRun(of: workflow) {
                    try await $0.outputs()
                }
            }
            try #require(outputs == ["answer": "It is 42."])
        }
    }

    @Test("steps that name nothing of each other run at once, and one that names both waits for both")
    func diamond() throws {
        let workflow = Workflow(
            name: "diamond",
            agents: ["a": Agent(name: "a")],
            steps: [
                try agentStep("last", "${{ steps.left.output }} and ${{ steps.right.output }}"),
                try agentStep("left", "L"),
                try agentStep("right", "R"),
            ]
        )
        for seed in 0..<seeds {
            let (outputs, seconds) = try Simulation(seed: seed).run { time in
                let models = ScriptedModels(["last": [.text(try Template("${{ prompt }}"))]], time: time)
                let outputs = try await simulated(models, time).withRun(of: workflow) { try await $0.outputs() }
                return (outputs, time.now)
            }
            try #require(outputs["last"] == "a answers at left. and a answers at right.")
            try #require(seconds == .seconds(2))
        }
    }

    @Test("elements run in a sliding window, and their results keep the elements' order")
    func window() throws {
        let workflow = Workflow(
            name: "window",
            agents: ["a": Agent(name: "a")],
            steps: [
                Step(
                    id: "each",
                    kind: .agent(AgentStep(agent: "a", prompt: try Template("${{ item }}"))),
                    forEach: Step.ForEach(list: try Expression("[1, 2, 3, 4, 5]"), maxParallel: 2)
                )
            ]
        )
        for seed in 0..<seeds {
            let (outputs, seconds) = try Simulation(seed: seed).run { time in
                let models = ScriptedModels(
                    ["each[*]": [.text(try Template("<${{ prompt }}>"))]],
                    time: time,
                    delay: { $0 == Address("each[0]") ? .seconds(4) : .seconds(1) }
                )
                let outputs = try await simulated(models, time).withRun(of: workflow) { try await $0.outputs() }
                return (outputs, time.now)
            }
            try #require(outputs["each"] == ["<1>", "<2>", "<3>", "<4>", "<5>"])
            try #require(seconds == .seconds(4))
        }
    }
}
