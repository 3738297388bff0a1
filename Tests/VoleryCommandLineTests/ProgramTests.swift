import Foundation
import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("The program")
struct ProgramTests {
    private static let greeting = """
        inputs:
          name: { type: string }
          times: { type: integer, default: 1 }
        agents:
          host: { instructions: You greet. }
        steps:
          greet: { agent: host, prompt: "Greet ${{ inputs.name }}." }
        outputs:
          greeting: ${{ steps.greet.output }}
        """
    private static let replies = """
        inputs: { name: nobody }
        replies:
          greet:
            - text: "Hello: ${{ prompt }}"
        """

    private func program() throws -> Program {
        try Program(["greet.yaml": Self.greeting, "greet.rehearsal.yaml": Self.replies])
    }

    @Test("gives the result alone on standard output, and what happens on standard error")
    func run() throws {
        let outcome = try program().run("run", "greet.yaml", "--rehearse", "--input", "name=1.10")
        #expect(outcome.status == 0)
        #expect(outcome.output == "Hello: Greet 1.10.\n")
        #expect(outcome.errors.contains("greet  started: agent host\n"))
        #expect(outcome.errors.contains("\ndone in "))
    }

    @Test("gives one object as JSON, and takes inputs from standard input")
    func json() throws {
        let outcome = try program().run(
            "run",
            "greet.yaml",
            "--rehearse",
            "--output",
            "json",
            "--inputs",
            "-",
            input: #"{"name":"Ada"}"#
        )
        #expect(outcome.status == 0)
        #expect(try JSONValue(parsing: outcome.output) == ["greeting": "Hello: Greet Ada."])
    }

    @Test("keeps a run in the project's file, and a rehearsal nowhere")
    func kept() throws {
        let program = try Program(["sum.yaml": "steps:\n  a: { value: 1 }\n"])
        #expect(try program.run("run", "sum.yaml", "--rehearse").status == 0)
        #expect(program.names(in: ".volery") == [])
        #expect(try program.run("run", "sum.yaml").status == 0)
        #expect(program.names(in: ".volery") == ["runs.db"])
    }

