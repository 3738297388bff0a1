import Testing

@Suite("volery check --reach of nested steps and called workflows")
struct NestedReachTests {
    @Test("Steps in groups and cases are told, and those of workflows that are called")
    func nested() throws {
        let program = try Program([
            "w.yaml": """
            steps:
              group:
                steps:
                  deep: { tool: { read_file: { only: ["*.md"] } }, with: { path: a.md } }
              route:
                switch: "true"
                cases: { true: { workflow: sub.yaml }, false: { tool: list_files, with: { path: . } } }
            """,
            "sub.yaml": """
            agents: { thinker: { instructions: Think. } }
            steps:
              read: { tool: read_file, with: { path: x } }
            """,
        ])
        let outcome = try program.run("check", "--reach", "w.yaml")
        #expect(outcome.errors == "")
        #expect(
            outcome.output == """
                w.yaml: 2 workflows, 6 steps, 1 agent, no errors
                step group.deep
                  read_file reads *.md in the workspace
                step route.false
                  list_files reads all of the workspace
                agent thinker of sub.yaml
                  has no tools: it reads what it is told and answers
                step read of sub.yaml
                  read_file reads all of the workspace

                """
        )
    }

    private static let files: KeyValuePairs = [
        "volery.yaml": "safety: { sandbox: { minimum: landlock } }",
        "w.yaml": "steps: { a: { workflow: strict.yaml }, b: { workflow: leaf.yaml } }",
        "strict.yaml": "safety: { sandbox: { minimum: bubblewrap } }\nsteps: { c: { workflow: leaf.yaml } }",
        "leaf.yaml": "steps: { run: { tool: shell, with: { command: ls } } }",
    ]

    @Test("A called workflow's commands are told as what holds them there: what it and its callers ask for together")
    func safety() throws {
        let program = try Program(Self.files)
        let strict = try program.run("check", "--reach", "strict.yaml")
        #expect(strict.output.contains("step run of leaf.yaml\n"))
        #expect(strict.output.contains("shell runs any command, in a sandbox: "))
        let both = try program.run("check", "--reach", "w.yaml").output.split(separator: "\n").map(String.init)
        let titles = both.filter { $0.hasPrefix("step run") }
        #expect(titles == ["step run of leaf.yaml, as strict.yaml calls it", "step run of leaf.yaml, as w calls it"])
        let runs = both.filter { $0.contains("shell runs") }
        #expect(runs.map { $0.contains("a weaker one") } == [false, true])
    }

    @Test(
        "A workflow that asks for more than its caller gets that, and one that asks for less what its caller asks for"
    )
    func combined() throws {
        let program = try Program([
            "volery.yaml": "safety: { sandbox: none }",
            "w.yaml": "safety: { sandbox: { minimum: landlock } }\n"
                + "steps: { a: { workflow: more.yaml }, b: { workflow: less.yaml }, c: { tool: shell, with: { command: ls } } }",
            "more.yaml":
                "safety: { sandbox: { minimum: bubblewrap } }\nsteps: { run: { tool: shell, with: { command: ls } } }",
            "less.yaml": "safety: { sandbox: none }\nsteps: { run: { tool: shell, with: { command: ls } } }",
        ])
        let lines = try program.run("check", "--reach", "w.yaml").output.split(separator: "\n")
        let runs = lines.filter { $0.contains("shell runs") }
        // Its own, then that of `more.yaml`, then that of `less.yaml`.
        #expect(runs.map { $0.contains("a weaker one") } == [true, false, true])
        let less = try program.run("check", "--reach", "less.yaml").output
        #expect(less.contains("shell runs any command, in no sandbox, which takes --allow-unsandboxed: "))
    }
}
