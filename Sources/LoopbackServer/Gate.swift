internal import Glibc
internal import Synchronization

/// Something that a test and a server's script agree on without regard to time: closed at first, then open for good.
///
/// Both sides can open it, and wait for it: the test by `await`, the script by ``LoopbackExchange/wait(for:)``.
public final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Ready to read, because its other end is closed, from the moment that the gate opens.
    let descriptor: Int32
    private let otherEnd: Int32
    private let state = Mutex(State())

    /// A closed gate.
    public init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "A test's gate needs two descriptors, and there are none left.")
        (descriptor, otherEnd) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        if !isOpen { close(otherEnd) }
        close(descriptor)
    }

    /// Whether it was opened.
    public var isOpen: Bool { state.withLock(\.isOpen) }

    /// Opens it; once more does nothing.
    public func open() {
        let waiters: [CheckedContinuation<Void, Never>] = state.withLock { state in
            guard !state.isOpen else { return [] }
            state.isOpen = true
            close(otherEnd)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Blocks this thread until it is open; for threads of their own.
    public func wait() {
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&polled, 1, -1) < 1 {}
    }

    /// Waits until it is open.
    public func opened() async {
        await withCheckedContinuation { waiter in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiters.append(waiter) }
                return state.isOpen
            }
            if isOpen { waiter.resume() }
        }
    }
}
