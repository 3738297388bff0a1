import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("Where nothing can be redrawn, what happens comes as lines")
struct LineLogTests {
    @Test("a call that goes on though it was told to stop is told by its tool, in lines and in the tree")
    func notEnding() {
        let address = Address("plan.turn1.call1")
        let event = RunEvent.notEnding(address: address, tool: "crawl")
        #expect(
            LineLog.lines(of: event) == ["plan  crawl was told to stop and goes on; waiting for it"]
        )
        var view = RunView(plan: ["plan"])
        let started = Entry.Payload.stepStarted(kind: "tool", detail: "crawl")
        view.receive(.entry(Entry(number: 1, time: 0, address: Address("plan"), payload: started)))
        view.receive(.notEnding(address: Address("plan"), tool: "crawl"))
        let lines = TreeLayout(view: view, columns: 100, rows: 10, now: 1).live()
        #expect("\(lines)".contains("crawl was told to stop and goes on"))
    }

    @Test("each start and end, each tool call, each further try and each failure is a line")
    func recorded() throws {
        let lines = try Recording.events().flatMap(LineLog.lines)
        #expect(
            lines.joined(separator: "\n") == """
                run  started: research, 1mnbe80csh05
                count  started: tool broken
                count  broken notes.md
                plan  started: agent planner
                praise  skipped
                count  failed after 0.0s: this disk is full
                    ask the administrator
                plan  done in 1.2s, 4 tokens
                research  started: agent researcher
                research[2]  started: agent researcher
                research[0]  started: agent researcher
                research[1]  started: agent researcher
                research[2]  done in 1.2s
                research[1]  checker Is it so?
                research[1].turn1.call1  web_fetch https://example.org/b
                research[0]  web_fetch https://example.org/missing
                research[0]  web_fetch https://example.org/a
                research[0]  web_fetch failed: 404 Not Found
                research[1]  done in 6.8s
                research[0]  done in 8.0s
                research  done in 8.0s, 29 tokens
                brief  started: agent editor
                brief  tries again in 0.9s: a rehearsed fault
                brief  done in 3.3s, 12 tokens
                """
        )
    }

    @Test("a message of many lines stays together, and is bounded")
    func long() {
        let message = (1...100).map { "line \($0)" }.joined(separator: "\n")
        let lines = LineLog.lines(
            of: entry(1, "a.turn1.call1", .toolFailed(tool: "shell", message: message, correctable: false))
        )
        #expect(lines.prefix(2) == ["a  shell failed: line 1", "    line 2"])
        #expect(lines.count == 40)
        #expect(lines.last == "    … 61 more lines")
    }

    @Test("the summary says how it ended, what was done and what it used")
    func summary() throws {
        let view = fold(try Recording.events())
        #expect(
            RunSummary.text(of: view, at: 0)
                == "done in 13s: 5 steps, 10 model calls, 4 tool calls, 1 sub-agent, 1 retry, 19 tokens in, 26 out, $0.00"
        )
    }

    @Test("numbers are written as people read them")
    func measures() {
        #expect(
            [0, 0.04, 0.05, 9.94, 9.96, 59.4, 59.6, 185, 3_599.6, 3_720, .infinity].map(Measure.time) == [
                "0.0s", "0.0s", "0.1s", "9.9s", "10s", "59s", "1m 00s", "3m 05s", "1h 00m", "1h 02m", "0.0s",
            ]
        )
        #expect(
            [0, 999, 1_000, 1_234_567, -1_000, .min].map { Measure.count($0) } == [
                "0", "999", "1,000", "1,234,567", "-1,000", "-9,223,372,036,854,775,808",
            ]
        )
        #expect(
            [0, 999, 1_000, 14_249, 99_949, 999_949, 999_950, 3_100_000].map(Measure.short) == [
                "0", "999", "1.0k", "14.2k", "99.9k", "999k", "1.0M", "3.1M",
            ]
        )
    }
}
