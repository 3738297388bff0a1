internal import Dispatch
internal import Synchronization
public import VoleryCore

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The time of this machine.
public struct SystemTime: TimeSource {
    private let start = ContinuousClock.now

    /// The time of this machine, from now on.
    public init() {}

    /// Time since this value was made; goes on while the machine sleeps.
    public var now: Duration { ContinuousClock.now - start }

    /// The machine's clock on the wall.
    public var secondsSince1970: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Returns after a while.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration, clock: .continuous)
    }

    /// Calls back after a while, on a thread of the system's.
    public func callBack(after duration: Duration, _ action: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        let timer = CallBack(action)
        let (seconds, attoseconds) = duration.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(nanoseconds)) { timer.fire() }
        return { timer.callOff() }
    }
}

/// An action that is done once, unless it was called off.
private final class CallBack: Sendable {
    private let action: Mutex<(@Sendable () -> Void)?>

    init(_ action: @escaping @Sendable () -> Void) {
        self.action = Mutex(action)
    }

    func fire() {
        action.withLock { $0.take() }?()
    }

    func callOff() {
        action.withLock { $0 = nil }
    }
}
