import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("A frame takes the place of the one before")
struct LiveScreenTests {
    @Test("after every event the screen shows just the last frame, below what stood there")
    func redraws() throws {
        var model = ScreenModel(columns: 60, rows: 12)
        model.feed("$ volery run\r\n")
        var (screen, view) = (LiveScreen(), RunView())
        for event in try Recording.events() {
            view.receive(event)
            let lines = TreeLayout(view: view, columns: 60, rows: 12, now: view.time).live()
            model.feed(screen.frame(lines, columns: 60, inColour: true))
            #expect(model.text == ["$ volery run"] + lines.map { trimmed($0.text(inColour: false)) })
        }
        #expect(model.violations.isEmpty)
    }

    @Test("a terminal that has become narrower, and has broken the lines, is drawn over whole")
    func narrower() throws {
        var model = ScreenModel(columns: 80, rows: 30)
        var (screen, view) = (LiveScreen(), RunView())
        for event in try Recording.events().prefix(40) { view.receive(event) }
        model.feed("before\r\n")
        model.feed(
            screen.frame(TreeLayout(view: view, columns: 80, rows: 30, now: 0).live(), columns: 80, inColour: false)
        )
        model.narrow(to: 33)
        let lines = TreeLayout(view: view, columns: 33, rows: 30, now: 0).live()
        model.feed(screen.frame(lines, columns: 33, inColour: false))
        #expect(model.text == ["before"] + lines.map { trimmed($0.text(inColour: false)) })
        #expect(model.violations.isEmpty)
    }

    private func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
