import Testing

@Suite("Faults across files")
struct FileFaultTests {
    @Test("An agent's file that can't be read")
    func anAgentSFileThatCanTBeRead() throws {
        let folder = try Folder([
            "w.yaml": #"""
            agents:
              a: agents/one.yaml
              b: agents/onee.yaml
              c: agents
            steps:
              s: { agent: b, prompt: "${{ steps.t.output.x }}", with: { what: ever } }
              t: { agent: c, prompt: x }
            """#,
            "agents/one.yaml": #"""
            description: x
            """#,
        ])
        let found = try folder.diagnostics()
        #expect(
            found == [
                "V0050 3:6-22 there is no file `agents/onee.yaml` ⇒ agents/one.yaml",
                "V0051 4:6-12 `agents` is a folder, not a file",
            ]
        )
    }

    @Test("An agent's file and its delegates")
    func anAgentSFileAndItsDelegates() throws {
        let folder = try Folder([
            "w.yaml": #"""
            agents:
              a: agents/one.yaml
            steps:
              t: { agent: a, prompt: x }
            """#,
            "agents/one.yaml": #"""
            instructions: "${{ inputs.x }} ${{ steps.s.output }}"
            delegates: [two, thre]
            tols: []
            """#,
            "agents/two.yaml": #"""
            delegates: [one]
            model: fast
            """#,
            "agents/three.yaml": #"""
            description: x
            """#,
        ])
        let found = try folder.diagnostics()
        #expect(
            found == [
                "V0153 agents/one.yaml:1:27-28 there is no input `x`",
                "V0180 agents/one.yaml:1:36-41 there is no `steps` here",
                "V0163 agents/one.yaml:2:13-16 the agent `two` has no `description`, so `one` can't know "
                    + "what it is for",
                "V0162 agents/one.yaml:2:13-16 these agents are each other's delegates: one → two → one",
                "V0050 agents/one.yaml:2:18-22 there is no file `agents/thre.yaml` ⇒ three",
                "V0060 agents/one.yaml:3:1-5 an agent has no key `tols` ⇒ tools",
                "V0163 agents/two.yaml:1:13-16 the agent `one` has no `description`, so `two` can't know "
                    + "what it is for",
                "V0155 agents/two.yaml:2:8-12 there is no model `fast`",
            ]
        )
    }

    @Test("A file of an agent that is no YAML")
    func aFileOfAnAgentThatIsNoYaml() throws {
        let folder = try Folder([
            "w.yaml": #"""
            agents:
              a: agents/one.yaml
              b: agents/one.yaml
            steps:
              t: { agent: a, prompt: x }
            """#,
            "agents/one.yaml": #"""
            instructions: "x
            """#,
        ])
        let found = try folder.diagnostics()
        #expect(
            found == [
                "V0001 agents/one.yaml:1:15-16 this quote is never closed"
            ]
        )
    }

    @Test("The project's file")
    func theProjectSFile() throws {
        let folder = try Folder([
            "w.yaml": #"""
            agents: { a: { model: fsat }, b: { model: lab/x }, c: { model: lba/x } }
            steps: { s: { value: 1 } }
            limits: { cost: $2 }
            """#,
            "volery.yaml": #"""
            providers:
              lab: { kind: openai, endpoint: "http://${{ env.LAB_HOST }}/v1" }
              azure: { endpoint: "ftp://x", key: "${{ env.AZURE_KYE }}" }
              mine: { endpoint: "${{ inputs.x }}" }
              other: { kind: opnai, rate: { requests: 3 } }
            models:
              fast: { use: xai/grok, reasoning: none, temperature: 3, fallback: [slow] }
              a: b
              b: a
              "x/y": xai/grok
            mcp: { docs: { command: [x] } }
            limits: { cost: $1 }
            safety: { sandbox: { minimum: landlok }, sanbox: none }
            """#,
        ])
        let found = try folder.diagnostics()
        #expect(
            found == [
                "V0155 1:23-27 there is no model `fsat` ⇒ fast",
                "V0156 1:64-69 there is no provider `lba` ⇒ lab/x",
                "V0200 warning 3:17-19 this limit is never reached: the project's is $1.00",
                "V0090 volery.yaml:2:50-58 the environment variable `LAB_HOST` is not set",
                "V0092 volery.yaml:3:22-31 an endpoint is an address that begins with `https://` or `http://`",
                "V0090 volery.yaml:3:47-56 the environment variable `AZURE_KYE` is not set",
                "V0062 volery.yaml:4:3-7 the provider `mine` needs a `kind`: one of `xai`, `azure`, "
                    + "`openai`, `ollama`",
                "V0180 volery.yaml:4:26-32 there is no `inputs` here",
                "V0069 volery.yaml:5:18-23 expected one of `xai`, `azure`, `openai`, `ollama`, found "
                    + "`opnai` ⇒ openai",
                "V0064 volery.yaml:5:25-29 `rate` is part of the language, but this version can't run it",
                "V0073 volery.yaml:7:56-57 expected a number from 0 to 2, found 3",
                "V0155 volery.yaml:7:70-74 there is no model `slow`",
                "V0157 volery.yaml:8:6-7 these models are defined by each other: a → b → a",
                "V0065 volery.yaml:10:3-8 `x/y` can't be a name here",
                "V0064 volery.yaml:11:1-4 `mcp` is part of the language, but this version can't run it",
                "V0069 volery.yaml:13:31-38 expected `bubblewrap` or `landlock`, found `landlok` ⇒ landlock",
                "V0060 volery.yaml:13:42-48 `safety` has no key `sanbox` ⇒ sandbox",
            ]
        )
    }

    @Test("A project's file that is no YAML hides nothing else and causes nothing else")
    func aProjectSFileThatIsNoYamlHidesNothingEls() throws {
        let folder = try Folder([
            "w.yaml": #"""
            agents: { a: { model: fast } }
            steps: { s: { valeu: 1 } }
            """#,
            "volery.yaml": #"""
            models: { fast: xai/grok
            """#,
        ])
        let found = try folder.diagnostics()
        #expect(
            found == [
                "V0060 2:15-20 a step has no key `valeu` ⇒ value",
                #"V0001 volery.yaml:1:9-10 this bracket is never closed ⇒ models: "{ fast: xai/grok""#,
            ]
        )
    }

    @Test("Six defects of different kinds are told in one go")
    func sixDefectsOfDifferentKindsAreToldInOneGo() throws {
        let found = try diagnostics(
            #"""
            description: A workflow with a defect of every kind.
            inputs: { question: { type: string, minLength: many } }
            agents:
              planner: { instructions: Plan., tools: [read_fiel] }
            steps:
              plan: { agent: planer, prompt: "${{ inputs.question }}" }
              research: { for_each: steps.plan.output, agent: planner, prompt: "${{ itm }}" }
              brief: { value: 1, timeout: 30, needs: [reserch] }
            """#
        )
        #expect(
            found == [
                #"V0100 2:48-52 this is no JSON Schema: expected an integer of at least 0, found "many""#,
                "V0154 4:43-52 there is no tool `read_fiel` ⇒ read_file",
                "V0152 6:18-24 there is no agent `planer` ⇒ planner",
                "V0180 7:73-76 there is no `itm` here ⇒ item",
                "V0070 8:31-33 the duration `30` has no unit: ms, s, m, h or d ⇒ 30s",
                "V0151 8:43-50 there is no step `reserch` ⇒ research",
            ]
        )
    }
}
