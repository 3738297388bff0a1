import Synchronization

/// The one thread that starts processes.
///
/// It never ends, as its children would end with it.
final class Spawner: Sendable {
    private let jobs = Mutex<[@Sendable () -> Void]>([])
    private let bell: Bell

    init() throws(SystemError) {
        bell = try Bell(blocking: true)
        try PermanentThread.start("volery-spawn") { [self] in
            while true {
                bell.answer()
                for job in take() { job() }
            }
        }
    }

    /// Does this on the thread, after what was asked for before.
    func perform(_ job: @escaping @Sendable () -> Void) {
        jobs.withLock { $0.append(job) }
        bell.ring()
    }

    private func take() -> [@Sendable () -> Void] {
        jobs.withLock { jobs in
            defer { jobs = [] }
            return jobs
        }
    }
}
