internal import Synchronization
internal import VoleryCore

/// Knows what a run waits for that can't come while it runs, and when nothing else is left to do.
final class Suspension: Sendable {
    private struct State {
        var waits: [Address: RunSuspended.Wait] = [:]
        /// Waits that end by themselves in this process: for a person at a terminal, or a short time.
        var inPlace = 0
        var isReached = false
        var watcher: Waiter<Void>?
    }

    private let state = Mutex(State())

    /// What is waited for, in address order.
    var waits: [RunSuspended.Wait] { state.withLock { $0.waits.values.sorted { $0.address < $1.address } } }

    /// Waits until the run is suspended; never returns otherwise.
    /// - Throws: `CancellationError`.
    func hold(_ wait: RunSuspended.Wait) async throws -> Never {
        state.withLock { $0.waits[wait.address] = wait }
        defer { state.withLock { _ = $0.waits.removeValue(forKey: wait.address) } }
        try await Activity.waiting { try await Waiter<Void>().value() }
        throw CancellationError()
    }

    /// Waits for what comes in this process.
    func waitingInPlace<Result>(_ wait: () async throws -> Result) async throws -> Result {
        state.withLock { $0.inPlace += 1 }
        defer { state.withLock { $0.inPlace -= 1 } }
        return try await Activity.waiting(wait)
    }

    /// Nobody is at work any more.
    func pause() {
        let watcher = state.withLock { state -> Waiter<Void>? in
            guard !state.waits.isEmpty, state.inPlace == 0 else { return nil }
            state.isReached = true
            return state.watcher.take()
        }
        watcher?.resume(returning: ())
    }

    /// Returns what is waited for once all that is left to do is that.
    /// - Throws: `CancellationError`.
    func reached() async throws -> [RunSuspended.Wait] {
        let waiter = Waiter<Void>()
        let isReached = state.withLock { state in
            if !state.isReached { state.watcher = waiter }
            return state.isReached
        }
        if !isReached { try await waiter.value() }
        return waits
    }
}
