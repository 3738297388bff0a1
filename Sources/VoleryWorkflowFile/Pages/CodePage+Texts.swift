extension CodePage {
    /// The pages of what is written in texts: expressions, variables, schemas, secrets.
    static let ofTexts = [
        CodePage(
            FileCode.bracesInExpression,
            "`${{ }}` around a bare expression",
            "`if`, `for_each`, `until` and `switch` hold an expression as it is; `${{ }}` is for expressions within text.",
            faulty: """
                steps:
                  greet: { if: "${{ run.id != '' }}", value: Hello }
                """,
            mended: """
                steps:
                  greet: { if: run.id != '', value: Hello }
                """
        ),
        CodePage(
            FileCode.expressionNotQuoted,
            "An expression without quotes",
            "YAML reads this as a list or a mapping before it is an expression. Quote it; the line is shown with quotes.",
            faulty: """
                steps:
                  greet: { for_each: ['Ada', 'Grace'], value: "Hello ${{ item }}" }
                """,
            mended: """
                steps:
                  greet: { for_each: "['Ada', 'Grace']", value: "Hello ${{ item }}" }
                """
        ),
        CodePage(
            FileCode.expressionSyntax,
            "Not an expression",
            "The text can't be read as an expression (CEL), or a `${{` has no `}}` that ends it.",
            faulty: """
                steps:
                  greet: { value: "Hello ${{ 1 + }}" }
                """,
            mended: """
                steps:
                  greet: { value: "Hello ${{ 1 + 1 }}" }
                """
        ),
        CodePage(
            FileCode.variableNotSet,
            "An environment variable that is not set",
            """
            The project file takes a value from the environment, and there is none. Set the variable before you run, or \
            say what counts without it: `coalesce(env.NAME, '…')`.
            """,
            in: "volery.yaml",
            faulty: """
                providers:
                  lab: { kind: openai, endpoint: "http://${{ env.LAB_HOST }}/v1" }
                """,
            mended: """
                providers:
                  lab: { kind: openai, endpoint: "http://${{ coalesce(env.LAB_HOST, 'localhost:8080') }}/v1" }
                """,
            beside: ["example.yaml": "steps: { greet: { value: Hello } }"]
        ),
        CodePage(
            FileCode.noValue,
            "A template without a value",
            "A template of the project file is evaluated when it is loaded, and this one failed.",
            in: "volery.yaml",
            faulty: """
                providers:
                  lab: { kind: openai, endpoint: "http://localhost:${{ 8080 / 0 }}/v1" }
                """,
            mended: """
                providers:
                  lab: { kind: openai, endpoint: "http://localhost:${{ 8080 + 0 }}/v1" }
                """,
            beside: ["example.yaml": "steps: { greet: { value: Hello } }"]
        ),
        CodePage(
            FileCode.invalidEndpoint,
            "Not the address of a server",
            "An endpoint is an address that begins with `https://` or `http://`.",
            in: "volery.yaml",
            faulty: """
                providers:
                  lab: { kind: openai, endpoint: localhost:8080 }
                """,
            mended: """
                providers:
                  lab: { kind: openai, endpoint: "http://localhost:8080/v1" }
                """,
            beside: ["example.yaml": "steps: { greet: { value: Hello } }"]
        ),
        CodePage(
            FileCode.invalidSchema,
            "Not a JSON Schema",
            "Inputs and outputs are described by JSON Schema, draft 2020-12, and this is none.",
            faulty: """
                inputs: { name: { type: strng } }
                steps: { greet: { value: "Hello ${{ inputs.name }}" } }
                """,
            mended: """
                inputs: { name: { type: string } }
                steps: { greet: { value: "Hello ${{ inputs.name }}" } }
                """
        ),
        CodePage(
            FileCode.misspeltKeyword,
            "A keyword that checks nothing",
            "JSON Schema lets unknown keywords pass, so a misspelt one would check nothing.",
            faulty: """
                inputs: { name: { type: string, minLenght: 1 } }
                steps: { greet: { value: "Hello ${{ inputs.name }}" } }
                """,
            mended: """
                inputs: { name: { type: string, minLength: 1 } }
                steps: { greet: { value: "Hello ${{ inputs.name }}" } }
                """
        ),
        CodePage(
            FileCode.secret,
            "Something that looks like a secret",
            """
            A text looks like a key of a service. Keep secrets out of files: write `${{ env.NAME }}` in `volery.yaml` \
            and set the variable, and replace a key that was committed.
            """,
            faulty: """
                agents: { host: { instructions: "Use sk-abcdefghijklmnopqrstuvwx1234." } }
                steps: { greet: { agent: host, prompt: Greet Ada. } }
                """,
            mended: """
                agents: { host: { instructions: You greet. } }
                steps: { greet: { agent: host, prompt: Greet Ada. } }
                """
        ),
    ]
}
