internal import DequeModule
internal import Synchronization

/// Lets one in at a time, in the order in which they came.
package final class Gate: Sendable {
    private struct State {
        var isTaken = false
        var waiting: Deque<Waiter<Void>> = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Waits for the turn; pair it with `leave()`.
    /// - Throws: `CancellationError` when the task is cancelled first.
    package func enter() async throws {
        let waiter = state.withLock { state -> Waiter<Void>? in
            guard state.isTaken else {
                state.isTaken = true
                return nil
            }
            let waiter = Waiter<Void>()
            state.waiting.append(waiter)
            return waiter
        }
        try await waiter?.value()
    }

    /// Lets the next one in who still waits.
    package func leave() {
        while let next = nextInLine() {
            if next.resume(returning: ()) { return }
        }
    }

    private func nextInLine() -> Waiter<Void>? {
        state.withLock { state in
            let next = state.waiting.popFirst()
            if next == nil { state.isTaken = false }
            return next
        }
    }
}
