extension CodePage {
    /// The pages of keys and values that are not as the language has them.
    static let ofForm = [
        CodePage(
            FileCode.unknownKey,
            "An unknown key",
            """
            There is no such key here. What was probably meant is offered, also where the key is what another tool calls \
            the same thing; else the known keys are listed.
            """,
            faulty: """
                steps:
                  greet: { value: Hello, depends_on: [] }
                """,
            mended: """
                steps:
                  greet: { value: Hello, needs: [] }
                """
        ),
        CodePage(
            FileCode.misplacedKey,
            "A key that has no meaning here",
            "The key is known, but not together with the others here: it goes with another kind of step, or needs a second key.",
            faulty: """
                steps:
                  greet: { value: Hello, max_parallel: 2 }
                """,
            mended: """
                steps:
                  greet: { for_each: "['Ada', 'Grace']", value: "Hello ${{ item }}", max_parallel: 2 }
                """
        ),
        CodePage(
            FileCode.missingKey,
            "A key is missing",
            "Something that can't be left out is missing.",
            faulty: """
                agents: { host: { instructions: You greet. } }
                steps:
                  greet: { agent: host }
                """,
            mended: """
                agents: { host: { instructions: You greet. } }
                steps:
                  greet: { agent: host, prompt: Greet Ada. }
                """
        ),
        CodePage(
            FileCode.wrongType,
            "A value of another kind",
            "The key takes another kind of value: a list, say, where there is a text.",
            faulty: """
                steps:
                  name: { value: Ada }
                  greet: { value: "Hello ${{ steps.name.output }}", needs: name }
                """,
            mended: """
                steps:
                  name: { value: Ada }
                  greet: { value: "Hello ${{ steps.name.output }}", needs: [name] }
                """
        ),
        CodePage(
            FileCode.notInThisVersion,
            "Not in this version",
            "This is a part of the language that this version can't run. It is no mistake; a later version will take it.",
            faulty: """
                agents: { ada: { instructions: x }, grace: { instructions: x } }
                steps:
                  talk: { chat: [ada, grace], prompt: "Shall we ship on Friday?", turns: 4 }
                """,
            mended: """
                agents: { ada: { instructions: x }, grace: { instructions: x } }
                steps:
                  first: { agent: ada, prompt: "Shall we ship on Friday?" }
                  second: { agent: grace, context: [first], prompt: "Shall we ship on Friday?" }
                """
        ),
        CodePage(
            FileCode.invalidName,
            "Not a name",
            "Names of steps, agents, inputs and outputs begin with a small letter and have small letters, digits and `_`.",
            faulty: """
                steps:
                  greet-all: { value: Hello }
                """,
            mended: """
                steps:
                  greet_all: { value: Hello }
                """
        ),
        CodePage(
            FileCode.noKind,
            "No kind",
            "A step, a tool or a reply says by one key what kind it is, such as `agent`, `tool` or `value`. There is none.",
            faulty: """
                steps:
                  greet: { description: Greets. }
                """,
            mended: """
                steps:
                  greet: { value: Hello, description: Greets. }
                """
        ),
        CodePage(
            FileCode.severalKinds,
            "More than one kind",
            "A step does one thing. Split it: one step does the one thing, another the other.",
            faulty: """
                agents: { host: { instructions: You greet. } }
                steps:
                  greet: { agent: host, prompt: Greet Ada., value: Hello }
                """,
            mended: """
                agents: { host: { instructions: You greet. } }
                steps:
                  greet: { agent: host, prompt: Greet Ada. }
                """
        ),
        CodePage(
            FileCode.wrongCount,
            "Too few or too many",
            "A list or a mapping has fewer or more members than it may.",
            faulty: """
                steps:
                  greet: { tool: read_file, with: { path: a.txt }, retry: { max: 2, backoff: [1s] } }
                """,
            mended: """
                steps:
                  greet: { tool: read_file, with: { path: a.txt }, retry: { max: 2, backoff: [1s, 30s] } }
                """
        ),
        CodePage(
            FileCode.unknownChoice,
            "None of the words",
            "The key takes one of some words, and this is none of them.",
            faulty: """
                steps:
                  greet: { value: Hello, on_error: continue }
                """,
            mended: """
                steps:
                  greet: { value: Hello, on_error: skip }
                """
        ),
    ]

    /// The pages of amounts.
    static let ofAmounts = [
        CodePage(
            FileCode.duration,
            "Not a duration",
            "A duration is a number with one unit: `500ms`, `30s`, `5m`, `2h`, `1d`; at most `365d`.",
            faulty: """
                steps:
                  greet: { value: Hello, timeout: 30 }
                """,
            mended: """
                steps:
                  greet: { value: Hello, timeout: 30s }
                """
        ),
        CodePage(
            FileCode.money,
            "Not an amount of money",
            "An amount of money is in US dollars and has a `$` in front: `$0.50`.",
            faulty: """
                limits: { cost: 0.50 }
                steps: { greet: { value: Hello } }
                """,
            mended: """
                limits: { cost: $0.50 }
                steps: { greet: { value: Hello } }
                """
        ),
        CodePage(
            FileCode.tokens,
            "Not a number of tokens",
            "A number of tokens is a whole number above zero, with `k` for 1,000 or `M` for 1,000,000: `400k`.",
            faulty: """
                limits: { tokens: 400K }
                steps: { greet: { value: Hello } }
                """,
            mended: """
                limits: { tokens: 400k }
                steps: { greet: { value: Hello } }
                """
        ),
        CodePage(
            FileCode.numberOutOfRange,
            "A number out of its range",
            "The number is smaller or larger than the key takes; the message has both ends.",
            faulty: """
                limits: { parallel: 0 }
                steps: { greet: { value: Hello } }
                """,
            mended: """
                limits: { parallel: 1 }
                steps: { greet: { value: Hello } }
                """
        ),
    ]
}
