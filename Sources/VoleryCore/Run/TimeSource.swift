/// Where a run gets its time from, so that tests can be exact about it and replays do not wait.
public protocol TimeSource: Sendable {
    /// Time since some fixed moment; never goes back.
    var now: Duration { get }

    /// Seconds since 1970-01-01T00:00:00Z, for people; may jump.
    var secondsSince1970: Double { get }

    /// Returns after a while.
    /// - Parameter duration: How long to wait.
    /// - Throws: `CancellationError` at once when the task is cancelled.
    func sleep(for duration: Duration) async throws

    /// Calls back after a while, whatever becomes of the task; by default never, which suits a time that does not pass.
    ///
    /// - Parameters:
    ///   - duration: How long to wait.
    ///   - action: What to do then; returns quickly.
    /// - Returns: Calls it off, if it has not been done.
    func callBack(after duration: Duration, _ action: @escaping @Sendable () -> Void) -> @Sendable () -> Void
}

extension TimeSource {
    /// Never calls back.
    public func callBack(after duration: Duration, _ action: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
        {}
    }
}
