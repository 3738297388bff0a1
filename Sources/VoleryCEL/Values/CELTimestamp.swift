/// A point in time: seconds since 1970-01-01T00:00:00Z and the nanoseconds beyond, from the year 1 to the year 9999.
public struct CELTimestamp: Sendable, Hashable, Comparable {
    /// Seconds since 1970, negative before.
    public let seconds: Int64
    /// Nanoseconds beyond the second, from 0 to 999,999,999.
    public let nanoseconds: Int32

    static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

    /// A point in time, or nil if it is outside of the years 1 to 9999 or the nanoseconds are not below a second.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard Self.range.contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else { return nil }
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Whether one comes before another.
    public static func < (lhs: CELTimestamp, rhs: CELTimestamp) -> Bool {
        (lhs.seconds, lhs.nanoseconds) < (rhs.seconds, rhs.nanoseconds)
    }

    /// This and a duration more, or nil if that is out of range.
    func adding(_ duration: CELDuration) -> CELTimestamp? {
        let (quotient, remainder) = duration.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        var seconds = seconds + quotient
        var nanoseconds = Int64(nanoseconds) + remainder
        if nanoseconds < 0 {
            nanoseconds += 1_000_000_000
            seconds -= 1
        } else if nanoseconds >= 1_000_000_000 {
            nanoseconds -= 1_000_000_000
            seconds += 1
        }
        return CELTimestamp(seconds: seconds, nanoseconds: Int32(nanoseconds))
    }

    /// The time from another one to this, or nil if it is out of range.
    func since(_ other: CELTimestamp) -> CELDuration? {
        let (nanoseconds, overflow) = (seconds - other.seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (total, over) = nanoseconds.addingReportingOverflow(Int64(self.nanoseconds - other.nanoseconds))
        return overflow || over ? nil : CELDuration(nanoseconds: total)
    }
}
