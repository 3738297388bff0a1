private import DequeModule

#if canImport(Glibc)
private import Glibc
#else
private import Musl
#endif

/// A bounded set of threads that take work from one queue; threads start when there is work that none is free for.
///
/// `@unchecked Sendable` is safe: `queue`, `idle` and `count` are touched only between `lock` and `unlock`, and the
/// mutex and condition live at fixed addresses for as long as this object, which is for ever.
final class BlockingThreads: @unchecked Sendable {
    typealias Work = @Sendable () -> Void

    private let limit: Int
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var queue: Deque<Work> = []
    private var idle = 0
    private var count = 0

    init(limit: Int) {
        self.limit = limit
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    func submit(_ work: @escaping Work) {
        pthread_mutex_lock(mutex)
        queue.append(work)
        let starts = idle < queue.count && count < limit
        if starts { count += 1 }
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(condition)
        if starts { startThread() }
    }

    private func startThread() {
        var thread = pthread_t()
        let result = pthread_create(&thread, nil, runBlockingThread, Unmanaged.passRetained(self).toOpaque())
        if result == 0 {
            pthread_detach(thread)
            return
        }
        Unmanaged.passUnretained(self).release()
        pthread_mutex_lock(mutex)
        count -= 1
        let isAlone = count == 0
        pthread_mutex_unlock(mutex)
        // No thread is to be had: what waits is done here, so that nothing waits for ever.
        if isAlone { while let work = takeIfAny() { work() } }
    }

    fileprivate func take() -> Work {
        pthread_mutex_lock(mutex)
        idle += 1
        while queue.isEmpty { pthread_cond_wait(condition, mutex) }
        idle -= 1
        let work = queue.removeFirst()
        pthread_mutex_unlock(mutex)
        return work
    }

    private func takeIfAny() -> Work? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return queue.popFirst()
    }
}

private func runBlockingThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let threads = Unmanaged<BlockingThreads>.fromOpaque(context).takeRetainedValue()
    while true { threads.take()() }
}
