import Foundation
import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("Loading a workflow")
struct LoadingTests {
    static let files = [
        "work/w.yaml": #"""
        description: Everything that a workflow can say.
        inputs:
          question: { type: string, minLength: 3 }
          angles: { type: integer, default: 3 }
          note: { type: ["null", string], default: null }
        limits: { cost: $0.50, tokens: 400k, time: 5m, turns: 20, tool_calls: 30, parallel: 8 }
        agents:
          planner:
            description: Plans.
            model: { use: fast, reasoning: high, temperature: 0.2, max_tokens: 4k, fallback: [default] }
            instructions: Speak ${{ inputs.language }} in run ${{ run.id }}.
            tools: [clock, { read_file: { root: data } }]
            delegates: [writer]
            output: { type: object, required: [angles], properties: { angles: { type: array, items: { type: string } } } }
            limits: { turns: 3 }
            inputs: { language: { type: string, default: English } }
          writer: ../agents/writer.yaml
        steps:
          plan:
            agent: planner
            with: { language: "${{ inputs.question }}" }
            prompt: "Give ${{ inputs.angles }} on $${{ this }}: ${{ inputs.question }}"
            limits: { cost: $0.1 }
            timeout: 1.5m
            retry: { max: 2, on: [unavailable, timeout], backoff: [1s, 30s] }
          each:
            description: Each angle.
            for_each: steps.plan.output.angles
            as: angle
            max_parallel: 4
            if: size(steps.plan.output.angles) > 0
            agent: writer
            prompt: "${{ index }}: ${{ angle }}"
            on_error: skip
          files:
            tool: { shell: { network: none } }
            with: { command: ls, env: { N: "${{ steps.plan.usage.tokens }}", D: 3 } }
            on_error: { value: { failed: "${{ error.message }}" } }
          all:
            agent: writer
            context: all
            needs: [files]
            prompt: "${{ steps.each.output }}"
          sum: { value: [1, true, null, 1.5, "${{ sum([1, 2]) }}", { deep: x }] }
        outputs: { text: "${{ steps.all.output }}", files: "${{ steps.files.output }}", sum: "${{ steps.sum.output }}" }
        """#,
        "agents/writer.yaml": """
        description: Writes.
        delegates: [checker]
        limits: { tokens: 5k }
        """,
        "agents/checker.yaml": "description: Checks.\ninstructions: Check.",
        "volery.yaml": """
        providers:
          lab: { kind: openai, endpoint: "http://${{ env.LAB }}/v1", key: "${{ env.KEY }}" }
        models:
          default: lab/small
          fast: { use: lab/large, price: { input: $3, output: $15.5 }, window: 128k }
        limits: { cost: $5, parallel: 32 }
        safety: { sandbox: { minimum: landlock } }
        """,
    ]

    let folder: Folder
    let loaded: LoadedWorkflow

    init() throws {
        folder = try Folder(Self.files)
        loaded = try folder.load("work/w.yaml", environment: ["LAB": "127.0.0.1:1", "KEY": "k"])
    }

    @Test("finds nothing wrong with what is right")
    func warnings() {
        #expect(loaded.warnings.map(folder.line) == [])
    }

    @Test("reads what the workflow is given and gives")
    func interface() throws {
        let workflow = loaded.workflow
        #expect(workflow.name == "w")
        #expect(workflow.description == "Everything that a workflow can say.")
        #expect(workflow.inputs.map(\.name) == ["question", "angles", "note"])
        #expect(workflow.inputs.map(\.defaultValue) == [nil, 3, .null])
        #expect(workflow.outputs.map(\.name) == ["text", "files", "sum"])
        #expect(workflow.limits.cost == Money(dollars: 0.5))
        #expect(workflow.limits.tokens == 400_000)
        #expect(workflow.limits.time == .seconds(300))
        #expect([workflow.limits.turns, workflow.limits.toolCalls, workflow.limits.parallel] == [20, 30, 8])
    }

    @Test("reads agents, also those of files and their delegates")
    func agents() throws {
        #expect(loaded.workflow.agents.keys.sorted() == ["\(folder.path)/agents/checker.yaml", "planner", "writer"])
        let planner = try #require(loaded.workflow.agents["planner"])
        let choice = ModelChoice(
            use: "fast",
            reasoning: "high",
            temperature: 0.2,
            maxTokens: 4_000,
            fallback: ["default"]
        )
        #expect(planner.model == choice)
        #expect(planner.tools == [ToolGrant(tool: "clock"), ToolGrant(tool: "read_file", grant: ["root": "data"])])
        #expect(planner.delegates == [Agent.Delegate(name: "writer", agent: "writer")])
        #expect(planner.limits.turns == 3)
        #expect(planner.path == "agents.planner")
        let writer = try #require(loaded.workflow.agents["writer"])
        #expect(writer.model == ModelChoice(use: "default"))
        #expect(writer.path == "\(folder.path)/agents/writer.yaml")
        #expect(writer.delegates.map(\.name) == ["checker"])
        #expect(writer.limits.tokens == 5_000)
    }

    @Test("reads steps with all that modifies them")
    func steps() throws {
        let steps = loaded.workflow.steps
        #expect(steps.map(\.id) == ["plan", "each", "files", "all", "sum"])
        #expect(steps[0].timeout == .seconds(90))
        #expect(
            steps[0].retry == Step.Retry(max: 2, on: [.unavailable, .timeout], backoff: .seconds(1) ... .seconds(30))
        )
        #expect(steps[0].limits.path == "steps.plan.limits")
        #expect(steps[1].forEach?.name == "angle")
        #expect(steps[1].forEach?.maxParallel == 4)
        #expect(steps[1].condition?.source == "size(steps.plan.output.angles) > 0")
        #expect(steps[1].description == "Each angle.")
        guard case .skip = steps[1].onError, case .value(.map(let members)) = steps[2].onError else {
            Issue.record("on_error is read wrongly")
            return
        }
        #expect(members.map(\.key) == ["failed"])
    }

    @Test("gives `context: all` every step that is waited for, in the file's order")
    func context() throws {
        guard case .agent(let step) = loaded.workflow.steps[3].kind else {
            Issue.record("the step is no agent's")
            return
        }
        #expect(step.context == ["plan", "each", "files"])
    }

    @Test("reads the project above the file, with the environment in it")
    func project() throws {
        let project = loaded.project
        #expect(project.folder == folder.path)
        #expect(project.providers["lab"]?.endpoint == "http://127.0.0.1:1/v1")
        #expect(project.providers["lab"]?.key == "k")
        #expect(project.safety == Safety(sandbox: .landlock))
        #expect(project.models["default"]?.choice.use == "lab/small")
        #expect(project.models["fast"]?.price == ModelPrice(input: 3, output: 15.5))
        #expect(project.models["fast"]?.contextTokens == 128_000)
        #expect(project.limits.cost == Money(dollars: 5))
        #expect(
            try folder.loader(["LAB": "x", "KEY": "y"]).project(above: "\(folder.path)/agents/none.yaml").limits
                .parallel == 32
        )
    }

    @Test(
        "knows the place of each key",
        arguments: [
            ("steps.plan.limits.cost", "work/w.yaml:23:21"),
            ("steps.plan.limits", "work/w.yaml:23:5"),
            ("steps.plan.limits.tokens", "work/w.yaml:23:5"),
            ("steps.plan", "work/w.yaml:19:3"),
            ("steps.sum.value[4]", "work/w.yaml:44:38"),
            ("steps.files.with.env.N", "work/w.yaml:37:36"),
            ("agents.planner.model.use", "work/w.yaml:10:19"),
            ("agents.planner.model.nothing", "work/w.yaml:10:5"),
            ("agents.planner.tools[1].read_file.root", "work/w.yaml:12:41"),
            ("limits.time", "work/w.yaml:6:44"),
            ("agents/writer.yaml.limits.tokens", "agents/writer.yaml:3:19"),
            ("agents/writer.yaml.model", "agents/writer.yaml:1:1"),
            ("agents/checker.yaml.description", "agents/checker.yaml:1:14"),
            ("volery.yaml.models.fast.price", "volery.yaml:5:27"),
            ("volery.yaml.limits.cost", "volery.yaml:6:17"),
            ("nothing.of.this", nil),
        ]
    )
    func places(path: String, place: String?) throws {
        let isOther = path.contains(".yaml")
        let found = loaded.place(of: isOther ? "\(folder.path)/\(path)" : path)
        #expect(found?.description.replacingOccurrences(of: folder.path + "/", with: "") == place)
    }

    @Test("keeps the texts of all files for messages")
    func sources() {
        let names = loaded.sources.map { $0.file.replacingOccurrences(of: folder.path + "/", with: "") }
        #expect(names == ["work/w.yaml", "volery.yaml", "agents/writer.yaml", "agents/checker.yaml"])
    }

    @Test("without a project takes the current folder for the workspace")
    func noProject() throws {
        let folder = try Folder(["w.yaml": "steps: { a: { value: 1 } }"])
        let project = try folder.load().project
        #expect(project.folder == FileManager.default.currentDirectoryPath)
        #expect(project.models.isEmpty)
    }
}
