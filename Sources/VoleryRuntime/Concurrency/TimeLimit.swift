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
    return try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await time.sleep(for: limit)
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
