import Testing

@Suite("Values that are given to agents and tools")
struct ArgumentFaultTests {
    @Test("Fit the agent's inputs")
    func fitTheAgentSInputs() throws {
        let found = try diagnostics(
            #"""
            agents:
              greeter:
                instructions: "Speak ${{ inputs.language }}"
                inputs:
                  language: { type: string, enum: [en, de] }
                  name: { type: string }
                  times: { type: integer, default: 1 }
            inputs: { l: { type: string } }
            steps:
              a: { agent: greeter, prompt: x, with: { langauge: en } }
              b: { agent: greeter, prompt: x, with: { language: fr, name: 3, times: "${{ 'x' }}", more: 1 } }
              c: { agent: greeter, prompt: x, with: { language: "${{ inputs.l }}", name: "x ${{ 1 }}", times: "n ${{ 1 }}" } }
              d: { agent: greeter, prompt: x }
              e: { agent: greeter, prompt: x, with: { language: de, name: "${{ steps.a.output }}", times: 2 } }
            """#
        )
        #expect(
            found == [
                "V0170 10:35-39 the agent `greeter` needs the input `name`",
                "V0171 10:43-51 the agent `greeter` has no input `langauge` ⇒ language",
                #"V0172 11:53-55 the value does not fit: expected one of "en", "de", found "fr""#,
                "V0172 11:63-64 the value does not fit: expected text, found 3",
                "V0172 11:73-85 `times` is a whole number, but this is text",
                "V0171 11:87-91 the agent `greeter` has no input `more`",
                "V0172 12:99-111 `times` is a whole number, but this is text",
                "V0170 13:3-4 the agent `greeter` needs the input `language`",
                "V0170 13:3-4 the agent `greeter` needs the input `name`",
            ]
        )
    }

    @Test("Fit the tool's arguments")
    func fitTheToolSArguments() throws {
        let found = try diagnostics(
            #"""
            inputs: { l: { type: string } }
            steps:
              a: { tool: read_file, with: { paht: x } }
              b: { tool: read_file, with: { path: x, from: one } }
              c: { tool: read_file }
              d: { tool: clock, with: { x: 1 } }
              e: { tool: read_file, with: { path: "${{ inputs.m }}" } }
              f: { tool: read_file, with: { path: "${{ inputs.l }", from: "${{ inputs.l }}" } }
            """#
        )
        #expect(
            found == [
                "V0171 3:33-37 the tool `read_file` has no argument `paht` ⇒ path",
                #"V0172 4:48-51 the value does not fit: expected an integer, found "one""#,
                "V0170 5:3-4 the tool `read_file` needs the argument `path`",
                "V0171 6:29-30 the tool `clock` has no argument `x`",
                "V0153 7:51-52 there is no input `m` ⇒ l",
                "V0082 8:40-43 this `${{` has no `}}` that ends it",
                "V0172 8:63-80 `from` is a whole number, but this is text",
            ]
        )
    }

    @Test("No text becomes a command")
    func noTextBecomesACommand() throws {
        let found = try diagnostics(
            #"""
            inputs: { l: { type: string } }
            steps:
              a: { tool: { shell: { network: none } }, with: { command: "rm ${{ inputs.l }}" } }
              b: { tool: shell, with: { command: "ls $A", env: { A: "${{ inputs.l }}" } } }
            """#
        )
        #expect(
            found == [
                "V0174 3:65-80 a command for `shell` holds no `${{ }}`, so that text never becomes a command"
            ]
        )
    }

    @Test("Schemas are JSON Schemas, and defaults fit them")
    func schemasAreJsonSchemasAndDefaultsFitThem() throws {
        let found = try diagnostics(
            #"""
            inputs:
              a: { type: strng }
              b: { type: integer, default: x }
              c: { type: string, minLenght: 3 }
              d: { tpye: string }
              e: string
              f: { type: object, properties: { x: { type: numbr } }, required: true }
            agents:
              a: { output: { type: object, properties: { x: { type: [string, nul] } } } }
              b: { output: text }
            steps:
              s: { agent: a, prompt: "${{ inputs.a.x }}" }
              t: { value: "${{ steps.s.output.y }}" }
            """#
        )
        #expect(
            found == [
                #"V0100 2:14-19 this is no JSON Schema: expected one of "array", "boolean", "integer", "#
                    + #""null", "number", "object", "string" or a list, found "strng"; did you mean "string"?"#,
                #"V0175 3:32-33 the default does not fit its own schema: expected an integer, found "x""#,
                "V0101 warning 4:22-31 JSON Schema has no keyword `minLenght`, so it would check nothing ⇒ minLength",
                "V0101 warning 5:8-12 JSON Schema has no keyword `tpye`, so it would check nothing ⇒ type",
                "V0063 6:6-12 expected a JSON Schema as a mapping, found text",
                #"V0100 7:47-52 this is no JSON Schema: expected one of "array", "boolean", "integer", "#
                    + #""null", "number", "object", "string" or a list, found "numbr"; did you mean "number"?"#,
                "V0100 7:68-72 this is no JSON Schema: expected a list, found true",
                #"V0100 9:66-69 this is no JSON Schema: expected one of "array", "boolean", "integer", "#
                    + #""null", "number", "object", "string", found "nul"; did you mean "null"?"#,
                "V0063 10:16-20 expected a JSON Schema as a mapping, found text",
            ]
        )
    }

    @Test("A limit beyond the one around it is a doubt")
    func aLimitBeyondTheOneAroundItIsADoubt() throws {
        let found = try diagnostics(
            #"""
            limits: { cost: $1, tokens: 10k, time: 1m }
            agents: { a: { instructions: x, limits: { tokens: 20k } } }
            steps:
              a: { agent: a, prompt: x, limits: { cost: $2, time: 2h } }
            """#
        )
        #expect(
            found == [
                "V0200 warning 2:51-54 this limit is never reached: the workflow's is 10000",
                "V0200 warning 4:45-47 this limit is never reached: the workflow's is $1.00",
                "V0200 warning 4:55-57 this limit is never reached: the workflow's is 1m",
            ]
        )
    }

    @Test("A secret in a file is a doubt")
    func aSecretInAFileIsADoubt() throws {
        let found = try diagnostics(
            #"""
            agents:
              a: { instructions: "use sk-abcdefghijklmnopqrstuvwx1234" }
            steps:
              a: { value: ghp_0123456789abcdefghijABCDEFGHIJ012345 }
              b: { value: "sk-learn is no secret, nor is xai-grok-4-fast-non-reasoning" }
            """#
        )
        #expect(
            found == [
                "V0110 warning 2:22-59 this looks like an API key",
                "V0110 warning 4:15-55 this looks like a token of GitHub",
            ]
        )
    }
}
