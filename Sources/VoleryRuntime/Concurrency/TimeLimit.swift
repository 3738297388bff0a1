internal import VoleryCore

/// Does something, and stops it when it takes too long.
///
/// The work is cancelled and awaited before this throws, so nothing that it started goes on.
///
/// - Throws: What `expired` gives when the time is over; else what the work throws.
func withTimeLimit<Result: Sendable>(
    _ limit: Duration?,
    in time: any TimeSource,
    expired: @escaping @Sendable () -> RunError,
    _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    guard let limit else { return try await work() }
    return try await racing(work, against: { try await time.sleep(for: limit) }, expired: expired)
}

/// The same for a time that stands still while all that is left to do is waiting for a person or a `wait`.
func withWorkingTimeLimit<Result: Sendable>(
    _ limit: Duration?,
    in time: any TimeSource,
    expired: @escaping @Sendable () -> RunError,
    _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    guard let limit else { return try await work() }
    let activity = Activity(time: time)
    let start = time.now
    return try await racing(
        { try await Activity.$current.withValue(activity, operation: work) },
        against: {
            while true {
                try await activity.untilAtWork()
                let left = limit - (time.now - start - activity.paused)
                guard left > .zero else { return }
                try await time.sleep(for: left)
            }
        },
        expired: expired
    )
}

private func racing<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result,
    against end: @escaping @Sendable () async throws -> Void,
    expired: @escaping @Sendable () -> RunError
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await end()
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw CancellationError() }
        if let result = first { return result }
        group.cancelAll()
        while let _ = try? await group.next() {}
        throw expired()
    }
}
