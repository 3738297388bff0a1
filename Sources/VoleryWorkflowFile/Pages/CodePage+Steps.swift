import VoleryWorkflow

extension CodePage {
    /// The pages of steps within steps: scopes, rounds, switches, waits.
    static let ofSteps = [
        CodePage(
            CheckCode.outOfScope,
            "A step of another scope",
            "A group's steps are named inside of it alone; from outside there is the group's output.",
            faulty: """
                steps:
                  polish:
                    steps:
                      draft: { value: Hello }
                  send: { value: "${{ steps.draft.output }}", needs: [polish] }
                """,
            mended: """
                steps:
                  polish:
                    steps:
                      draft: { value: Hello }
                  send: { value: "${{ steps.polish.output.draft }}" }
                """
        ),
        CodePage(
            CheckCode.shadowing,
            "A name that is in scope already",
            "Nothing shadows: a step's id or an element's name differs from all that are in scope around it.",
            faulty: """
                steps:
                  outer:
                    for_each: "[1, 2]"
                    steps:
                      inner: { for_each: "[3, 4]", value: "${{ item }}" }
                """,
            mended: """
                steps:
                  outer:
                    for_each: "[1, 2]"
                    steps:
                      inner: { for_each: "[3, 4]", as: number, value: "${{ number + item }}" }
                """
        ),
        CodePage(
            CheckCode.promptSource,
            "A part of a prompt that can't be opened",
            "A part is a path below the workspace, an `https:` address or a `data:` address.",
            faulty: """
                agents: { reader: { instructions: You read charts. } }
                steps:
                  read: { agent: reader, prompt: [{ text: What is this? }, { image: "http://example.org/a.png" }] }
                """,
            mended: """
                agents: { reader: { instructions: You read charts. } }
                steps:
                  read: { agent: reader, prompt: [{ text: What is this? }, { image: "https://example.org/a.png" }] }
                """
        ),
        CodePage(
            CheckCode.previousBare,
            "`previous` that may not be there",
            "The first round has no `previous`, so it is named inside `coalesce(…)`, which says what counts then.",
            faulty: """
                steps:
                  count:
                    repeat: { max: 3 }
                    steps: { next: { value: "${{ previous.next.output + 1 }}" } }
                """,
            mended: """
                steps:
                  count:
                    repeat: { max: 3 }
                    steps: { next: { value: "${{ coalesce(previous.next.output, 0) + 1 }}" } }
                """
        ),
        CodePage(
            CheckCode.skippedOutput,
            "The output of a step that may be skipped",
            "Where a skip can't spread, such as in `until`, the output of a step that may be skipped is named inside `coalesce(…)`.",
            faulty: """
                steps:
                  count:
                    repeat: { max: 3, until: steps.next.output }
                    steps: { next: { if: round > 1, value: true } }
                """,
            mended: """
                steps:
                  count:
                    repeat: { max: 3, until: "coalesce(steps.next.output, false)" }
                    steps: { next: { if: round > 1, value: true } }
                """
        ),
        CodePage(
            CheckCode.waitTime,
            "Not a time to wait",
            "`wait` takes a duration such as `30s`, or a time such as `2026-12-01T09:00:00Z`.",
            faulty: "steps: { pause: { wait: tomorrow } }",
            mended: "steps: { pause: { wait: 1d } }"
        ),
        CodePage(
            CheckCode.unusedStep,
            "A step that nothing comes of",
            "Nobody names its output and it does nothing outside of the run. Use it, or leave it out.",
            faulty: """
                steps:
                  greeting: { value: Hello }
                  name: { value: Ada }
                outputs: { greeting: "${{ steps.greeting.output }}" }
                """,
            mended: """
                steps:
                  greeting: { value: "Hello ${{ steps.name.output }}" }
                  name: { value: Ada }
                outputs: { greeting: "${{ steps.greeting.output }}" }
                """
        ),
        CodePage(
            CheckCode.uselessModifier,
            "A modifier that changes nothing",
            "What a `value` gives is the same at each try, and `fail` is never tried again.",
            faulty: """
                steps: { greet: { value: Hello, retry: { max: 2 } } }
                """,
            mended: """
                steps: { greet: { value: Hello } }
                """
        ),
        CodePage(
            CheckCode.switchSubject,
            "Not a value to choose by",
            "A `switch` compares a text, a whole number or a boolean.",
            faulty: """
                inputs: { names: { type: array } }
                steps: { greet: { switch: inputs.names, cases: { Ada: { value: Hello } }, default: { value: Bye } } }
                """,
            mended: """
                inputs: { names: { type: array } }
                steps: { greet: { switch: size(inputs.names), cases: { 1: { value: Hello } }, default: { value: Bye } } }
                """
        ),
        CodePage(
            CheckCode.caseNeverMatches,
            "A case that never matches",
            "The value can't be what the case is for: it is of another type, or none of the words of its `enum`.",
            faulty: """
                inputs: { mood: { type: string, enum: [good, bad] } }
                steps:
                  greet:
                    switch: inputs.mood
                    cases: { good: { value: Hello }, bad: { value: Sorry }, ugly: { value: Bye } }
                """,
            mended: """
                inputs: { mood: { type: string, enum: [good, bad] } }
                steps: { greet: { switch: inputs.mood, cases: { good: { value: Hello }, bad: { value: Sorry } } } }
                """
        ),
        CodePage(
            CheckCode.caseMissing,
            "A case is missing",
            "`default:` may be left out only where the cases cover all words of an `enum`, or both booleans.",
            faulty: """
                inputs: { mood: { type: string, enum: [good, bad] } }
                steps: { greet: { switch: inputs.mood, cases: { good: { value: Hello } } } }
                """,
            mended: """
                inputs: { mood: { type: string, enum: [good, bad] } }
                steps: { greet: { switch: inputs.mood, cases: { good: { value: Hello } }, default: { value: Sorry } } }
                """
        ),
        CodePage(
            CheckCode.noAnswer,
            "Not an answer of a person",
            "Where a person is asked, a rehearsal answers with an `output`.",
            in: "example.rehearsal.yaml",
            faulty: """
                replies:
                  sure: [{ text: "yes" }]
                """,
            mended: """
                replies:
                  sure: [{ output: "yes" }]
                """,
            beside: ["example.yaml": "steps: { sure: { ask: Are you sure? } }"]
        ),
    ]
}
