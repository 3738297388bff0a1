import Foundation
import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("What is left of a damaged run can be used")
struct DamagedStoreTests {
    private static let flow = """
        steps:
          first: { tool: shell, with: { command: "echo first >> log.txt; echo 1" } }
          long: { needs: [first], tool: shell, with: { command: "head -c 20000 /dev/urandom | base64" } }
          sign: { needs: [long], ask: "Ship it?" }
        outputs: { sign: "${{ steps.sign.output }}" }
        """

    /// A program with a run that waits, whose long entry is damaged, and the run's id.
    private func damaged() throws -> (Program, String) {
        let program = try Program(["flow.yaml": Self.flow])
        let outcome = try program.run("run", "flow.yaml", "--output", "jsonl")
        #expect(outcome.status == 5)
        let first = try JSONValue(parsing: String(try #require(outcome.output.split(separator: "\n").first)))
        let file = program.folder.appending(path: ".volery/runs.db")
        var bytes = try Data(contentsOf: file)
        // What is long lies in pages of its own, the last of which was made last.
        let place = bytes.count - 4_096 + 200
        for index in place..<(place + 64) { bytes[index] ^= 0x55 }
        try bytes.write(to: file)
        return (program, try #require(first["run"]?.stringValue))
    }

    @Test("events are printed up to the damaged one, which is named, and the command fails")
    func events() throws {
        let (program, run) = try damaged()
        let outcome = try program.run("events", run)
        #expect(outcome.status == 1)
        let numbers = try outcome.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))["n"]?.intValue
        }
        #expect(numbers.count >= 5)
        #expect(numbers == Array(1...numbers.count))
        #expect(outcome.errors.contains("entry \(numbers.count + 1) of run `\(run)` is damaged"), "\(outcome.errors)")
        #expect(try program.run("show", run).status == 0)
    }

    @Test("it is not gone on with; a run that takes what is left of it does the rest")
    func anew() throws {
        let (program, run) = try damaged()
        let outcome = try program.run("resume", run)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("--from \(run)"), "\(outcome.errors)")
        let again = try program.run("run", "flow.yaml", "--from", run)
        #expect(again.status == 5)
        #expect(again.errors.contains("is damaged"), "\(again.errors)")
        // The first step was taken as it was.
        #expect(program.text(of: "log.txt") == "first\n")
    }
}
