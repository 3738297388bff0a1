public import VoleryCore

/// How often a failed request is sent again, and after which wait.
public struct RetryPolicy: Sendable, Hashable {
    /// How many further attempts there are at most.
    public var retries: Int
    /// The longest wait that a server may ask for; one that asks for more is not asked again.
    public var longestWait: Duration
    /// What chance follows from, so that many requests that failed together do not come back together.
    public var seed: UInt64

    /// A policy of 3 further attempts, and of waits up to 120 seconds, unless given.
    public init(retries: Int = 3, longestWait: Duration = .seconds(120), seed: UInt64 = .random(in: 0 ... .max)) {
        self.retries = retries
        self.longestWait = longestWait
        self.seed = seed
    }

    /// How long to wait before the next attempt.
    ///
    /// A server's own wish is met, and exceeded by a tenth at most. Without one the wait doubles each time, from half a
    /// second to 8, or, where the server has too much to do, from 1 second to 30; up to a quarter of it is taken off.
    ///
    /// - Parameters:
    ///   - error: Why the last attempt failed.
    ///   - attempt: Which attempt that was, from 1.
    ///   - address: The conversation's address.
    /// - Returns: The wait; `nil` if the server asks for a longer one than is waited for.
    public func wait(after error: ModelError, attempt: Int, at address: Address) -> Duration? {
        let chance = Double(StableHash.of(address.text, "\(attempt)", seed: seed) >> 11) / Double(1 << 53)
        if let asked = error.retryAfter, asked > .zero {
            return asked > longestWait ? nil : asked * (1 + chance / 10)
        }
        let isBusy = error.status == 429
        let factor = Double(1 << min(max(0, attempt - 1), 10))
        let wait = isBusy ? min(30, factor) : min(8, factor / 2)
        return .seconds(wait * (1 - chance / 4))
    }
}
