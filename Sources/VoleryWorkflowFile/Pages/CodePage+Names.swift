import VoleryWorkflow

extension CodePage {
    /// The pages of names that lead nowhere.
    static let ofNames = [
        CodePage(
            inCode: CheckCode.duplicateStep,
            "Two steps with one id",
            "A workflow that was made in code has two steps with one id. In a file that is a key that is there twice (V0011)."
        ),
        CodePage(
            CheckCode.unknownStep,
            "There is no such step",
            "A step is named that is not there, or not in scope here.",
            faulty: """
                steps:
                  name: { value: Ada }
                  greet: { value: "Hello ${{ steps.nmae.output }}", needs: [name] }
                """,
            mended: """
                steps:
                  name: { value: Ada }
                  greet: { value: "Hello ${{ steps.name.output }}" }
                """
        ),
        CodePage(
            CheckCode.unknownAgent,
            "There is no such agent",
            "A step or an agent names an agent that the file's `agents` do not have.",
            faulty: """
                agents: { host: { instructions: You greet. } }
                steps: { greet: { agent: hots, prompt: Greet Ada. } }
                """,
            mended: """
                agents: { host: { instructions: You greet. } }
                steps: { greet: { agent: host, prompt: Greet Ada. } }
                """
        ),
        CodePage(
            CheckCode.unknownInput,
            "There is no such input",
            "An input is named that is not declared under `inputs`, of the workflow or, in an agent's texts, of the agent.",
            faulty: """
                inputs: { name: { type: string } }
                steps: { greet: { value: "Hello ${{ inputs.nmae }}" } }
                """,
            mended: """
                inputs: { name: { type: string } }
                steps: { greet: { value: "Hello ${{ inputs.name }}" } }
                """
        ),
        CodePage(
            CheckCode.unknownTool,
            "There is no such tool",
            "`volery tools` lists the tools that there are; more can be declared under `tools`.",
            faulty: """
                steps: { read: { tool: read_fiel, with: { path: README.md } } }
                """,
            mended: """
                steps: { read: { tool: read_file, with: { path: README.md } } }
                """
        ),
        CodePage(
            CheckCode.unknownModel,
            "There is no such model",
            "A model is a name under `models` in `volery.yaml`, or PROVIDER/MODEL.",
            faulty: """
                agents: { host: { model: fsat, instructions: You greet. } }
                steps: { greet: { agent: host, prompt: Greet Ada. } }
                """,
            mended: """
                agents: { host: { model: fast, instructions: You greet. } }
                steps: { greet: { agent: host, prompt: Greet Ada. } }
                """,
            beside: ["volery.yaml": "models: { fast: xai/grok-4-fast }"]
        ),
        CodePage(
            CheckCode.unknownProvider,
            "There is no such provider",
            "Providers are `xai`, `azure`, `openai`, `ollama`, and those under `providers` in `volery.yaml`.",
            faulty: """
                agents: { host: { model: xia/grok-4-fast, instructions: You greet. } }
                steps: { greet: { agent: host, prompt: Greet Ada. } }
                """,
            mended: """
                agents: { host: { model: xai/grok-4-fast, instructions: You greet. } }
                steps: { greet: { agent: host, prompt: Greet Ada. } }
                """
        ),
        CodePage(
            CheckCode.modelCycle,
            "Models that are defined by each other",
            "One model says to use another, which says to use the first, so there is none.",
            in: "volery.yaml",
            faulty: """
                models: { fast: cheap, cheap: fast }
                """,
            mended: """
                models: { fast: cheap, cheap: xai/grok-4-fast }
                """,
            beside: ["example.yaml": "steps: { greet: { value: Hello } }"]
        ),
    ]

    /// The pages of steps and agents that go round in circles.
    static let ofGraphs = [
        CodePage(
            CheckCode.waitsForItself,
            "A step that waits for itself",
            "A step names its own output, which is not there before it has run.",
            faulty: """
                steps:
                  greet: { value: "Hello ${{ steps.greet.output }}" }
                """,
            mended: """
                steps:
                  name: { value: Ada }
                  greet: { value: "Hello ${{ steps.name.output }}" }
                """
        ),
        CodePage(
            CheckCode.cycle,
            "Steps that wait for each other",
            "A step waits for those that it names, so none of these could ever begin. The message shows the way round.",
            faulty: """
                steps:
                  ask: { value: "${{ steps.answer.output }}?" }
                  answer: { value: "${{ steps.ask.output }}!" }
                """,
            mended: """
                steps:
                  ask: { value: "Who?" }
                  answer: { value: "${{ steps.ask.output }}!" }
                """
        ),
        CodePage(
            CheckCode.delegateCycle,
            "Agents that are each other's delegates",
            "An agent could call itself by way of its delegates, without an end.",
            faulty: """
                agents:
                  ada: { description: Plans., delegates: [grace] }
                  grace: { description: Reads., delegates: [ada] }
                steps: { plan: { agent: ada, prompt: Plan. } }
                """,
            mended: """
                agents:
                  ada: { description: Plans., delegates: [grace] }
                  grace: { description: Reads. }
                steps: { plan: { agent: ada, prompt: Plan. } }
                """
        ),
        CodePage(
            CheckCode.delegateWithoutDescription,
            "A delegate without a description",
            "Other agents are told of a delegate by its `description`; without one they can't know what it is for.",
            faulty: """
                agents:
                  ada: { instructions: You plan., delegates: [grace] }
                  grace: { instructions: You read. }
                steps: { plan: { agent: ada, prompt: Plan. } }
                """,
            mended: """
                agents:
                  ada: { instructions: You plan., delegates: [grace] }
                  grace: { instructions: You read., description: Reads sources and quotes them. }
                steps: { plan: { agent: ada, prompt: Plan. } }
                """
        ),
        CodePage(
            CheckCode.nameClash,
            "Two tools with one name",
            "A model calls an agent's tools and delegates by name, so their names differ.",
            faulty: """
                agents: { ada: { instructions: You read., tools: [read_file, read_file] } }
                steps: { read: { agent: ada, prompt: Read. } }
                """,
            mended: """
                agents: { ada: { instructions: You read., tools: [read_file, search_files] } }
                steps: { read: { agent: ada, prompt: Read. } }
                """
        ),
        CodePage(
            CheckCode.delegatesTooDeep,
            "Delegates too deep",
            "Delegates may have delegates in turn, at most 16 deep.",
            faulty: .made(
                shown: """
                    agents:
                      a1: { description: x, delegates: [a2] }
                      … and so on up to a18 …
                    steps: { plan: { agent: a1, prompt: Plan. } }
                    """
            ) {
                let agents = (1...17).map { "  a\($0): { description: x, delegates: [a\($0 + 1)] }\n" }.joined()
                return Array(
                    "agents:\n\(agents)  a18: { description: x }\nsteps: { plan: { agent: a1, prompt: Plan. } }".utf8
                )
            },
            mended: """
                agents:
                  a1: { description: x, delegates: [a2] }
                  a2: { description: x }
                steps: { plan: { agent: a1, prompt: Plan. } }
                """
        ),
    ]
}
