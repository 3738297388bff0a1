internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Ctrl-C and its like: the first cancels what is going on, which then ends in order; the second leaves at once.
enum Interruption {
    /// What interrupts: Ctrl-C, a request to end, and the terminal's end.
    static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Does work that the first signal cancels.
    ///
    /// - Parameters:
    ///   - leave: What the second signal does; it is called on a thread of its own, and does not wait for the work.
    ///   - work: The work; when it's cancelled it's still waited for.
    /// - Returns: What the work returns, also if it could not be stopped any more.
    /// - Throws: What the work throws, `CancellationError` as a rule when it was interrupted.
    static func cancelling<Result: Sendable>(
        leave: @escaping @Sendable () -> Void = { _exit(ExitStatus.interrupted.rawValue) },
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let (interruptions, continuation) = AsyncStream.makeStream(of: Void.self)
        let watch = SignalWatch(signals) { count in
            if count == 1 { continuation.yield() } else { leave() }
        }
        defer { watch.cancel() }
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await _ in interruptions { break }
                return nil
            }
            while let ended = try await group.next() {
                group.cancelAll()
                if let ended { return ended }
            }
            throw CancellationError()
        }
    }

    /// Lets a write to a closed pipe fail instead of ending the process.
    static func ignoreClosedPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}
