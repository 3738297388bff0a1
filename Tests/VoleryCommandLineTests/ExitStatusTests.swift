import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("The exit status says who acts next")
struct ExitStatusTests {
    @Test("each kind of error has its status")
    func statuses() {
        #expect(ExitStatus(RunError(.tool, "", at: .run)).rawValue == 1)
        #expect(ExitStatus(RunError(.internal, "", at: .run)).rawValue == 1)
        #expect(ExitStatus(RunError(.inputs, "", at: .run)).rawValue == 2)
        #expect(ExitStatus(UsageError("")).rawValue == 2)
        #expect(ExitStatus(DiagnosticsError([])).rawValue == 3)
        #expect(ExitStatus(RunError(.limit, "", at: .run)).rawValue == 4)
        #expect(ExitStatus(CancellationError()).rawValue == 130)
        #expect(ExitStatus(RunError(.cancelled, "", at: .run)).rawValue == 130)
    }

    @Test("a failure is shown with its place in the file, its address and what to do")
    func report() {
        let source = SourceText(file: "w.yaml", text: "steps:\n  plan:\n    agent: planner\n")
        let place = Place(file: "w.yaml", start: .init(line: 3, column: 12), end: .init(line: 3, column: 19))
        let error = RunError(
            .model,
            "the key is not accepted\nset XAI_API_KEY",
            at: Address("plan.turn1"),
            path: "steps.plan"
        )
        #expect(
            FailureReport(error: error, place: place, sources: [source]).text(style: .plain, columns: 80) == """
                error[model]: the key is not accepted
                  --> w.yaml:3:12
                   |
                 3 |     agent: planner
                   |            ^^^^^^^
                   = set XAI_API_KEY
                   = at plan.turn1 of the run

                """
        )
    }

    @Test("without a place the key in the file is named")
    func withoutPlace() {
        let error = RunError(.limit, "$0.50 is spent", at: .run, path: "limits.cost")
        #expect(
            FailureReport(error: error).text(style: .plain, columns: 80)
                == "error[limit]: $0.50 is spent\n  = in `limits.cost`\n"
        )
    }
}
