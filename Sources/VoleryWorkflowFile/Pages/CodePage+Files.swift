extension CodePage {
    /// The pages of files that can't be read.
    static let ofFiles = [
        CodePage(
            FileCode.fileNotFound,
            "There is no such file",
            """
            The path leads nowhere. Paths of agents and workflows are relative to the file that names them; a file with \
            a name that is near is offered.
            """,
            faulty: """
                agents: { reader: agents/raeder.yaml }
                steps: { read: { agent: reader, prompt: Read. } }
                """,
            mended: """
                agents: { reader: agents/reader.yaml }
                steps: { read: { agent: reader, prompt: Read. } }
                """,
            beside: ["agents/reader.yaml": "instructions: You read."]
        ),
        CodePage(
            FileCode.notAFile,
            "The path leads to no ordinary file",
            "The path leads to a folder, a pipe or a device, where an ordinary file has to be.",
            faulty: """
                agents: { reader: agents }
                steps: { read: { agent: reader, prompt: Read. } }
                """,
            mended: """
                agents: { reader: agents/reader.yaml }
                steps: { read: { agent: reader, prompt: Read. } }
                """,
            beside: ["agents/reader.yaml": "instructions: You read."]
        ),
        CodePage(
            FileCode.unreadable,
            "The file can't be read",
            "The file is there, but the system does not let it be read. The message has the system's reason.",
            in: "agents/reader.yaml",
            faulty: .linkToItself(shown: "(a symbolic link that leads to itself)"),
            mended: "instructions: You read.",
            beside: [
                "example.yaml": """
                agents: { reader: agents/reader.yaml }
                steps: { read: { agent: reader, prompt: Read. } }
                """
            ]
        ),
        CodePage(
            FileCode.tooManyAgents,
            "Too many agents",
            "A workflow reaches at most 256 agents in files of their own, its agents' delegates included.",
            faulty: .made(
                shown: """
                    agents:
                      reader_1: agents/reader.yaml
                      … and 256 more …
                    steps: { read: { agent: reader_1, prompt: Read. } }
                    """
            ) {
                let agents = (1...257).map { "  reader_\($0): agents/reader.yaml\n" }.joined()
                return Array("agents:\n\(agents)steps: { read: { agent: reader_1, prompt: Read. } }".utf8)
            },
            mended: """
                agents:
                  reader_1: agents/reader.yaml
                steps: { read: { agent: reader_1, prompt: Read. } }
                """,
            beside: ["agents/reader.yaml": "instructions: You read."]
        ),
        CodePage(
            FileCode.tooManyFiles,
            "Too many workflows",
            "A workflow calls at most 64 others in files of their own, directly or not.",
            faulty: .made(
                shown: """
                    steps:
                      call_1: { workflow: parts/part_1.yaml }
                      … and 64 more, each another file …
                    """
            ) {
                let steps = (1...65).map { "  call_\($0): { workflow: parts/part_\($0).yaml }\n" }.joined()
                return Array("steps:\n\(steps)".utf8)
            },
            mended: """
                steps:
                  call_1: { workflow: parts/part_1.yaml }
                """,
            hidden: (1...65).map { ("parts/part_\($0).yaml", "steps: { greet: { value: Hello } }") }
        ),
        CodePage(
            FileCode.workflowCycle,
            "Workflows that call each other",
            """
            A workflow can't call itself, directly or around others. To do something again there is a group with \
            `repeat`; the message shows the way round.
            """,
            faulty: """
                steps:
                  again: { workflow: example.yaml }
                """,
            mended: """
                steps:
                  again: { steps: { greet: { value: Hello } }, repeat: { max: 2 } }
                """
        ),
    ]
}
