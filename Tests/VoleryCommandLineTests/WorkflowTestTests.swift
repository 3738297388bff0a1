import Foundation
import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("volery test")
struct WorkflowTestTests {
    private static let greeting = """
        inputs:
          name: { type: string, default: Ada }
        agents:
          host: { instructions: You greet. }
        steps:
          greet: { agent: host, prompt: "Greet ${{ inputs.name }}." }
        outputs:
          greeting: ${{ steps.greet.output }}
        """

    private func program(_ rehearsal: String) throws -> Program {
        try Program(["greet.yaml": Self.greeting, "greet.rehearsal.yaml": rehearsal])
    }

    @Test("passes what is as expected: rehearsals, further ones and cassettes")
    func passes() throws {
        let program = try program(
            "replies: { greet: [{ text: Hello Ada }] }\nexpect: [\"outputs.greeting == 'Hello Ada'\", \"status == 'completed'\"]\n"
        )
        try program.write("greet.short.rehearsal.yaml", "expect: { short: \"size(outputs.greeting) > 0\" }\n")
        #expect(try program.run("run", "greet.yaml", "--rehearse", "--record", "greet.a.cassette.jsonl").status == 0)
        let outcome = try program.run("test", "greet.yaml", "--junit", "report.xml")
        #expect(outcome.errors == "")
        #expect(outcome.status == 0)
        for file in ["greet.rehearsal.yaml", "greet.short.rehearsal.yaml", "greet.a.cassette.jsonl"] {
            #expect(outcome.output.contains("✓ \(file) ("))
        }
        #expect(outcome.output.hasSuffix("3 tests passed\n"))
        let all = try program.run("test", "greet.yaml", "greet.rehearsal.yaml", "greet.short.rehearsal.yaml")
        #expect(all.output.hasSuffix("3 tests passed\n"))
        #expect(try program.run("check", "greet.yaml", "greet.short.rehearsal.yaml").status == 0)
        #expect(program.text(of: "report.xml")?.contains("tests=\"3\" failures=\"0\"") == true)
    }

