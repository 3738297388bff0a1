public import VoleryCore
internal import VoleryRuntime

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
        try await sleepUntilCalledBack(after: duration)
    }

    /// Calls back after a while, on a thread of the system's.
    public func callBack(after duration: Duration, _ action: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        TimerQueue.shared.callBack(after: duration, action)
    }
}
