import VoleryWorkflow

extension CodePage {
    /// The pages of what is given to agents and tools.
    static let ofValues = [
        CodePage(
            CheckCode.missingArgument,
            "Something has to be given",
            "An agent's input or a tool's argument has no default and is not given under `with`.",
            faulty: """
                steps: { read: { tool: read_file } }
                """,
            mended: """
                steps: { read: { tool: read_file, with: { path: README.md } } }
                """
        ),
        CodePage(
            CheckCode.unknownArgument,
            "Something that is not asked for",
            "`with` gives an argument or an input that the tool or agent does not have.",
            faulty: """
                steps: { read: { tool: read_file, with: { path: README.md, line: 3 } } }
                """,
            mended: """
                steps: { read: { tool: read_file, with: { path: README.md, lines: 3 } } }
                """
        ),
        CodePage(
            CheckCode.valueDoesNotFit,
            "A value that does not fit",
            "A value does not fit the JSON Schema of what it is given for, or its type can't.",
            faulty: """
                steps: { read: { tool: read_file, with: { path: README.md, lines: all } } }
                """,
            mended: """
                steps: { read: { tool: read_file, with: { path: README.md, lines: 40 } } }
                """
        ),
        CodePage(
            CheckCode.invalidGrant,
            "A grant that the tool does not take",
            "What narrows a tool's reach is not as the tool has it; see docs/tools.md for each tool's grant.",
            faulty: """
                agents: { ada: { instructions: You read., tools: [{ read_file: { rooot: data } }] } }
                steps: { read: { agent: ada, prompt: Read. } }
                """,
            mended: """
                agents: { ada: { instructions: You read., tools: [{ read_file: { root: data } }] } }
                steps: { read: { agent: ada, prompt: Read. } }
                """
        ),
        CodePage(
            CheckCode.expressionInCommand,
            "An expression in a command",
            "A command for `shell` holds no `${{ }}`, so that text never becomes a command. Give values by `env` or `stdin`.",
            faulty: """
                inputs: { name: { type: string } }
                steps: { greet: { tool: shell, with: { command: "echo ${{ inputs.name }}" } } }
                """,
            mended: """
                inputs: { name: { type: string } }
                steps: { greet: { tool: shell, with: { command: 'echo "$NAME"', env: { NAME: "${{ inputs.name }}" } } } }
                """
        ),
        CodePage(
            CheckCode.defaultDoesNotFit,
            "A default that does not fit",
            "An input's default does not fit the input's own schema.",
            faulty: """
                inputs: { times: { type: integer, default: three } }
                steps: { count: { value: "${{ inputs.times }}" } }
                """,
            mended: """
                inputs: { times: { type: integer, default: 3 } }
                steps: { count: { value: "${{ inputs.times }}" } }
                """
        ),
        CodePage(
            CheckCode.toolNameTaken,
            "A tool's name that is taken",
            "A declared tool has the name of one that is there already, which can't be taken.",
            faulty: """
                tools: { shell: { description: Lists files., command: [ls] } }
                steps: { list: { tool: shell, with: { command: ls } } }
                """,
            mended: """
                tools: { list_here: { description: Lists files., command: [ls] } }
                steps: { list: { tool: list_here } }
                """
        ),
        CodePage(
            CheckCode.hostNotFixed,
            "A host that is not written out",
            "The host that a declared tool asks is known at load: an argument may be in the path or the query alone.",
            faulty: """
                tools:
                  page:
                    description: Reads a page.
                    arguments: { host: { type: string } }
                    http: { url: "https://${{ arguments.host }}/index" }
                steps: { read: { tool: page, with: { host: example.org } } }
                """,
            mended: """
                tools:
                  page:
                    description: Reads a page.
                    arguments: { name: { type: string } }
                    http: { url: "https://example.org/${{ arguments.name }}" }
                steps: { read: { tool: page, with: { name: index } } }
                """
        ),
        CodePage(
            CheckCode.limitBeyondOuter,
            "A limit that is never reached",
            "The limit is larger than the one around it, which is reached first.",
            faulty: """
                limits: { time: 1m }
                steps: { greet: { value: Hello, limits: { time: 2m } } }
                """,
            mended: """
                limits: { time: 5m }
                steps: { greet: { value: Hello, limits: { time: 2m } } }
                """
        ),
        CodePage(
            CheckCode.safetyBelowProject,
            "Less safety than the project asks for",
            "A workflow's `safety` can ask for as much as `volery.yaml`, or for more; what holds less, the project has to allow.",
            faulty: """
                safety: { sandbox: { minimum: landlock } }
                steps: { greet: { tool: shell, with: { command: echo Hello } } }
                """,
            mended: """
                safety: { sandbox: { minimum: bubblewrap } }
                steps: { greet: { tool: shell, with: { command: echo Hello } } }
                """
        ),
    ]
}