    @Test("shows an expectation that does not hold, with what its parts were")
    func fails() throws {
        let program = try program("replies: { greet: [{ text: Hi }] }\nexpect: [\"outputs.greeting == 'Hello'\"]\n")
        let outcome = try program.run("test", "greet.yaml")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("✗ greet.rehearsal.yaml ("))
        #expect(outcome.errors.contains("this does not hold"))
        #expect(outcome.errors.contains("greet.rehearsal.yaml:2:"))
        #expect(outcome.errors.contains("`outputs.greeting` is \"Hi\""))
        let json = try JSONValue(parsing: program.run("test", "greet.yaml", "--output", "json").output)
        #expect(json["passed"] == false)
    }

    @Test("fails with the run, unless its failure is what is expected")
    func failingRun() throws {
        let workflow = "steps:\n  a: { fail: \"no way\" }\n"
        let program = try Program(["no.yaml": workflow, "no.rehearsal.yaml": "inputs: {}\n"])
        let outcome = try program.run("test", "no.yaml")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the run failed"))
        try program.write("no.rehearsal.yaml", "expect: [\"status == 'failed' && error.message.contains('no way')\"]\n")
        #expect(try program.run("test", "no.yaml").status == 0)
    }

    @Test("checks types before anything runs")
    func types() throws {
        let misspelt = try program("expect: [\"outputs.greting == 'Hello'\"]\n").run("test", "greet.yaml")
        #expect(misspelt.status == 3)
        #expect(misspelt.errors.contains("greting"))
        let text = try program("expect: [\"outputs.greeting\"]\n").run("check", "greet.yaml")
        #expect(text.status == 3)
        #expect(text.errors.contains("what is expected is a boolean"))
    }

    @Test("fails where the workflow is not what the cassette recorded any more")
    func changed() throws {
        let program = try program("replies: { greet: [{ text: Hi }] }\n")
        #expect(try program.run("run", "greet.yaml", "--rehearse", "--record", "greet.a.cassette.jsonl").status == 0)
        try program.write("greet.yaml", Self.greeting.replacing("Greet $", with: "Welcome $"))
        let outcome = try program.run("test", "greet.yaml")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("✓ greet.rehearsal.yaml"))
        #expect(outcome.output.contains("✗ greet.a.cassette.jsonl"))
        #expect(outcome.errors.contains("`greet.turn1`"))
    }

    @Test("checks what is expected of a cassette, in a file beside it that outlives another recording")
    func cassetteExpectations() throws {
        let program = try program("replies: { greet: [{ text: Hi Ada }] }\n")
        let record = ["run", "greet.yaml", "--rehearse", "--record", "greet.a.cassette.jsonl"]
        #expect(try program.run(record).status == 0)
        try program.write("greet.a.cassette.yaml", "expect:\n  greets: outputs.greeting.contains('Ada')\n")
        #expect(try program.run("test", "greet.yaml").output.hasSuffix("2 tests passed\n"))
        #expect(try program.run("test", "greet.a.cassette.yaml").status == 0)
        try program.write("greet.rehearsal.yaml", "replies: { greet: [{ text: Hi Eve }] }\n")
        #expect(try program.run(record).status == 0)
        let outcome = try program.run("test", ".")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("✗ ./greet.a.cassette.jsonl"))
        #expect(outcome.errors.contains("greet.a.cassette.yaml:2:"))
        #expect(outcome.errors.contains("`outputs.greeting` is \"Hi Eve\""))
    }

    @Test(
        "checks the form and the types of what is expected of a cassette",
        arguments: [
            ("expect: [\"outputs.greting == 'x'\"]\n", "greting"), ("expect: [\"1 + 1\"]\n", "is a boolean"),
            ("replies: {}\n", "replies"),
        ]
    )
    func wrongExpectations(_ text: String, _ reason: String) throws {
        let program = try program("replies: {}\n")
        try program.write("greet.a.cassette.yaml", text)
        for command in ["check", "test"] {
            let outcome = try program.run(command, "greet.yaml")
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("greet.a.cassette.yaml:1:"))
            #expect(outcome.errors.contains(reason))
        }
    }

    @Test("tells of a cassette that is missing, damaged or cut, and of a failure that was not expected")
    func wrongCassettes() throws {
        let program = try program("replies: { greet: [{ text: Hi Ada }] }\n")
        try program.write("greet.a.cassette.yaml", "expect: [\"size(outputs.greeting) > 0\"]\n")
        let missing = try program.run("test", "greet.yaml")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("record it: volery run greet.yaml --record greet.a.cassette.jsonl"))
        let record = ["run", "greet.yaml", "--rehearse", "--record", "greet.a.cassette.jsonl"]
        #expect(try program.run(record).status == 0)
        let lines = try #require(program.text(of: "greet.a.cassette.jsonl")).split(separator: "\n")
        try program.write("greet.a.cassette.jsonl", lines.dropLast().joined(separator: "\n"))
        let cut = try program.run("test", "greet.yaml")
        #expect(cut.status == 1)
        #expect(cut.errors.contains("record again: volery run greet.yaml"))
        try program.write("greet.a.cassette.jsonl", lines.joined(separator: "\n").dropLast(4) + "\n")
        #expect(try program.run("test", "greet.yaml").errors.contains("line \(lines.count): this is no JSON"))
        let failing = try Program([
            "no.yaml": "steps:\n  a: { fail: \"no way\" }\n", "no.cassette.yaml": "expect: [\"usage.tokens == 0\"]\n",
        ])
        #expect(try failing.run("run", "no.yaml", "--rehearse", "--record", "no.cassette.jsonl").status == 1)
        #expect(try failing.run("test", "no.yaml").errors.contains("the run failed: a: no way"))
        try failing.write("no.cassette.yaml", "expect: [\"error.message.contains('no way')\"]\n")
        #expect(try failing.run("test", "no.yaml").status == 0)
    }

    @Test("says so where there is nothing to test")
    func nothing() throws {
        let outcome = try Program(["a.yaml": "steps:\n  a: { value: 1 }\n"]).run("test", "a.yaml")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("there is no rehearsal and no cassette beside a.yaml"))
    }
}
