import Foundation
import Testing
import VoleryCore
import VoleryRuntime

@testable import VoleryCommandLine

@Suite("Cassettes")
struct CassetteTests {
    private static let greeting = """
        inputs:
          names: { type: array, items: { type: string }, default: [Ada, Grace] }
        agents:
          host: { instructions: You greet., tools: [read_file] }
        steps:
          greet: { for_each: "inputs.names", agent: host, prompt: "Greet ${{ item }}." }
          count: { value: "${{ size(steps.greet.output) }}" }
        outputs:
          greetings: ${{ steps.greet.output }}
          count: ${{ steps.count.output }}
        """
    private static let replies = """
        replies:
          greet[*]:
            - call: { read_file: { path: note.txt } }
            - text: "Hello: ${{ prompt }} ${{ results[0] }}"
        """

    private func program() throws -> Program {
        let program = try Program([
            "greet.yaml": Self.greeting, "greet.rehearsal.yaml": Self.replies, "note.txt": "once",
        ])
        #expect(try program.run("run", "greet.yaml", "--rehearse", "--record", "greet.cassette.jsonl").status == 0)
        return program
    }

    @Test("answer every effect, so that the outputs are the same without models and files")
    func replay() throws {
        let program = try program()
        try program.write("note.txt", "twice")
        try program.write("greet.rehearsal.yaml", "replies: {}")
        let outcome = try program.run("run", "greet.yaml", "--replay", "greet.cassette.jsonl", "--output", "json")
        #expect(outcome.errors == "")
        #expect(outcome.status == 0)
        let outputs = try JSONValue(parsing: outcome.output)
        #expect(outputs["count"] == 2)
        #expect(outcome.output.contains("Hello: Greet Ada. once"))
        #expect(program.names(in: ".volery") == [])
    }

    @Test("differ in the first line alone from another recording of the same answers")
    func sameText() throws {
        let program = try program()
        let first = try #require(program.text(of: "greet.cassette.jsonl"))
        #expect(try program.run("run", "greet.yaml", "--rehearse", "--record", "greet.cassette.jsonl").status == 0)
        let second = try #require(program.text(of: "greet.cassette.jsonl"))
        let lines = [first, second].map { $0.split(separator: "\n").dropFirst() }
        #expect(lines[0].count > 10)
        #expect(lines[0] == lines[1])
        #expect(!lines[0].joined().contains("\"time\""))
    }

    @Test("refuse a changed prompt by its address, and say what to do")
    func changed() throws {
        let program = try program()
        try program.write("greet.yaml", Self.greeting.replacing("Greet ${{ item }}.", with: "Welcome ${{ item }}."))
        let outcome = try program.run("run", "greet.yaml", "--replay", "greet.cassette.jsonl")
        #expect(outcome.status == 1)
        #expect(outcome.output == "")
        // Which of the elements, that run side by side, is told is left open.
        #expect(outcome.errors.contains("].turn1`: what is asked here differs from what was recorded"))
        #expect(outcome.errors.contains("record again: volery run greet.yaml --record greet.cassette.jsonl"))
    }

    @Test("are recorded anew by the command that is told, with the same inputs")
    func again() throws {
        let program = try program()
        let names = #"names=["Ada","O'Neill"]"#
        let record = ["run", "greet.yaml", "--rehearse", "--input", names, "--record", "greet.cassette.jsonl"]
        #expect(try program.run(record).status == 0)
        try program.write("greet.yaml", Self.greeting.replacing("Greet ${{ item }}.", with: "Welcome ${{ item }}."))
        let outcome = try program.run("run", "greet.yaml", "--replay", "greet.cassette.jsonl")
        let command = #"volery run greet.yaml --input 'names=["Ada","O'\''Neill"]' --record greet.cassette.jsonl"#
        #expect(outcome.errors.contains(command))
    }

