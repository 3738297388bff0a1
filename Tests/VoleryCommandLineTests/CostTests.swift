import Testing
import VoleryCore

@Suite("volery check --cost")
struct CostTests {
    private static let project = """
        models:
          default: { use: xai/grok-4.3, reasoning: none, window: 10k, price: { input: $1, output: $10 } }
        """

    @Test("The most that each step can spend, and all of it, is told")
    func table() throws {
        let program = try Program([
            "volery.yaml": Self.project,
            "w.yaml": """
            limits: { tokens: 400k }
            agents:
              planner:
                model: { use: default, max_tokens: 1k }
                limits: { turns: 2 }
                output:
                  type: object
                  required: [angles]
                  properties: { angles: { type: array, maxItems: 4, items: { type: string } } }
              writer: { model: { use: default, max_tokens: 1k }, limits: { turns: 5, tool_calls: 3 }, tools: [read_file] }
            steps:
              plan: { agent: planner, prompt: x }
              research: { for_each: steps.plan.output.angles, agent: writer, prompt: "${{ item }}" }
              polish:
                repeat: { max: 3 }
                steps:
                  draft: { agent: writer, prompt: "${{ toJson(steps.research.output) }}" }
            """,
        ])
        let outcome = try program.run("check", "--cost", "w.yaml")
        #expect(outcome.errors == "")
        #expect(
            outcome.output == """
                w.yaml: 4 steps, 2 agents, no errors
                             calls  tool calls   tokens   cost
                plan             2           0   22,000  $0.04
                research ×4     20          12  220,000  $0.40
                polish ×3       15           9  165,000  $0.30
                  draft          5           3   55,000  $0.10
                in all          37          21  400,000  $0.74

                """
        )
    }

    @Test("Programs get the same as JSON, with null and what is missing where there is no end")
    func json() throws {
        let program = try Program([
            "volery.yaml": Self.project,
            "w.yaml": """
            agents: { writer: { model: { use: default, max_tokens: 1k }, limits: { turns: 2 }, tools: [read_file] } }
            steps:
              list: { tool: list_files, retry: { max: 2 } }
              write: { agent: writer, prompt: "${{ toJson(steps.list.output) }}" }
            """,
            "faulty.yaml": "steps: {}",
        ])
        let outcome = try program.run("check", "--cost", "--format", "json", "w.yaml", "faulty.yaml")
        let files = try #require(JSONValue(parsing: outcome.output)["files"]?.arrayValue)
        #expect(files[1]["cost"] == .null)
        #expect(
            files[0]["cost"] == [
                "steps": [
                    ["step": "list", "times": 3, "calls": 0, "tool_calls": 3, "tokens": 0, "cost": "$0.00"],
                    [
                        "step": "write", "times": 1, "calls": 2, "tool_calls": nil, "tokens": 22000, "cost": "$0.04",
                    ],
                ],
                "total": ["calls": 2, "tool_calls": nil, "tokens": 22000, "cost": "$0.04"],
                "missing": [
                    [
                        "path": "agents.writer.tools",
                        "message": "there is no end to how often `writer` may call its tools",
                        "fix": "limit that by `tool_calls` in the agent's `limits`",
                    ]
                ],
            ]
        )
    }

    @Test("Where there is no end, what is missing is told")
    func gaps() throws {
        let program = try Program([
            "w.yaml": """
            inputs: { files: { type: array, items: { type: string } } }
            agents: { writer: { model: openai/some-model } }
            steps:
              each: { for_each: inputs.files, agent: writer, prompt: "${{ item }}" }
            """
        ])
        let outcome = try program.run("check", "--cost", "w.yaml")
        #expect(outcome.status == 0)
        #expect(
            outcome.output == """
                w.yaml: 1 step, 1 agent, no errors
                          calls  tool calls  tokens    cost
                each ×?  no end           0  no end  no end
                in all   no end           0  no end  no end
                there is no end to the calls, tokens and cost:
                  steps.each.for_each: there is no end to the elements that `each` goes over: give the list a `maxItems` \
                where its schema is, or `each` a limit on tokens or cost
                  agents.writer.model: how many tokens a request to `openai/some-model` can have is not known: say it \
                by `window` under `models` in volery.yaml, or limit tokens
                  agents.writer.model: what `openai/some-model` costs is not known: give its `price` under `models` in \
                volery.yaml

                """
        )
    }
}
