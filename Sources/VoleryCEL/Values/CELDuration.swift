/// A length of time in nanoseconds: up to about 292 years, either way.
public struct CELDuration: Sendable, Hashable, Comparable {
    /// The length in nanoseconds.
    public let nanoseconds: Int64

    /// A length of time.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Whether one is shorter than another.
    public static func < (lhs: CELDuration, rhs: CELDuration) -> Bool {
        lhs.nanoseconds < rhs.nanoseconds
    }
}
