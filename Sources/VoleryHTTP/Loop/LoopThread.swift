internal import Glibc

/// A thread of its own for work that blocks, with every signal blocked, so that signals go to the program's threads.
enum LoopThread {
    private final class Work {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Starts a thread that nobody waits for.
    static func start(stackBytes: Int = 512 << 10, _ run: @escaping @Sendable () -> Void) throws(HTTPError) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, stackBytes)
        let work = Unmanaged.passRetained(Work(run))
        guard create(attributes, work.toOpaque()) else {
            work.release()
            throw HTTPError(.outOfResources, detail: "No further thread could be started.")
        }
    }

    private static func create(_ attributes: pthread_attr_t, _ work: UnsafeMutableRawPointer) -> Bool {
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var attributes = attributes
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            &attributes,
            { context in
                guard let context else { return nil }
                Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            work
        )
        return code == 0
    }
}
