import Foundation
import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("What was kept is printed, compared, counted and forgotten")
struct StoreCommandTests {
    /// A folder with two runs of one workflow that differ in an input, and their ids, the older first.
    private func twoRuns() throws -> (Program, [String]) {
        let program = try Program([
            "sum.yaml": """
            inputs: { a: { type: integer } }
            steps:
              one: { value: 1 }
              sum: { value: "${{ steps.one.output + inputs.a }}" }
            """
        ])
        let ids = try ["1", "2"].map { value in
            let lines = try program.run("run", "sum.yaml", "--input", "a=\(value)", "--output", "jsonl").output
            let first = try JSONValue(parsing: String(try #require(lines.split(separator: "\n").first)))
            return try #require(first["run"]?.stringValue)
        }
        return (program, ids)
    }

    @Test("events are those of the run, followed to its end")
    func events() throws {
        let (program, ids) = try twoRuns()
        let plain = try program.run("events", ids[0])
        #expect(plain.status == 0)
        let types = try plain.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))["type"]?.stringValue
        }
        #expect(types.first == "run_started")
        #expect(types.last == "run_ended")
        #expect(try program.run("events", ids[0], "--follow").output == plain.output)
        #expect(try program.run("events", "zzz").status == 2)
        let text = try program.run("events", ids[0], "--output", "text").output
        #expect(text.hasPrefix("run  started: sum, \(ids[0])\n"))
        #expect(text.contains("\nsum  done in "))
    }

    @Test("two runs part where their inputs, outputs and what follows from them differ, and nowhere else")
    func difference() throws {
        let (program, ids) = try twoRuns()
        let outcome = try program.run("diff", ids[0], ids[1], "--output", "json")
        let places = try JSONValue(parsing: outcome.output)["differences"]?.arrayValue?.compactMap {
            $0["at"]?.stringValue
        }
        #expect(places == ["", "sum"])
        #expect(try program.run("diff", ids[0], ids[1]).output.contains("sum\n  \(ids[0])  "))
        let same = try program.run("diff", ids[0], ids[0])
        #expect(same.output == "")
        #expect(same.errors.contains("the runs are the same"))
        #expect(try program.run("diff", ids[0], "zzz").status == 2)
    }

    @Test("two runs that differ in what they cost, and in the names of their calls, are the same")
    func sameReplies() throws {
        func entries(_ text: String, _ id: String, _ tokens: Int) -> [Entry] {
            var usage = Usage()
            usage.inputTokens = tokens
            let call = ToolCall(id: id, name: "t", arguments: "{}")
            let reply = ModelReply(text: text, toolCalls: [call], usage: usage, model: "m")
            return [Entry(number: 1, time: 0, address: Address("a.turn1"), payload: .modelEnded(reply: reply))]
        }
        let long = String(repeating: "word ", count: 100)
        let first = entries(long + "one", "1", 7)
        #expect(RunDifference(first, entries(long + "one", "2", 0), names: ("r", "s")).places.isEmpty)
        let text = RunDifference(first, entries(long + "two", "2", 0), names: ("r", "s")).text
        #expect(text.contains("  r  model_ended …"))
        #expect(text.contains("word one\""))
        #expect(text.contains("word two\""))
    }

    @Test("usage is told by workflow, model and day")
    func usage() throws {
        let (program, _) = try twoRuns()
        let outcome = try program.run("usage", "--output", "json")
        let rows = try JSONValue(parsing: outcome.output)["usage"]?.arrayValue
        #expect(rows?.count == 1)
        #expect(rows?.first?["workflow"] == "sum")
        #expect(try program.run("usage", "--by", "day").output.hasPrefix("DAY "))
        #expect(try program.run("usage", "--since", "2020-01-01", "--by", "model").status == 0)
        #expect(try program.run("usage", "--since", "yesterday").status == 2)
    }

    @Test("runs are forgotten that are named or old, and a trial forgets none")
    func prune() throws {
        let (program, ids) = try twoRuns()
        #expect(try program.run("prune").status == 2)
        #expect(try program.run("prune", "--keep", "1", "--dry-run").output == "\(ids[0])\n")
        #expect(try program.run("show", ids[0]).status == 0)
        let outcome = try program.run("prune", "--keep", "1")
        #expect(outcome.output == "\(ids[0])\n")
        #expect(outcome.errors.hasPrefix("1 run forgotten, "))
        #expect(try program.run("show", ids[0]).status == 2)
        let json = try JSONValue(parsing: program.run("prune", ids[1], "--output", "json").output)
        #expect(json["runs"] == [.string(ids[1])])
        #expect(json["forgotten"] == true)
        #expect(try program.run("prune", "--older-than", "0s").output == "")
    }
}