    @Test(
        "that can't be written are refused before anything is spent",
        arguments: [
            ("none/greet.cassette.jsonl", "there is no folder `none/`"), ("folder", "it is a folder"),
        ]
    )
    func unwritable(_ path: String, _ reason: String) throws {
        let program = try program()
        try FileManager.default.createDirectory(
            at: program.folder.appending(path: "folder"),
            withIntermediateDirectories: false
        )
        let outcome = try program.run("run", "greet.yaml", "--record", path)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("--record `\(path)` can't be written: \(reason)"))
        #expect(program.names(in: ".volery") == [])
    }

    @Test("hold no secret, and can be replayed all the same")
    func secrets() throws {
        let program = try program()
        let secret = "sk-a-secret-of-many-letters"
        try program.write(
            "volery.yaml",
            "providers:\n  lab: { kind: openai, endpoint: \"http://127.0.0.1:9/v1\", key: \(secret) }\n"
        )
        try program.write("note.txt", "the key is \(secret)")
        let names = #"names=["\#(secret)"]"#
        let record = ["run", "greet.yaml", "--rehearse", "--input", names, "--record", "greet.cassette.jsonl"]
        let recorded = try program.run(record)
        #expect(recorded.status == 0)
        let text = try #require(program.text(of: "greet.cassette.jsonl"))
        #expect(text.contains("the key is "))
        #expect(!(text + recorded.output + recorded.errors).contains(secret))
        let replay = try program.run("run", "greet.yaml", "--replay", "greet.cassette.jsonl")
        #expect(replay.errors == "")
        #expect(replay.output == recorded.output)
    }

    @Test("keep a run that failed, which fails again in the same way")
    func failed() throws {
        let program = try Program(["fail.yaml": "steps:\n  a: { value: \"${{ 1 / int('0') }}\" }\n"])
        #expect(try program.run("run", "fail.yaml", "--rehearse", "--record", "f.jsonl").status == 1)
        let outcome = try program.run("run", "fail.yaml", "--replay", "f.jsonl")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("error[expression]: Division by zero."))
        #expect(!outcome.errors.contains("differs"))
    }

    @Test("are of one workflow, and take no other options")
    func misuse() throws {
        let program = try program()
        try program.write("other.yaml", "steps:\n  a: { value: 1 }\n")
        let other = try program.run("run", "other.yaml", "--replay", "greet.cassette.jsonl")
        #expect(other.status == 2)
        #expect(other.errors.contains("is of the workflow `greet`, not of `other`"))
        #expect(try program.run("run", "greet.yaml", "--replay", "x", "--rehearse").status == 2)
        let missing = try program.run("run", "greet.yaml", "--replay", "none.jsonl")
        #expect(missing.status == 2)
        #expect(missing.errors.contains("--replay `none.jsonl` can't be read"))
    }

    @Test("say where they are damaged")
    func damaged() throws {
        let program = try program()
        let text = try #require(program.text(of: "greet.cassette.jsonl"))
        let whole = try Cassette(text)
        #expect(whole.text == text)
        #expect(whole.outputs?["count"] == 2)
        #expect(throws: CassetteError.self) { try Cassette("") }
        let lines = text.split(separator: "\n").map(String.init)
        func fault(line: Int, _ replacement: String) -> CassetteError? {
            var damaged = lines
            damaged[line - 1] = replacement
            return #expect(throws: CassetteError.self) { try Cassette(damaged.joined(separator: "\n")) }
        }
        #expect(fault(line: 3, String(lines[2].dropLast(5)))?.line == 3)
        #expect(fault(line: 4, "[]")?.line == 4)
        #expect(fault(line: 5, #"{"at":"a","type":"from_the_future"}"#)?.line == 5)
        #expect(fault(line: 1, #"{"cassette":2}"#)?.description.contains("another version") == true)
        #expect(fault(line: 1, lines[1])?.description.contains("no cassette") == true)
        #expect(
            fault(line: 1, lines[0].replacing("\"inputs\"", with: "\"inpots\""))?.message.contains("`inputs`") == true
        )
    }
}
