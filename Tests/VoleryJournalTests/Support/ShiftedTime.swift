import Foundation
import Synchronization
import VoleryCore

/// The time of this machine, which a test can put forward.
final class ShiftedTime: TimeSource {
    private let start = ContinuousClock.now
    private let shift: Mutex<Double>

    init(by seconds: Double = 0) {
        shift = Mutex(seconds)
    }

    func putForward(by seconds: Double) { shift.withLock { $0 += seconds } }

    var now: Duration { ContinuousClock.now - start + .seconds(shift.withLock { $0 }) }
    var secondsSince1970: Double { Date().timeIntervalSince1970 + shift.withLock { $0 } }

    func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration, clock: .continuous)
    }
}
