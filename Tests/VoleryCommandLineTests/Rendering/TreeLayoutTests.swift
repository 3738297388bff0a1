import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("A run is drawn as a tree")
struct TreeLayoutTests {
    @Test("while it runs: the steps, what runs in them, and what was used")
    func live() throws {
        let events = try Recording.events()
        #expect(
            text(of: layout(events.prefix { !isFailedCall($0, in: "research[0]") })) == """
                ✓ plan      planner  4 tokens · 1.2s
                ▸ research  researcher  1 done, 2 running · 10 tokens · 4.4s
                  ▸ research[0]  turn 1 · 2 tokens · 4.4s
                    ▸ web_fetch https://example.org/a  1.4s  reading
                    ▸ web_fetch https://example.org/missing  1.4s
                  ▸ research[1]  turn 1 · 4 tokens · 4.4s
                    ▸ checker Is it so?  turn 2 · 2 tokens · 3.2s
                ✗ count     broken notes.md  0.0s  this disk is full …
                - praise    skipped
                · brief
                3 steps · 5 model calls · 4 tool calls · 1 sub-agent · 5 tokens in · 9 out · $0.00 · 5.6s
                """
        )
    }

    @Test("the words of one conversation stand below, the last lines of them")
    func words() throws {
        var view = fold(Array(try Recording.events().prefix { !isWords($0) }))
        for number in 1...5 { view.receive(.words(address: Address("plan.turn1"), text: "line \(number)\n")) }
        view.receive(.words(address: Address("plan.turn1"), text: "and a line that is too long for this terminal"))
        #expect(
            text(of: TreeLayout(view: view, columns: 34, rows: 20, now: view.time)) == """
                ▸ plan      planner  turn 1 · 0.0s
                · research
                ✗ count     broken notes.md  0.0s…
                - praise    skipped
                · brief
                  ╭ plan
                  │ line 4
                  │ line 5
                  │ and a line that is too long\u{20}
                  │ for this terminal
                2 steps · 1 tool call · 0.0s
                """
        )
    }

    @Test("when it is over: each step, and why one failed")
    func final() throws {
        let layout = layout(try Recording.events()[...])
        #expect(
            layout.final().map { $0.text(inColour: false) }.joined(separator: "\n") == """
                ✓ plan      planner  4 tokens · 1.2s
                ✓ research  researcher  3 done · 1 call failed · 29 tokens · 8.0s
                ✗ count     broken notes.md  0.0s  this disk is full …
                - praise    skipped
                ✓ brief     editor  12 tokens · 3.3s
                """
        )
    }

    @Test("it never is wider or higher than the terminal, whatever the size")
    func bounds() throws {
        let events = try Recording.events()
        for count in events.indices {
            for (columns, rows) in [(1, 1), (2, 2), (10, 3), (20, 4), (40, 6), (80, 7), (500, 200)] {
                let lines = layout(events.prefix(count), columns: columns, rows: rows).live()
                #expect(lines.count <= max(1, rows - 1))
                #expect(lines.allSatisfy { $0.columns <= columns && width($0.text(inColour: false)) == $0.columns })
            }
        }
    }

    @Test("of a thousand elements it shows as many as there is room for, and counts the others")
    func manyElements() {
        var view = RunView(plan: ["before", "each", "after"])
        view.receive(entry(1, "before", .stepStarted(kind: "value", detail: nil)))
        view.receive(
            entry(2, "before", .stepEnded(status: .completed, output: 1, error: nil, usage: Usage(), seconds: 0))
        )
        view.receive(entry(3, "each", .stepStarted(kind: "agent", detail: "clerk")))
        for index in 0..<1_000 {
            view.receive(entry(4, "each[\(index)]", .stepStarted(kind: "agent", detail: "clerk")))
            if index.isMultiple(of: 4) {
                view.receive(
                    entry(
                        5,
                        "each[\(index)]",
                        .stepEnded(status: .completed, output: 1, error: nil, usage: Usage(), seconds: 0)
                    )
                )
            }
        }
        let shown = text(of: TreeLayout(view: view, columns: 60, rows: 12, now: 2))
        #expect(
            shown == """
                ✓ 1 step done
                ▸ each    clerk  250 done, 750 running · 2.0s
                  ▸ each[1]  2.0s
                  ▸ each[2]  2.0s
                  ▸ each[3]  2.0s
                  ▸ each[5]  2.0s
                  ▸ each[6]  2.0s
                  ▸ each[7]  2.0s
                  … 744 more
                · 1 step waiting
                1 step · 0.0s
                """
        )
    }

    private func layout(_ events: ArraySlice<RunEvent>, columns: Int = 100, rows: Int = 24) -> TreeLayout {
        let view = fold(Array(events))
        return TreeLayout(view: view, columns: columns, rows: rows, now: view.time)
    }

    private func text(of layout: TreeLayout) -> String {
        layout.live().map { $0.text(inColour: false) }.joined(separator: "\n")
    }

    private func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + TerminalText.width(of: $1) }
    }

    private func isFailedCall(_ event: RunEvent, in conversation: String) -> Bool {
        guard case .entry(let entry) = event, case .toolFailed = entry.payload else { return false }
        return entry.address.callingConversation?.text == conversation
    }

    private func isWords(_ event: RunEvent) -> Bool {
        if case .words = event { true } else { false }
    }
}
