import Foundation
import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("Runs outlive the program")
struct DurableRunTests {
    private static let flow = """
        inputs: { greeting: { type: string, default: Hello } }
        steps:
          name: { ask: Who are you? }
          age:
            ask: How old are you?
            output: { type: integer, minimum: 0 }
          made:
            tool: { shell: { approve: always } }
            with: { command: "echo made >> log.txt; echo done" }
          all:
            value: "${{ inputs.greeting }} ${{ steps.name.output }}, ${{ steps.age.output + 1 }}: ${{ steps.made.output.stdout }}"
        outputs: { all: "${{ steps.all.output }}" }
        """

    private func program() throws -> Program { try Program(["flow.yaml": Self.flow]) }

    /// The id of the run that the program has told of.
    private func run(of outcome: Program.Outcome) throws -> String {
        let words = outcome.errors.split(whereSeparator: \.isWhitespace)
        let mark = try #require(words.firstIndex(of: "resume"))
        return String(words[mark + 1])
    }

    @Test("a run that waits for people ends with 5, tells how to answer, and goes on to its end when all have answered")
    func suspended() throws {
        let program = try program()
        let outcome = try program.run("run", "flow.yaml", "--input", "greeting=Hi")
        #expect(outcome.status == 5)
        let run = try run(of: outcome)
        #expect(outcome.errors.contains("volery answer \(run) 'age' --json JSON\n"))
        #expect(outcome.errors.contains("volery answer \(run) 'made@approval' --approve\n"))
        let first = try program.run("answer", run, "name", "Ada")
        #expect(first.status == 0)
        #expect(
            first.errors.contains("answered name of run \(run); it waits for 2 more answers at `age`, `made@approval`")
        )
        #expect(try program.run("answer", run, "age", "--json", "41").status == 0)

        let again = try program.run("resume", run)
        #expect(again.status == 5)
        #expect(!again.errors.contains("'name'"))
        #expect(program.text(of: "log.txt") == nil)

