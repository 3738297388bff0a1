internal import Synchronization
public import VoleryCore
internal import VoleryRuntime

/// Time that goes on only when everybody waits, or when it is told to.
public final class SimulatedTime: TimeSource {
    private struct State {
        var now = Duration.zero
        var nextSleeper = 0
        var sleepers: [(wake: Duration, number: Int, action: @Sendable () -> Void)] = []
    }

    private let state = Mutex(State())

    /// A time that begins at zero, which is 2026-01-01T00:00:00Z for people.
    public init() {}

    /// Time since the beginning.
    public var now: Duration { state.withLock(\.now) }

    /// The time for people.
    public var secondsSince1970: Double { 1_767_225_600 + now.inSeconds }

    /// Returns when the time has come.
    public func sleep(for duration: Duration) async throws {
        try await sleepUntilCalledBack(after: duration)
    }

    /// Calls back when the time has come.
    public func callBack(after duration: Duration, _ action: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        let number = state.withLock { state in
            state.nextSleeper += 1
            state.sleepers.append((state.now + duration, state.nextSleeper, action))
            return state.nextSleeper
        }
        return { self.state.withLock { $0.sleepers.removeAll { $0.number == number } } }
    }

    /// Jumps to the moment at which the next sleeper wakes, and wakes it; false if nobody sleeps.
    public func advance() -> Bool {
        let next = state.withLock { state -> (@Sendable () -> Void)? in
            let first = state.sleepers.min { ($0.wake, $0.number) < ($1.wake, $1.number) }
            guard let first else { return nil }
            state.now = max(state.now, first.wake)
            state.sleepers.removeAll { $0.number == first.number }
            return first.action
        }
        next?()
        return next != nil
    }
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
