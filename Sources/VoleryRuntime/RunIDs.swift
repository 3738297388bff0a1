internal import Synchronization
internal import VoleryCore

/// Gives runs their ids: 12 letters and digits, of which the first 7 are the second, so that ids sort by time.
final class RunIDs: Sendable {
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    private let random: RandomSource
    private let count = Mutex(0)

    init(_ random: RandomSource) {
        self.random = random
    }

    /// The next id, which differs from all before it.
    func next(secondsSince1970: Double) -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        let seconds = UInt64(max(0, secondsSince1970))
        let chance = UInt64(random.unit(at: Address("run\(number)")) * Double(1 << 25))
        let time = (0..<7).reversed().map { Self.digits[Int(seconds >> (5 * UInt64($0)) & 31)] }
        let rest = (0..<5).map { Self.digits[Int(chance >> (5 * UInt64($0)) & 31)] }
        return String(decoding: time + rest, as: UTF8.self)
    }
}