        let last = try program.run("answer", run, "made@approval", "--approve", "--resume")
        #expect(last.status == 0)
        #expect(last.output == "Hi Ada, 42: done\n")
        #expect(program.text(of: "log.txt") == "made\n")
    }

    @Test("as JSON, a run that waits is one object that tells a program what to answer, and where")
    func suspendedJSON() throws {
        let program = try program()
        let outcome = try program.run("run", "flow.yaml", "--output", "json")
        #expect(outcome.status == 5)
        let run = try run(of: outcome)
        let waits: JSONValue = [
            ["at": "age", "kind": "answer", "text": "How old are you?", "output": ["type": "integer", "minimum": 0]],
            [
                "at": "made@approval", "kind": "approval", "tool": "shell",
                "arguments": ["command": "echo made >> log.txt; echo done"],
            ],
            ["at": "name", "kind": "answer", "text": "Who are you?"],
        ]
        #expect(
            try JSONValue(parsing: outcome.output) == ["run": .string(run), "status": "suspended", "waits": waits]
        )
        #expect(outcome.errors.contains("volery answer \(run) 'age' --json JSON\n"))

        #expect(try program.run("answer", run, "name", "Ada").status == 0)
        let again = try program.run("resume", run, "--output", "json")
        #expect(again.status == 5)
        let rest = try JSONValue(parsing: again.output)["waits"]?.arrayValue ?? []
        #expect(rest.map { $0["at"] } == ["age", "made@approval"])
        #expect(try program.run("resume", run).output == "")
    }

    @Test("as JSON, a wait for a time says until when, and so does a question with a timeout")
    func waitJSON() throws {
        let program = try Program([
            "wait.yaml": "steps:\n  later: { wait: 2h }\n  name: { ask: Who?, timeout: 1h }\n"
        ])
        let outcome = try program.run("run", "wait.yaml", "--output", "json")
        #expect(outcome.status == 5)
        let object = try JSONValue(parsing: outcome.output)
        let waits = object["waits"]?.arrayValue ?? []
        #expect(waits.map { $0["at"] } == ["later", "name"])
        #expect(waits.map { $0["kind"] } == ["time", "answer"])
        let (first, last) = (try #require(waits.last?["until"]), try #require(waits.first?["until"]))
        #expect(object["until"] == first)
        #expect(try #require(last.doubleValue) > #require(first.doubleValue))
    }

    @Test("a run that waits is no recording: the file stays as it was until the run is resumed to its end")
    func recorded() throws {
        let program = try Program([
            "ask.yaml": "steps:\n  name: { ask: Who? }\noutputs: { n: \"${{ steps.name.output }}\" }\n"
        ])
        try program.write("ask.cassette.jsonl", "an earlier one")
        let record = ["--record", "ask.cassette.jsonl"]
        let outcome = try program.run(["run", "ask.yaml"] + record)
        #expect(outcome.status == 5)
        let run = try run(of: outcome)
        #expect(
            outcome.errors.contains("nothing is written to `ask.cassette.jsonl`, as the run has not come to its end")
        )
        #expect(outcome.errors.contains("volery resume \(run) --record ask.cassette.jsonl\n"))
        #expect(program.text(of: "ask.cassette.jsonl") == "an earlier one")

        #expect(try program.run(["resume", run] + record).status == 5)
        #expect(program.text(of: "ask.cassette.jsonl") == "an earlier one")
        #expect(try program.run("answer", run, "name", "Ada").status == 0)
        #expect(try program.run(["resume", run] + record).output == "Ada\n")
        let first = try #require(program.text(of: "ask.cassette.jsonl"))
        let replay = try program.run("run", "ask.yaml", "--replay", "ask.cassette.jsonl")
        #expect(replay.errors == "")
        #expect(replay.output == "Ada\n")
        #expect(try program.run("test", "ask.yaml").status == 0)

        try program.write("ask.cassette.jsonl", "")
        #expect(try program.run(["resume", run] + record).output == "Ada\n")
        #expect(program.text(of: "ask.cassette.jsonl") == first)
        #expect(try program.run(["resume", "--due"] + record).status == 2)
        #expect(try program.run("resume", run, "--record", "none/a.jsonl").status == 2)
    }

    @Test("a run that failed is recorded when it is resumed to a good end, as one that completed")
    func recordedAgain() throws {
        let program = try Program([
            "f.yaml":
                "steps:\n  a: { tool: read_file, with: { path: note.txt } }\noutputs: { a: \"${{ steps.a.output }}\" }\n"
        ])
        let outcome = try program.run("run", "f.yaml", "--record", "f.cassette.jsonl")
        #expect(outcome.status == 1)
        #expect(try program.run("run", "f.yaml", "--replay", "f.cassette.jsonl").status == 1)
        try program.write("note.txt", "Hello")
        let resumed = try program.run("resume", try run(of: outcome), "--record", "f.cassette.jsonl")
        #expect(resumed.status == 0)
        let replay = try program.run("run", "f.yaml", "--replay", "f.cassette.jsonl")
        #expect(replay.errors == "")
        #expect(replay.output == resumed.output)
    }

    @Test("what is no answer to the question is refused, and nothing is recorded")
    func refused() throws {
        let program = try program()
        let run = try run(of: program.run("run", "flow.yaml"))
        for arguments in [
            ["age", "--json=-1"], ["age", "many"], ["age", "--approve"], ["nmae", "Ada"],
            ["made@approval", "--json", "1"],
        ] {
            let outcome = try program.run(["answer", run] + arguments)
            #expect(outcome.status != 0, "\(arguments)")
            #expect(outcome.errors.hasPrefix("error: "), "\(arguments)")
        }
        #expect(try program.run("answer", run, "nmae", "x").errors.contains("did you mean `name`?"))
        #expect(try program.run("answer", run, "name").status == 2)
        #expect(try program.run("answer", "zzz", "name", "x").errors.contains("there is no run `zzz`"))
        #expect(try program.run("resume", run).errors.contains("answer \(run) 'age'"))
    }

    @Test("what is answered already, or has ended, is told so")
    func answered() throws {
        let program = try program()
        let run = try run(of: program.run("run", "flow.yaml"))
        #expect(try program.run("answer", run, "name", "Ada").status == 0)
        let again = try program.run("answer", run, "name", "Eve")
        #expect(again.status == 2)
        #expect(again.errors.contains("has its answer at `name`, but waits for one at `age`, `made@approval`"))
        #expect(try program.run("answer", run, "age", "1").status == 0)
        #expect(try program.run("answer", run, "made@approval", "--deny", "--resume").status == 1)
        let late = try program.run("answer", run, "age", "2")
        #expect(late.status == 2)
        #expect(late.errors.contains("has ended, failed, and waits for no answer; `volery resume \(run)` tries again"))
    }

    @Test(
        "where nothing was kept, no command makes a store",
        arguments: [
            (["answer", "a", "b", "c"], 1), (["resume", "a"], 1), (["replay", "a"], 1), (["resume", "--due"], 0),
            (["run", "flow.yaml", "--from", "a"], 1), (["prune", "--keep", "1"], 1), (["usage"], 1),
            (["diff", "a", "b"], 1),
        ] as [([String], Int32)]
    )
    func noStore(_ arguments: [String], _ status: Int32) throws {
        let program = try program()
        let outcome = try program.run(arguments)
        #expect(outcome.status == status)
        #expect(outcome.errors.contains("there are no runs here yet") == (status != 0))
        #expect(program.names(in: ".volery") == [])
    }

    @Test("a resumed run tells in one line what it has recorded, and then only what is new; as JSON Lines it is whole")
    func resumedLog() throws {
        let program = try Program([
            "late.yaml":
                "steps:\n  a: { value: 1 }\n  name: { ask: Who? }\n  b: { value: \"${{ steps.name.output }}!\" }\n"
        ])
        let run = try run(of: program.run("run", "late.yaml"))
        #expect(try program.run("answer", run, "name", "Ada").status == 0)
        let outcome = try program.run("resume", run, "--output", "jsonl")
        #expect(outcome.status == 0)
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        #expect(lines.prefix(2) == ["run  \(run) has recorded: 1 step", "run  goes on"])
        #expect(!lines.contains { $0.hasPrefix("a  ") })
        #expect(lines.contains { $0.hasPrefix("b  done in ") })
        let types = try outcome.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))["type"]?.stringValue
        }
        #expect(types.first == "run_started" && types.last == "run_ended")
    }

    @Test("a denied call is not made, and the run fails with the reason")
    func denied() throws {
        let program = try program()
        let run = try run(of: program.run("run", "flow.yaml"))
        for arguments in [["name", "Ada"], ["age", "1"], ["made@approval", "--deny", "--because", "not today"]] {
            #expect(try program.run(["answer", run] + arguments).status == 0)
        }
        let outcome = try program.run("resume", run)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("a person did not allow this call: not today"))
        #expect(program.text(of: "log.txt") == nil)
    }

    @Test("the run goes on with the workflow as it was, whatever has become of the file")
    func editedFile() throws {
        let program = try program()
        let run = try run(of: program.run("run", "flow.yaml"))
        try program.write("flow.yaml", "steps: { broken")
        for arguments in [["name", "Ada"], ["age", "1"], ["made@approval", "--approve"]] {
            #expect(try program.run(["answer", run] + arguments).status == 0)
        }
        #expect(try program.run("resume", run).output == "Hello Ada, 2: done\n")
    }

    @Test("a replay gives the same outputs, and a run from another takes what is unchanged")
    func replayAndReuse() throws {
        let program = try Program([
            "once.yaml": """
            steps:
              made: { tool: shell, with: { command: "echo made >> log.txt; echo done" } }
              all: { value: "${{ steps.made.output.stdout }}!" }
            outputs: { all: "${{ steps.all.output }}" }
            """
        ])
        let first = try program.run("run", "once.yaml", "--output", "jsonl")
        #expect(first.status == 0)
        let run = try #require(
            try JSONValue(parsing: String(first.output.split(separator: "\n")[0]))["run"]?.stringValue
        )
        let replay = try program.run("replay", run)
        #expect(replay.status == 0)
        #expect(replay.output == "done\n!\n")
        let lines = try program.run("replay", run, "--output", "jsonl").output
        #expect(!lines.contains("\"time\""))
        #expect(lines.split(separator: "\n").count == first.output.split(separator: "\n").count)
        #expect(program.text(of: "log.txt") == "made\n")

        try program.write("once.yaml", try #require(program.text(of: "once.yaml")).replacing("}}!", with: "}}?"))
        let second = try program.run("run", "once.yaml", "--from", run)
        #expect(second.output == "done\n?\n")
        #expect(second.errors.contains("took 1 result from run \(run)"))
        #expect(program.text(of: "log.txt") == "made\n")
        let misspelt = try program.run("run", "once.yaml", "--from", run, "--at", "maed")
        #expect(misspelt.status == 2)
        #expect(misspelt.errors.contains("nothing happened at `maed` in run `\(run)`; did you mean `made`?"))
        #expect(try program.run("run", "once.yaml", "--from", run, "--at", "made").status == 0)
        #expect(program.text(of: "log.txt") == "made\nmade\n")
    }

    @Test("a completed run is not gone on with, and one that waits for a time says when")
    func notYet() throws {
        let program = try Program([
            "late.yaml": "steps:\n  a: { value: 1 }\n  b: { wait: 2h }\n", "now.yaml": "steps:\n  a: { value: 1 }\n",
        ])
        let outcome = try program.run("run", "late.yaml")
        #expect(outcome.status == 5)
        #expect(outcome.errors.contains("b waits until "))
        let again = try program.run("resume", try run(of: outcome))
        #expect(again.status == 5)
        #expect(again.errors.contains("b waits until "))
        let answer = try program.run("answer", try self.run(of: outcome), "b", "now")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("`b` waits for a time, "))
        #expect(try program.run("resume", "--due").status == 0)
        #expect(try program.run("resume").status == 2)
    }
}
