#if SQLite
internal import VoleryRuntime

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The one thread that writes to a journal's file: what waits while it writes shares the next transaction.
///
/// It renews the leases too, so that a run keeps its owner however busy Swift's own threads are.
///
/// `@unchecked Sendable` is safe: the variables are touched only between `lock` and `unlock`, the store
/// only by the thread, and the mutex and condition live as long as this object, which the thread holds on to.
final class WriterThread: @unchecked Sendable {
    private let store: JournalStore
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var jobs: [WriteJob] = []
    private var endings: [@Sendable () -> Void] = []
    private var isClosed = false
    private var isOver = false

    /// Starts the thread, which takes over the store.
    init(_ store: sending JournalStore) throws(JournalError) {
        self.store = store
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
        var thread = pthread_t()
        let result = pthread_create(&thread, nil, runWriterThread, Unmanaged.passRetained(self).toOpaque())
        guard result == 0 else {
            Unmanaged.passUnretained(self).release()
            throw JournalError(.unavailable, "no thread can be started to write `\(store.path)`")
        }
        pthread_detach(thread)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Does a job soon; false if the thread was told to end.
    func submit(_ job: WriteJob) -> Bool {
        pthread_mutex_lock(mutex)
        let isTaken = !isClosed
        if isTaken { jobs.append(job) }
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(condition)
        return isTaken
    }

    /// Lets the thread write what waits, give back its claims and end.
    /// - Parameter ending: Called when all that is done.
    func close(_ ending: (@Sendable () -> Void)? = nil) {
        pthread_mutex_lock(mutex)
        isClosed = true
        let isOver = isOver
        if !isOver, let ending { endings.append(ending) }
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(condition)
        if isOver { ending?() }
    }

    fileprivate func run() {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        while let jobs = take(within: store.secondsToRenewal) {
            store.perform(jobs)
            store.renewIfDue()
            store.checkpointIfDue()
        }
        store.close()
        pthread_mutex_lock(mutex)
        isOver = true
        let endings = endings
        self.endings = []
        pthread_mutex_unlock(mutex)
        for ending in endings { ending() }
    }

    /// All that waits; nothing when the time is over, `nil` at the end.
    private func take(within seconds: Double?) -> [WriteJob]? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        var deadline = seconds.map(Self.deadline) ?? timespec()
        while jobs.isEmpty, !isClosed {
            if seconds == nil {
                pthread_cond_wait(condition, mutex)
            } else if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT {
                break
            }
        }
        if jobs.isEmpty, isClosed { return nil }
        defer { jobs = [] }
        return jobs
    }

    private static func deadline(_ seconds: Double) -> timespec {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let nanoseconds = time.tv_nsec + Int(seconds.truncatingRemainder(dividingBy: 1) * 1e9)
        time.tv_sec += Int(seconds) + nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        return time
    }
}

private func runWriterThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<WriterThread>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
#endif
