import Foundation
import Testing

@testable import VoleryCommandLine

@Suite("Answers that nobody waits for any more")
struct LateAnswerTests {
    @Test("a question whose time was over is neither listed nor answered, and the run stays as it ended")
    func late() throws {
        let program = try Program([
            "flow.yaml": """
            steps:
              sign: { ask: "Ship it?", timeout: 1ms, on_error: { value: "nobody" } }
              other: { ask: "And you?", needs: [sign] }
            outputs: { sign: "${{ steps.sign.output }}", other: "${{ steps.other.output }}" }
            """
        ])
        _ = try program.run("run", "flow.yaml")
        let list = try program.run("runs").output
        let run = try #require(list.split(separator: "\n").last?.split(separator: " ").first.map(String.init))
        let waiting = try program.run("resume", run)
        #expect(waiting.status == 5)
        #expect(waiting.errors.contains("'other'") && !waiting.errors.contains("answer \(run) 'sign'"))
        #expect(try program.run("show", run).output.contains("And you?"))
        #expect(try program.run("answer", run, "sign", "yes").errors.contains("asks nothing at `sign`"))
        let outcome = try program.run("answer", run, "other", "yes", "--resume")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let late = try program.run("answer", run, "other", "no")
        #expect(late.status == 2)
        #expect(late.errors.contains("waits for no answer"), "\(late.errors)")
        #expect(try program.run("runs").output.contains("completed"))
    }

    @Test("a question in a group that failed is asked and can be answered when the run goes on")
    func failedGroup() throws {
        let program = try Program([
            "flow.yaml": """
            steps:
              both:
                steps:
                  sign: { ask: "Ship it?" }
                  there: { tool: shell, with: { command: "test -e there.txt" } }
                output: "${{ steps.sign.output }}"
            outputs: { both: "${{ steps.both.output }}" }
            """
        ])
        #expect(try program.run("run", "flow.yaml").status == 1)
        try program.write("there.txt", "")
        let list = try program.run("runs").output
        let run = try #require(list.split(separator: "\n").last?.split(separator: " ").first.map(String.init))
        #expect(try program.run("resume", run).status == 5)
        let outcome = try program.run("answer", run, "both.sign", "yes", "--resume")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output == "yes\n")
    }
}
