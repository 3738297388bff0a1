import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("Questions at the terminal")
struct AskingTests {
    private let call = Question(
        at: Address("tidy.turn2.call1@approval"),
        asker: "clerk",
        .approval(tool: "shell", arguments: ["command": "rm -rf build\u{1B}[2K\u{202E}"])
    )

    @Test("an approval shows who asks, where, and the exact call; nothing in it drives the terminal")
    func approvalText() {
        #expect(
            QuestionText.text(of: call) == #"""
                clerk wants to call `shell` (tidy.turn2.call1@approval) with:
                  {
                    "command": "rm -rf build\u001b[2K\u202e"
                  }

                """#
        )
    }

    @Test("a host can be allowed only where the call names one")
    func hostPrompt() {
        let fetch = Question(at: .run, .approval(tool: "web_fetch", arguments: ["url": "https://example.org/a"]))
        #expect(QuestionText.prompt(for: fetch).contains("[h]ost: https://example.org in this run"))
        #expect(!QuestionText.prompt(for: call).contains("[h]ost"))
        #expect(throws: TypedAnswer.Fault(description: "this call names no host")) {
            try TypedAnswer.answer("h", to: call)
        }
    }

    @Test(
        "what is typed for an approval",
        arguments: [
            ("y", Answer.allowed(.call)), ("Yes", .allowed(.call)), ("a", .allowed(.tool)),
            ("n", .denied(because: nil)), ("no, it is Sunday", nil),
            ("n it is Sunday", .denied(because: "it is Sunday")),
            ("", nil), ("yep", nil),
        ]
    )
    func approval(_ line: String, _ answer: Answer?) {
        #expect((try? TypedAnswer.answer(line, to: call)) == answer)
    }

    @Test(
        "what is typed for an answer fits its schema, or is asked for again",
        arguments: [
            (nil, "two words", JSONValue.string("two words")),
            (["type": "integer"], "7", 7), (["type": "integer"], "seven", nil), (["type": "integer"], "7.5", nil),
            (["type": "boolean"], "y", true), (["type": "boolean"], "maybe", nil),
            (["type": "string", "minLength": 3], "no", nil), (["type": "string"], "7", "7"),
            (["type": "array"], "[1, 2]", [1, 2]),
        ] as [(JSONValue?, String, JSONValue?)]
    )
    func value(_ schema: JSONValue?, _ line: String, _ value: JSONValue?) {
        let question = Question(at: Address("ask"), .answer(text: "What?", schema: schema, draft: nil))
        #expect((try? TypedAnswer.answer(line, to: question)) == value.map(Answer.value))
    }

    @Test("just Enter takes the draft")
    func draft() throws {
        let question = Question(at: Address("ask"), .answer(text: "What?", schema: nil, draft: "as it is"))
        #expect(try TypedAnswer.answer("", to: question) == .value("as it is"))
        #expect(QuestionText.text(of: question).contains("Just Enter takes: as it is"))
    }

    @Test("a run at a terminal asks there, again after an answer that is none, and goes on with the answer")
    func atATerminal() throws {
        let program = try Program(["w.yaml": Self.workflow])
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        let outcome = try program.run(["run", "w.yaml"], at: terminal, answers: [("> ", "Oslo\n")])
        #expect(outcome.status == 0)
        #expect(outcome.output == "Oslo\n")
        #expect(outcome.errors.contains("ask_user asks (where@ask1):"))
    }

    @Test("a call that needs approval is made after a yes, with just what was shown")
    func approvalAtATerminal() throws {
        let workflow = """
            steps:
              tidy:
                tool: { shell: { approve: always } }
                with: { command: echo tidied }
            outputs: { said: "${{ steps.tidy.output.stdout }}" }
            """
        let program = try Program(["w.yaml": workflow])
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        // What was typed before the question was there is no answer to it.
        terminal.type("n\n")
        let answers = [("in this run > ", "maybe\n"), ("in this run > ", "y\n")]
        let outcome = try program.run(["run", "w.yaml"], at: terminal, answers: answers)
        #expect(outcome.output == "tidied\n")
        let seen = outcome.errors
        #expect(seen.contains("the workflow wants to call `shell` (tidy@approval) with:"))
        #expect(seen.contains("please type y, n or a"))
    }

    @Test("without a terminal a run that asks is left, and says how to answer")
    func withoutATerminal() throws {
        let outcome = try Program(["w.yaml": Self.workflow]).run("run", "w.yaml")
        #expect(outcome.status == 5)
        #expect(outcome.errors.contains("answer with: volery answer "))
    }

    @Test("in a rehearsal the file answers for the person")
    func rehearsed() throws {
        let program = try Program([
            "w.yaml": Self.workflow, "w.rehearsal.yaml": "replies:\n  where:\n    - output: Bergen\n",
        ])
        let outcome = try program.run("run", "w.yaml", "--rehearse")
        #expect(outcome.errors.contains("where  asks: Which city?\n"))
        #expect(outcome.output == "Bergen\n")
        #expect(outcome.status == 0)
    }

    private static let workflow = """
        steps:
          where:
            tool: ask_user
            with: { question: "Which city?" }
        outputs:
          city: ${{ steps.where.output }}
        """
}
