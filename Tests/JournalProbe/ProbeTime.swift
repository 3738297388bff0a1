import Glibc
import VoleryCore

/// The time of this machine.
struct ProbeTime: TimeSource {
    private let start = ContinuousClock.now

    var now: Duration { ContinuousClock.now - start }

    var secondsSince1970: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration, clock: .continuous)
    }
}
