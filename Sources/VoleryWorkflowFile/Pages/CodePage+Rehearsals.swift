import VoleryWorkflow

extension CodePage {
    /// The pages of what is wrong with a rehearsal.
    static let ofRehearsals = [
        CodePage(
            CheckCode.noConversation,
            "No model is asked there",
            "Replies stand at the address of a conversation: of a step that asks a model, `[*]` behind it if it has a `for_each`.",
            in: "example.rehearsal.yaml",
            faulty: """
                replies:
                  greet: [{ text: Hello! }]
                """,
            mended: """
                replies:
                  greet[*]: [{ text: Hello! }]
                """,
            beside: ["example.yaml": greeting]
        ),
        CodePage(
            CheckCode.callNotAllowed,
            "A scripted call of a tool that the agent does not have",
            "A rehearsal calls only what the agent could call: add the tool to the agent, or script another call.",
            in: "example.rehearsal.yaml",
            faulty: """
                replies:
                  greet[*]: [{ call: { read_file: { path: names.txt } } }, { text: Hello! }]
                """,
            mended: """
                replies:
                  greet[*]: [{ call: { search_files: { pattern: Ada } } }, { text: Hello! }]
                """,
            beside: ["example.yaml": greeting]
        ),
        CodePage(
            CheckCode.invalidAddress,
            "Not an address",
            "Addresses are such as `brief`, `research[0]`, `research[*]`, `research[0].turn1.call1`.",
            in: "example.rehearsal.yaml",
            faulty: """
                replies:
                  greet[first]: [{ text: Hello! }]
                """,
            mended: """
                replies:
                  greet[0]: [{ text: Hello! }]
                """,
            beside: ["example.yaml": greeting]
        ),
        CodePage(
            CheckCode.resultNeeded,
            "A tool that acts outside needs a result",
            "A rehearsal is free of effects, so what a tool that acts outside would give stands under `tools:`.",
            in: "example.rehearsal.yaml",
            faulty: """
                replies: {}
                """,
            mended: """
                tools:
                  notify: [{ result: done }]
                """,
            beside: [
                "example.yaml": """
                tools: { notify: { description: Tells the team., http: { method: POST, url: "https://example.org/hook" } } }
                steps: { tell: { tool: notify } }
                """
            ]
        ),
    ]

    private static let greeting = """
        agents: { host: { instructions: You greet., tools: [search_files] } }
        steps:
          greet: { for_each: "['Ada', 'Grace']", agent: host, prompt: "Greet ${{ item }}." }
        """
}
