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

/// Tells how many of some signals have come. While it watches, they do nothing else.
private final class SignalWatch: Sendable {
    // Safe: made and cancelled by one owner; Dispatch's sources may be used from any thread.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]
    private let signals: [Int32]

    init(_ signals: [Int32], onSignal: @escaping @Sendable (Int) -> Void) {
        self.signals = signals
        let count = SignalCount()
        let queue = DispatchQueue(label: "volery.signals")
        sources = signals.map { number in
            // A handler that does nothing, for an ignored signal would stay ignored in the programs that we start.
            signal(number) { _ in }
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { onSignal(count.next()) }
            source.resume()
            return source
        }
    }

    func cancel() {
        for source in sources { source.cancel() }
        for number in signals { signal(number, SIG_DFL) }
    }
}

private final class SignalCount: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
