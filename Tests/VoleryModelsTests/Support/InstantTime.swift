import Synchronization
import VoleryCore

/// A clock that moves only when someone sleeps, at once and by as much.
final class InstantTime: TimeSource {
    private let sleeps = Mutex<[Duration]>([])

    /// How long each sleep was, in order.
    var slept: [Duration] { sleeps.withLock(\.self) }

    var now: Duration { slept.reduce(.zero, +) }
    /// 2026-01-01T00:00:00Z and what was slept.
    var secondsSince1970: Double { 1_767_225_600 + now / .seconds(1) }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        sleeps.withLock { $0.append(duration) }
    }
}
