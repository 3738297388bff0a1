internal import Synchronization
internal import VoleryCore
internal import VoleryRuntime

/// Lets progress and questions take turns on one terminal.
final class SharedScreen: Sendable {
    private struct State {
        var isHeld = false
        /// How often it was held so far: what was drawn before is out of reach.
        var holds = 0
        var waiting: [Waiter<Void>] = []
    }

    private let state = Mutex(State())
    /// Held while something is drawn.
    private let drawing = Mutex(())

    /// Keeps the progress from drawing; returns when what is being drawn is on screen.
    func hold() async {
        state.withLock { state in
            state.isHeld = true
            state.holds += 1
        }
        _ = try? await Blocking.run { [self] in drawing.withLock { _ in } }
    }

    /// Lets the progress go on.
    func release() {
        let waiting = state.withLock { state in
            state.isHeld = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiter in waiting { waiter.resume(returning: ()) }
    }

    /// Draws unless the screen is held; blocks while the terminal is slow.
    ///
    /// - Parameter body: Draws; it is told how often the screen was held so far.
    /// - Throws: What the body throws.
    func draw(_ body: (_ holds: Int) throws -> Void) rethrows {
        try drawing.withLock { _ in
            let (isHeld, holds) = state.withLock { ($0.isHeld, $0.holds) }
            if !isHeld { try body(holds) }
        }
    }

    /// Waits until the screen is not held, or the task is cancelled.
    func free() async {
        let waiter = Waiter<Void>()
        let isFree = state.withLock { state in
            if state.isHeld { state.waiting.append(waiter) }
            return !state.isHeld
        }
        if !isFree { try? await waiter.value() }
    }
}
