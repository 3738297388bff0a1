internal import Synchronization
internal import VoleryCore

/// Shows on standard error how a run goes on: a live tree where the terminal can redraw, else plain lines.
struct RunProgress: Sendable {
    enum Style: Sendable {
        case tree
        case lines
        /// Nothing but the summary.
        case quiet
    }

    let terminal: Terminal
    let style: Style
    /// The ids of the workflow's steps, in the file's order.
    var plan: [String] = []
    /// Shared with whoever asks questions on the same terminal.
    var screen = SharedScreen()
    /// How many entries the run had when it was gone on with; lines tell of what comes behind them.
    var recorded = 0
    /// Seconds since 1970.
    var now: @Sendable () -> Double = { SystemClock.now }

    /// How often the tree is drawn at most.
    private static let drawPause = Duration.milliseconds(100)

    /// Shows events until there are no more, or until the task is cancelled; then the summary.
    ///
    /// - Parameter events: What happens in the run.
    /// - Returns: What is known of the run at the end.
    @discardableResult
    func show<Events: AsyncSequence<RunEvent, Never> & Sendable>(_ events: Events) async -> RunView {
        let watched = WatchedRun(RunView(plan: plan))
        switch style {
        case .tree: await showTree(events, watched)
        case .lines: await showLines(events, watched)
        case .quiet: for await event in events { watched.receive(event) }
        }
        let time = now()
        watched.finish(at: time)
        let view = watched.view
        await write("\(RunSummary.text(of: view, at: time))\n")
        return view
    }

    private func showLines<Events: AsyncSequence<RunEvent, Never>>(_ events: Events, _ watched: WatchedRun) async {
        for await event in events {
            watched.receive(event)
            let lines = lines(of: event, watched)
            await screen.free()
            if !lines.isEmpty { await write(lines.map { $0 + "\n" }.joined()) }
        }
    }

    /// The lines of an event; of all that was recorded before there is one.
    private func lines(of event: RunEvent, _ watched: WatchedRun) -> [String] {
        guard case .entry(let entry) = event, entry.number <= recorded else { return LineLog.lines(of: event) }
        guard entry.number == recorded else { return [] }
        let counts = RunSummary.counts(watched.view.totals).joined(separator: ", ")
        return ["run  \(TerminalText.escaped(watched.view.run)) has recorded: \(counts)"]
    }

    private func showTree<Events: AsyncSequence<RunEvent, Never> & Sendable>(
        _ events: Events,
        _ watched: WatchedRun
    ) async {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await event in events { watched.receive(event) }
                return true
            }
            group.addTask {
                while (try? await Task.sleep(for: Self.drawPause)) != nil { await draw(watched) }
                return false
            }
            while let isOver = await group.next(), !isOver {}
            group.cancelAll()
        }
        watched.finish(at: now())
        await draw(watched, isFinal: true)
    }

    private func draw(_ watched: WatchedRun, isFinal: Bool = false) async {
        let (terminal, screen, time) = (terminal, screen, now())
        _ = try? await Blocking.run {
            try screen.draw { holds in
                let frame = watched.frame(for: terminal, at: time, isFinal: isFinal, holds: holds)
                if let frame { try terminal.write(frame) }
            }
        }
    }

    /// Progress that nobody reads is no reason to stop.
    private func write(_ text: String) async {
        let terminal = terminal
        _ = try? await Blocking.run { try terminal.write(text) }
    }
}

/// The run as it is known, and what of it is on screen; shared by the task that reads events and the one that draws.
private final class WatchedRun: Sendable {
    private struct State {
        var view: RunView
        var screen = LiveScreen()
        var hasChanged = true
        var drawnSecond = -1.0
        /// How often somebody else had had the screen when it was last drawn.
        var holds = 0
    }

    private let state: Mutex<State>

    init(_ view: RunView) {
        state = Mutex(State(view: view))
    }

    var view: RunView { state.withLock(\.view) }

    func receive(_ event: RunEvent) {
        state.withLock { state in
            state.view.receive(event)
            state.hasChanged = true
        }
    }

    func finish(at time: Double) {
        state.withLock { $0.view.finish(at: time) }
    }

    /// What to write so that the terminal shows the run; `nil` if it does so already, to the second.
    func frame(for terminal: Terminal, at time: Double, isFinal: Bool, holds: Int) -> String? {
        let size = terminal.size
        return state.withLock { state in
            let second = time.rounded(.down)
            guard isFinal || state.hasChanged || second != state.drawnSecond else { return nil }
            (state.hasChanged, state.drawnSecond) = (false, second)
            if state.holds != holds { (state.screen, state.holds) = (LiveScreen(), holds) }
            let layout = TreeLayout(view: state.view, columns: size.columns, rows: size.rows, now: time)
            return state.screen.frame(
                isFinal ? layout.final() : layout.live(),
                columns: size.columns,
                inColour: terminal.hasColour
            )
        }
    }
}
