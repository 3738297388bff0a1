internal import Synchronization
internal import VoleryCore

/// Who is at work below a time limit or in a run, so that it is known when all that is left to do is waiting for a
/// person or a `wait`.
///
/// Each task that does something holds one share. It gives shares to its children before it waits for them and takes
/// the share of each as it ends, so the count is never too low in between: it is 0 only when everybody waits.
final class Activity: Sendable {
    private struct State {
        var shares = 1
        var pausedSince: Duration?
        var paused = Duration.zero
        var resumption: [Waiter<Void>] = []
    }

    /// What the current task counts in.
    @TaskLocal static var current: Activity?

    private let parent: Activity?
    private let time: any TimeSource
    private let state = Mutex(State())
    private let onPause: @Sendable () -> Void

    /// An activity of one task, which counts in another one already if there is one.
    ///
    /// - Parameters:
    ///   - parent: The activity around it.
    ///   - time: Where time comes from.
    ///   - onPause: Called each time when nobody is at work any more.
    init(within parent: Activity? = current, time: any TimeSource, onPause: @escaping @Sendable () -> Void = {}) {
        self.parent = parent
        self.time = time
        self.onPause = onPause
    }

    /// For how long everybody has been waiting in all.
    var paused: Duration {
        state.withLock { state in state.paused + (state.pausedSince.map { time.now - $0 } ?? .zero) }
    }

    /// Gives out or takes back shares.
    func add(_ shares: Int) {
        guard shares != 0 else { return }
        let (isPaused, resumption) = state.withLock { state -> (Bool, [Waiter<Void>]) in
            state.shares += shares
            if state.shares == 0 {
                state.pausedSince = time.now
                return (true, [])
            }
            guard let since = state.pausedSince.take() else { return (false, []) }
            state.paused += time.now - since
            return (false, state.resumption.take())
        }
        for waiter in resumption { waiter.resume(returning: ()) }
        parent?.add(shares)
        if isPaused { onPause() }
    }

    /// Returns when somebody is at work, at once unless everybody waits.
    /// - Throws: `CancellationError` when the task is cancelled first.
    func untilAtWork() async throws {
        let waiter = state.withLock { state -> Waiter<Void>? in
            guard state.pausedSince != nil else { return nil }
            let waiter = Waiter<Void>()
            state.resumption.append(waiter)
            return waiter
        }
        try await waiter?.value()
    }

    /// Waits for a person or a time, without a share.
    static func waiting<Result>(_ wait: () async throws -> Result) async throws -> Result {
        let activity = current
        activity?.add(-1)
        defer { activity?.add(1) }
        return try await wait()
    }
}

extension [Waiter<Void>] {
    fileprivate mutating func take() -> Self {
        defer { self = [] }
        return self
    }
}

/// The shares that a task gives to its children.
struct ActivityShares {
    private let activity = Activity.current
    private var children = 0
    private var holdsOwn = true

    /// A child begins.
    mutating func begin() {
        activity?.add(1)
        children += 1
    }

    /// The task waits for its children: it has nothing to do itself.
    mutating func wait() {
        guard children > 0, holdsOwn else { return }
        activity?.add(-1)
        holdsOwn = false
    }

    /// A child has ended; its share is the task's own now.
    mutating func receive() {
        children -= 1
        holdsOwn = true
    }

    /// After a failure, when all children have ended: takes back what they hold.
    mutating func restore() {
        activity?.add(1 - children - (holdsOwn ? 1 : 0))
        children = 0
        holdsOwn = true
    }
}
