import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

@Suite("An agent's conversation")
struct AgentTests {
    private let score: JSONValue = [
        "type": "object", "required": ["score"], "properties": ["score": ["type": "integer"]],
        "additionalProperties": false,
    ]

    @Test("calls of one reply run at once, and their results go back in the order of the calls")
    func parallelCalls() throws {
        let workflow = try single(Agent(name: "a", tools: [ToolGrant(tool: "nap")]))
        for seed in 0..<seeds {
            let (outputs, seconds) = try Simulation(seed: seed).run { time in
                let models = ScriptedModels([
                    "ask": [.calls([nap(3), nap(1), nap(2)]), .text(try Template("${{ toJson(results) }}"))]
                ])
                let outputs = try await simulated(models, time, tools: [Nap()]).withRun(of: workflow) {
                    try await $0.outputs()
                }
                return (outputs, time.now)
            }
            try #require(outputs["ask"] == #"["slept 3","slept 1","slept 2"]"#)
            try #require(seconds == .seconds(3))
        }
    }

    @Test("calls of an exclusive tool run one at a time")
    func exclusive() throws {
        let workflow = try single(Agent(name: "a", tools: [ToolGrant(tool: "nap")]))
        for seed in 0..<seeds {
            let seconds = try Simulation(seed: seed).run { time in
                let models = ScriptedModels(["ask": [.calls([nap(3), nap(1), nap(2)]), .text(try Template("done"))]])
                _ = try await simulated(models, time, tools: [Nap(isExclusive: true)]).withRun(of: workflow) {
                    try await $0.outputs()
                }
                return time.now
            }
            try #require(seconds == .seconds(6))
        }
    }

    @Test("an answer that does not fit the schema goes back with the validator's words, and then fits")
    func repaired() throws {
        let (outputs, entries) = try run(
            try single(Agent(name: "a", output: JSONSchema(score))),
            [.text(try Template(#"{"score": "high"}"#)), .text(try Template("```json\n{\"score\": 7}\n```"))]
        )
        #expect(outputs == ["ask": ["score": 7]])
        #expect(
            entries.contains { if case .modelEnded = $0.payload { $0.address == Address("ask.turn2") } else { false } }
        )
    }

    @Test("an answer that never fits is a failure that says why")
    func neverFits() throws {
        let wrong = Rehearsal.Reply.Kind.text(try Template("seven"))
        let error = try failing(try single(Agent(name: "a", output: JSONSchema(score))), [wrong, wrong, wrong])
        #expect(error?.code == .invalid)
        #expect(error?.message.contains("does not fit the schema of `output`") == true)
    }

    @Test("a failed tool call is told to the model, and the conversation goes on")
    func toolFailure() throws {
        let (outputs, _) = try run(
            try single(Agent(name: "a", tools: [ToolGrant(tool: "nap")])),
            [.calls([nap(-1)]), .text(try Template("${{ results[0] }}"))]
        )
        #expect(outputs == ["ask": "error: can't sleep backwards"])
    }

    @Test("agents under `delegates` are called as tools, several at once, each in a conversation of its own")
    func delegates() throws {
        let workflow = Workflow(
            name: "delegates",
            agents: [
                "a": Agent(name: "a", delegates: [Agent.Delegate(name: "checker", agent: "checker")]),
                "checker": Agent(
                    name: "checker",
                    description: "Checks.",
                    instructions: try Template("Check in ${{ inputs.language }}."),
                    inputs: [
                        Input(name: "language", schema: try JSONSchema(["type": "string"]), defaultValue: "English")
                    ]
                ),
            ],
            steps: [try agentStep("ask", "go")]
        )
        for seed in 0..<seeds {
            let (outputs, seconds) = try Simulation(seed: seed).run { time in
                let check = { (text: JSONValue) in ("checker", TemplateValue.map([("prompt", .constant(text))])) }
                let models = ScriptedModels(
                    [
                        "ask": [.calls([check("one"), check("two")]), .text(try Template("${{ toJson(results) }}"))],
                        "ask.turn1.call2": [.text(try Template("checked ${{ prompt }}"))],
                    ],
                    time: time
                )
                let outputs = try await simulated(models, time).withRun(of: workflow) { try await $0.outputs() }
                return (outputs, time.now)
            }
            try #require(outputs["ask"] == #"["checker answers at ask.turn1.call1.","checked two"]"#)
            try #require(seconds == .seconds(3))
        }
    }

    @Test("an agent that is shown other steps sees what they said, in the order of the list and of the elements")
    func context() throws {
        var last = try agentStep("last", "sum up")
        last.kind = .agent(AgentStep(agent: "a", prompt: try Template("sum up"), context: ["each", "plain"]))
        let workflow = Workflow(
            name: "context",
            agents: ["a": Agent(name: "a")],
            steps: [
                last,
                Step(id: "plain", kind: .value(.constant(["n": 1]))),
                Step(
                    id: "each",
                    kind: .agent(AgentStep(agent: "a", prompt: try Template("${{ item }}"))),
                    forEach: Step.ForEach(list: try Expression("['x', 'y']"))
                ),
            ]
        )
        for seed in 0..<seeds {
            let outputs = try Simulation(seed: seed).run { time in
                let models = ScriptedModels(["last": [.text(try Template("${{ toJson(context) }}"))]], time: time)
                return try await simulated(models, time).withRun(of: workflow) { try await $0.outputs() }
            }
            let expected: JSONValue = [
                "From a (each[0]):\na answers at each[0].", "From a (each[1]):\na answers at each[1].",
                "From plain:\n{\"n\":1}",
            ]
            try #require(outputs["last"] == .string(expected.serialized()))
        }
    }

    private func single(_ agent: Agent) throws -> Workflow {
        Workflow(name: "single", agents: ["a": agent], steps: [try agentStep("ask", "go")])
    }

    private func nap(_ seconds: Int) -> (tool: String, arguments: TemplateValue) {
        ("nap", .map([("seconds", .constant(.int(seconds)))]))
    }

    private func run(_ workflow: Workflow, _ replies: [Rehearsal.Reply.Kind]) throws -> (JSONObject, [Entry]) {
        try Simulation(seed: 0).run { time in
            let models = ScriptedModels(["ask": replies])
            return try await simulated(models, time, tools: [Nap()]).withRun(of: workflow) { run in
                var entries: [Entry] = []
                for await case .entry(let entry) in run.events { entries.append(entry) }
                return (try await run.outputs(), entries)
            }
        }
    }

    private func failing(_ workflow: Workflow, _ replies: [Rehearsal.Reply.Kind]) throws -> RunError? {
        try Simulation(seed: 0).run { time in
            try await failure(of: workflow, ScriptedModels(["ask": replies]), time, tools: [Nap()])
        }
    }
}

private struct Nap: Tool {
    struct Arguments: ToolArguments, Decodable {
        var seconds: Int

        static var schema: JSONSchema {
            get throws {
                try JSONSchema(["type": "object", "properties": ["seconds": ["type": "integer"]]])
            }
        }
    }

    let name = "nap"
    let description = "Sleeps."
    var isExclusive = false

    func call(arguments: Arguments, context: ToolContext) async throws -> ToolOutput {
        guard arguments.seconds >= 0 else { throw ToolFailure.final("can't sleep backwards") }
        try await context.time.sleep(for: .seconds(arguments.seconds))
        return .text("slept \(arguments.seconds)")
    }
}
