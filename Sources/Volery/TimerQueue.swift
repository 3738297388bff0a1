internal import Dispatch
internal import Synchronization

/// Calls back at times, by one timer of the system's; what is called off is gone at once.
///
/// Swift's own sleeps, and Dispatch's delayed blocks, stay in memory until their time even when nobody waits any more: of
/// each call with a limit of ten minutes, for ten minutes.
final class TimerQueue: Sendable {
    /// The one of the process.
    static let shared = TimerQueue()

    private struct Entry {
        var time: ContinuousClock.Instant
        var number: UInt64
        var action: @Sendable () -> Void
    }

    private struct State {
        /// By time, then by number.
        var entries: [Entry] = []
        var number: UInt64 = 0
        /// When the timer fires; `nil` if it does not.
        var armed: ContinuousClock.Instant?
    }

    /// The timer's clock stands still while the machine sleeps, ours does not: so it is looked at now and then.
    private static let longest = Duration.seconds(60)
    private let state = Mutex(State())
    /// Unsafe only by its type: what is done with it, resuming it once and setting its time, may be done on any thread.
    private nonisolated(unsafe) let timer: any DispatchSourceTimer

    private init() {
        timer = DispatchSource.makeTimerSource(queue: .global())
        timer.setEventHandler { [unowned self] in fire() }
        timer.resume()
    }

    /// Calls back after a while.
    /// - Returns: Calls it off, if it has not been done.
    func callBack(after duration: Duration, _ action: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        let time = ContinuousClock.now + duration
        let number = state.withLock { state in
            state.number += 1
            let entry = Entry(time: time, number: state.number, action: action)
            state.entries.insert(entry, at: Self.index(of: time, state.number, in: state.entries))
            arm(&state)
            return state.number
        }
        return { self.callOff(time, number) }
    }

    private func callOff(_ time: ContinuousClock.Instant, _ number: UInt64) {
        // Its action is let go outside of the lock, as it may hold on to anything.
        _ = state.withLock { state -> Entry? in
            let index = Self.index(of: time, number, in: state.entries)
            guard index < state.entries.count, state.entries[index].number == number else { return nil }
            return state.entries.remove(at: index)
        }
    }

    private func fire() {
        let due = state.withLock { state in
            let now = ContinuousClock.now
            let count = state.entries.prefix { $0.time <= now }.count
            let due = state.entries.prefix(count)
            state.entries.removeFirst(count)
            state.armed = nil
            arm(&state)
            return due
        }
        for entry in due { entry.action() }
    }

    /// Sets the timer to the first time, unless it fires before that.
    private func arm(_ state: inout State) {
        guard let first = state.entries.first?.time else { return }
        let now = ContinuousClock.now
        let next = min(first, now + Self.longest)
        if let armed = state.armed, armed <= next { return }
        state.armed = next
        let (seconds, attoseconds) = max(.zero, next - now).components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        timer.schedule(deadline: .now() + .nanoseconds(nanoseconds), leeway: .microseconds(100))
    }

    /// Where an entry is, or belongs.
    private static func index(of time: ContinuousClock.Instant, _ number: UInt64, in entries: [Entry]) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if (entries[middle].time, entries[middle].number) < (time, number) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
