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
}