    @Test("keeps runs where the project says, and does not begin where nothing can be kept")
    func store() throws {
        let workflow = "steps:\n  a: { value: 1 }\n"
        let program = try Program(["sum.yaml": workflow, "volery.yaml": "store: state/runs/all.db\n"])
        #expect(try program.run("run", "sum.yaml").status == 0)
        #expect(program.names(in: "state/runs") == ["all.db"])
        let other = try Program(["sum.yaml": workflow, "volery.yaml": "store: sum.yaml/runs.db\n"])
        let outcome = try other.run("run", "sum.yaml")
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("sum.yaml/runs.db` can't be made"))
        #expect(!outcome.errors.contains("started"))
    }

    @Test("gives every event as JSON Lines")
    func events() throws {
        let outcome = try program().run("run", "greet.yaml", "--rehearse", "--output", "jsonl")
        let events = try outcome.output.split(separator: "\n").map {
            try RunEvent(json: JSONValue(parsing: String($0)))
        }
        let entries = events.compactMap { event -> Entry? in
            if case .entry(let entry) = event { entry } else { nil }
        }
        #expect(entries.map(\.number) == Array(1...entries.count))
        guard case .runEnded(.completed, let outputs, _, _, _)? = entries.last?.payload else {
            Issue.record("the last event is not the run's end")
            return
        }
        #expect(outputs == ["greeting": "Hello: Greet nobody."])
    }

    @Test(
        "ends with 2 where the command line is wrong",
        arguments: [
            ["run"], ["fly"], ["run", "greet.yaml", "--output", "xml"],
            ["run", "greet.yaml", "--rehearse", "--input", "naem=Ada"],
            ["run", "greet.yaml", "--rehearse", "--input", "times=often"],
            ["run", "greet.yaml", "--rehearse", "--inputs", "missing.json"],
        ]
    )
    func usage(_ arguments: [String]) throws {
        let outcome = try program().run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(!outcome.errors.isEmpty)
    }

    @Test("ends with 3 where a file is invalid, and shows all that is wrong in it")
    func invalid() throws {
        let program = try Program([
            "bad.yaml": "steps:\n  a: { agent: nobody, promt: hi }\n  b: { value: 1, colour: red }\n"
        ])
        for command in ["run", "check", "graph"] {
            let outcome = try program.run(command, "bad.yaml")
            #expect(outcome.status == 3)
            #expect(outcome.output == "")
            #expect(outcome.errors.contains("bad.yaml:2:"))
            #expect(outcome.errors.contains("bad.yaml:3:"))
        }
        #expect(try program.run("check", "missing.yaml").status == 3)
    }

    @Test("ends with 1 where the run fails, and shows the place in the file")
    func failed() throws {
        let program = try Program([
            "fail.yaml": "steps:\n  read:\n    tool: read_file\n    with: { path: missing.md }\n"
        ])
        let outcome = try program.run("run", "fail.yaml", "--rehearse")
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("\nfailed after "))
        #expect(outcome.errors.contains("error[tool]: "))
        #expect(outcome.errors.contains("--> fail.yaml:2:3"))
    }

    @Test("ends with 4 where a limit is hit")
    func limit() throws {
        let program = try Program([
            "limit.yaml": Self.greeting + "\nlimits: { tokens: 1 }\n", "limit.rehearsal.yaml": Self.replies,
        ])
        let outcome = try program.run("run", "limit.yaml", "--rehearse")
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("stopped by a limit after "))
        #expect(outcome.errors.contains("error[limit]: "))
    }

    @Test("ends with 130 when it's interrupted, after all has ended", arguments: [SIGINT, SIGTERM])
    func interrupted(_ signal: Int32) throws {
        // More than a model is asked in one try, so that the step itself waits to be tried again.
        let faults = String(repeating: "- error: { status: 503 }\n    ", count: 8)
        let program = try Program([
            "wait.yaml": Self.greeting.replacing(
                "prompt:",
                with: "retry: { max: 1, backoff: [1h, 1h] }, prompt:"
            ),
            "wait.rehearsal.yaml": Self.replies.replacing("- text:", with: faults + "- text:"),
        ])
        var isSent = false
        let outcome = try program.run("run", "wait.yaml", "--rehearse") { process, errors in
            guard !isSent, errors.contains("tries again in ") else { return }
            isSent = true
            kill(process.processIdentifier, signal)
        }
        #expect(outcome.status == 130)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("\ninterrupted after "))
        #expect(outcome.errors.contains("\nstopping; Ctrl-C again leaves at once\n"))
    }

    @Test("ends quietly when nobody reads its output any more")
    func closed() throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let outcome = try program().run(
            "run",
            "greet.yaml",
            "--rehearse",
            "--output",
            "jsonl",
            output: pipe.fileHandleForWriting
        )
        #expect(outcome.status == 0)
        #expect(!outcome.errors.contains("error"))
    }

    @Test("says so when its output can't be written")
    func full() throws {
        let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
        let outcome = try program().run("run", "greet.yaml", "--rehearse", output: full)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("error: the results can't be written: No space left on device"))
    }

    @Test("checks, draws and lists without running anything")
    func others() throws {
        let program = try program()
        #expect(try program.run("check", "greet.yaml").status == 0)
        #expect(try program.run("graph", "greet.yaml").output.hasPrefix("flowchart TD\n    s_greet("))
        let tools = try program.run("tools")
        #expect(tools.status == 0)
        #expect(tools.output.contains("read_file"))
        #expect(try program.run("tools", "greet.yaml").output == "agent host\n  nothing\n")
        #expect(try program.run("--help").status == 0)
        #expect(try program.run("--version").output == "0.1.0\n")
        #expect(try program.run("--generate-completion-script", "bash").output.contains("volery"))
    }

    @Test("an argument can't drive the terminal either")
    func escapes() throws {
        let outcome = try program().run("run", "greet.yaml", "--\u{1B}[2J")
        #expect(outcome.status == 2)
        #expect(!outcome.errors.contains("\u{1B}"))
    }
}
