import Testing

@Suite("Names that lead nowhere")
struct ReferenceFaultTests {
    @Test("Agents and steps")
    func agentsAndSteps() throws {
        let found = try diagnostics(
            #"""
            agents: { planner: { instructions: x, delegates: [plannre] } }
            steps:
              a: { agent: plannner, prompt: x }
              b: { value: 1, needs: [aa, zebra] }
              c: { agent: planner, prompt: x, context: [d] }
              dd: { value: 1, needs: [a, c] }
            """#
        )
        #expect(
            found == [
                "V0152 1:51-58 there is no agent `plannre` ⇒ planner",
                "V0152 3:15-23 there is no agent `plannner` ⇒ planner",
                "V0151 4:26-28 there is no step `aa` ⇒ a",
                "V0151 4:30-35 there is no step `zebra`",
                "V0151 5:45-46 there is no step `d` ⇒ dd",
            ]
        )
    }

    @Test("Tools, grants and models")
    func toolsGrantsAndModels() throws {
        let found = try diagnostics(
            #"""
            agents:
              a: { model: fast, tools: [read_file, read_fiel, docs.search, read_file] }
              b: { model: { use: xia/grok, fallback: [openai/] } }
              c: { tools: [{ read_file: { rooot: data } }, { shell: { network: all } }, { clock: { zone: x } }] }
              d: { tools: [{ read_file: {}, shell: {} }, { reed_file: { root: x } }] }
            steps:
              e: { tool: read_fil, with: { path: x } }
              f: { tool: { shell: { netwrok: none } }, with: { command: ls } }
            """#
        )
        #expect(
            found == [
                "V0155 2:15-19 there is no model `fast`",
                "V0154 2:40-49 there is no tool `read_fiel` ⇒ read_file",
                "V0154 2:51-62 there is no tool `docs.search`",
                "V0164 2:64-73 the agent `a` has two tools or delegates with the name `read_file`",
                "V0156 3:22-30 there is no provider `xia` ⇒ xai/grok",
                "V0155 3:43-50 `openai/` names no model of the provider",
                "V0173 4:31-36 a grant of `read_file` has no key `rooot` ⇒ root",
                #"V0173 4:68-71 the grant of `shell` does not fit: expected "none", found "all""#,
                "V0173 4:79-84 nothing about the tool `clock` can be narrowed",
                "V0068 5:33-38 this grants 2 tools at once",
                "V0154 5:48-57 there is no tool `reed_file` ⇒ read_file",
                "V0154 7:14-22 there is no tool `read_fil` ⇒ read_file",
                "V0173 8:25-32 a grant of `shell` has no key `netwrok` ⇒ network",
            ]
        )
    }

    @Test("Steps that wait for themselves")
    func stepsThatWaitForThemselves() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { value: 1, needs: [a] }
              b: { value: "${{ steps.c.output }}" }
              c: { value: 1, needs: [d] }
              d: { value: 1, if: steps.b.output == 1 }
              e: { value: "x ${{ steps.e.output }}" }
              f: { value: 1, needs: [c] }
            """#
        )
        #expect(
            found == [
                "V0160 2:26-27 the step `a` waits for itself",
                "V0161 3:20-34 these steps wait for each other: b → d → c → b",
                "V0160 6:22-36 the step `e` waits for itself",
            ]
        )
    }

    @Test("Delegates that are each other's, and those without a description")
    func delegatesThatAreEachOtherSAndThoseWithou() throws {
        let found = try diagnostics(
            #"""
            agents:
              b: { description: x, delegates: [c] }
              c: { delegates: [b] }
              d: { description: x, tools: [clock], delegates: [b, b] }
              e: { delegates: [e] }
            steps: { s: { value: 1 } }
            """#
        )
        #expect(
            found == [
                "V0163 2:36-37 the agent `c` has no `description`, so `b` can't know what it is for",
                "V0162 2:36-37 these agents are each other's delegates: b → c → b",
                "V0164 4:55-56 the agent `d` has two tools or delegates with the name `b`",
                "V0162 5:20-21 these agents are each other's delegates: e → e",
            ]
        )
    }
}
