import Glibc
import Synchronization
import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("Progress is written to a terminal")
struct RunProgressTests {
    @Test("a terminal sees the tree grow in place, and at the end the final tree and the summary")
    func tree() async throws {
        let pty = try PseudoTerminal(columns: 70, rows: 20)
        let terminal = Terminal(descriptor: pty.terminal, environment: ["TERM": "xterm"])
        #expect(terminal.canRedraw && terminal.hasColour)
        #expect(terminal.size == (70, 20))
        let view = await RunProgress(terminal: terminal, style: .tree, now: { 1_767_225_611 })
            .show(Paced(events: try Recording.events()))
        var model = ScreenModel(columns: 70, rows: 20)
        model.feed(pty.output())
        let tree = TreeLayout(view: view, columns: 70, rows: 20, now: 0).final().map { $0.text(inColour: false) }
        #expect(model.text == tree + wrapped(RunSummary.text(of: view, at: 0), 70))
        #expect(model.violations.isEmpty)
    }

    @Test("colours and redrawing are for terminals that have them")
    func abilities() throws {
        let pty = try PseudoTerminal(columns: 0, rows: 0)
        #expect(Terminal(descriptor: pty.terminal, environment: ["TERM": "xterm"]).size == (80, 24))
        #expect(!Terminal(descriptor: pty.terminal, environment: ["TERM": "xterm", "NO_COLOR": "1"]).hasColour)
        #expect(Terminal(descriptor: pty.terminal, environment: ["TERM": "xterm", "NO_COLOR": "1"]).canRedraw)
        #expect(!Terminal(descriptor: pty.terminal, environment: ["TERM": "dumb"]).canRedraw)
        #expect(!Terminal(descriptor: pty.terminal, environment: [:]).hasColour)
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        #expect(!Terminal(descriptor: ends[1], environment: ["TERM": "xterm"]).isTerminal)
    }

    @Test("a pipe sees lines")
    func lines() async throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        await RunProgress(terminal: Terminal(descriptor: ends[1], environment: [:]), style: .lines)
            .show(Paced(events: try Recording.events()))
        close(ends[1])
        let text = readAll(ends[0])
        close(ends[0])
        #expect(text.hasPrefix("run  started: research, "))
        #expect(!text.contains("\u{1B}"))
        #expect(text.split(separator: "\n").last?.hasPrefix("done in 13s: 5 steps, ") == true)
    }

    @Test("a reader that has gone is an error without a signal, and no reason to stop for progress")
    func closed() async throws {
        Interruption.ignoreClosedPipes()
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        defer { close(ends[1]) }
        let terminal = Terminal(descriptor: ends[1], environment: [:])
        let error = #expect(throws: OutputClosed.self) { try terminal.write("x") }
        #expect(error?.isPipe == true)
        let view = await RunProgress(terminal: terminal, style: .lines).show(Paced(events: try Recording.events()))
        #expect(view.status == .completed)
    }

    private func wrapped(_ text: String, _ columns: Int) -> [String] {
        stride(from: 0, to: text.count, by: columns).map { String(text.dropFirst($0).prefix(columns)) }
            .map { line in line.last == " " ? String(line.dropLast()) : line }
    }
}

/// Events that come as fast as they are read.
private struct Paced: AsyncSequence, Sendable {
    let events: [RunEvent]

    struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<RunEvent>

        mutating func next() async -> RunEvent? { rest.popFirst() }
    }

    func makeAsyncIterator() -> Iterator { Iterator(rest: events[...]) }
}
