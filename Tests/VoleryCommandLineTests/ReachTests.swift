import Testing

@Suite("volery check --reach")
struct ReachTests {
    @Test("Each agent's and step's reach is told in plain words")
    func words() throws {
        let program = try Program([
            "w.yaml": """
            tools:
              ping:
                description: Pings.
                arguments: { name: { type: string } }
                http: { method: POST, url: "https://api.example.com/${{ arguments.name }}" }
            agents:
              clerk:
                tools:
                  - read_file: { only: ["*.md"] }
                  - write_file: { approve: always }
                  - web_fetch: { allow: ["*.wikipedia.org"], deny: [de.wikipedia.org] }
                  - ask_user
                  - ping
              thinker: { instructions: Think. }
            steps:
              a: { agent: clerk, prompt: x }
              b: { agent: thinker, prompt: x }
              c:
                tool: { shell: { writable: [], time: 5s, memory: 100MB, processes: 8 } }
                with: { command: ls }
            """
        ])
        let outcome = try program.run("check", "--reach", "w.yaml")
        #expect(outcome.errors == "")
        #expect(
            outcome.output == """
                w.yaml: 3 steps, 2 agents, no errors
                agent clerk
                  read_file reads *.md in the workspace
                  write_file writes all of the workspace
                  write_file needs a person's yes for each call
                  web_fetch talks to *.wikipedia.org, but not de.wikipedia.org
                  ask_user talks to the person who runs it
                  ping writes what that server lets it
                  ping talks to POST https://api.example.com/${{ arguments.name }}
                agent thinker
                  has no tools: it reads what it is told and answers
                step c
                  shell reads all of the workspace; the system's programs
                  shell runs any command, in a sandbox: 5 s, 100 MB of memory, 8 processes

                """
        )
    }

    @Test("A grant that can't be given here is told, not left out")
    func impossible() throws {
        let program = try Program(["w.yaml": "steps: { a: { tool: { read_file: { root: none } }, with: { path: x } } }"]
        )
        let outcome = try program.run("check", "--reach", "w.yaml")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the folder can't be opened"))
    }
}
