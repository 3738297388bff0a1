internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Tells of signals as they come.
///
/// While it watches, they do nothing else. There is one watch at a time.
///
/// A handler writes to a pipe, which Dispatch reads. Dispatch's own signal sources begin to listen some time after they
/// are made, and what comes before is lost. Signals are not ignored or blocked either, since the programs that this one
/// starts would inherit that.
final class SignalWatch: Sendable {
    // Safe: it is only resumed and cancelled, which Dispatch allows on any thread; its type does not say so.
    private nonisolated(unsafe) let source: any DispatchSourceRead
    private let signals: [Int32]

    /// Begins to watch.
    ///
    /// - Parameters:
    ///   - signals: The signals' numbers.
    ///   - onSignal: Called for each signal that came, with the number of those so far, from 1.
    init(_ signals: [Int32], onSignal: @escaping @Sendable (Int) -> Void) {
        self.signals = signals
        _ = SignalPipe.shared.takeAll()
        let count = Mutex(0)
        let queue = DispatchQueue(label: "volery.signals")
        source = DispatchSource.makeReadSource(fileDescriptor: SignalPipe.shared.readEnd, queue: queue)
        source.setEventHandler {
            for _ in 0..<SignalPipe.shared.takeAll() {
                onSignal(
                    count.withLock { count in
                        count += 1
                        return count
                    }
                )
            }
        }
        source.resume()
        for number in signals { signal(number) { SignalPipe.shared.put($0) } }
    }

    /// Gives the signals back their usual meaning.
    func cancel() {
        for number in signals { signal(number, SIG_DFL) }
        source.cancel()
    }
}

/// Where signals are put by their handlers: a pipe, since writing to one is among the few things they may do.
private struct SignalPipe: Sendable {
    static let shared = SignalPipe()

    let readEnd: Int32
    private let writeEnd: Int32

    private init() {
        var ends: [Int32] = [-1, -1]
        // Without descriptors nothing is watched and signals do nothing; but then nothing else works either.
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    /// Called by a signal handler, on any thread at any point.
    func put(_ signal: Int32) {
        let before = errno
        var byte = UInt8(truncatingIfNeeded: signal)
        _ = write(writeEnd, &byte, 1)
        errno = before
    }

    /// Empties the pipe and says how many signals were in it.
    func takeAll() -> Int {
        var bytes: [UInt8] = Array(repeating: 0, count: 64)
        return max(0, read(readEnd, &bytes, bytes.count))
    }
}
