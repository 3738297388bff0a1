#if canImport(Glibc)
private import Glibc
#else
private import Musl
#endif

/// Where work runs that blocks or takes long: files, look-ups, anything over a millisecond.
///
/// Swift's own threads are as few as the processor's cores, so none of them may wait for a disk. There is one bounded
/// set of threads for all such work of the process; a simulation replaces it by running the work where it stands.
public struct Blocking: Sendable {
    private let pool: BlockingThreads?

    /// The threads of this process.
    public static let threads = Blocking(pool: BlockingThreads(limit: max(4, 2 * sysconf(Int32(_SC_NPROCESSORS_ONLN)))))

    /// Runs work at once, where it stands, so that a simulation stays on its one thread.
    public static let inline = Blocking(pool: nil)

    /// What `run` uses in this task and its children.
    @TaskLocal public static var current = Blocking.threads

    /// Does work that may block, away from Swift's own threads.
    ///
    /// The work is not interrupted by cancellation, so it has to be bounded.
    ///
    /// - Parameter work: What to do.
    /// - Returns: What the work returns.
    /// - Throws: What the work throws.
    public static func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        guard let pool = current.pool else { return try work() }
        return try await withUnsafeThrowingContinuation { continuation in
            pool.submit { continuation.resume(with: Swift.Result { try work() }) }
        }
    }
}
