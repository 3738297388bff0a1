internal import CCurl
internal import Glibc
internal import Synchronization

/// What others want of the loop, and how it is woken to hear of it.
///
/// It outlives the loop's thread and the client, whichever goes first, so that sending to it is always safe.
final class LoopMailbox: Sendable {
    enum Command: Sendable {
        /// A request is to be sent.
        case start(Transfer, HTTPRequest)
        /// The reader of the transfer has room again.
        case goOn(Int)
        /// Nobody waits for the transfer any more.
        case stop(Int)
        /// A look-up has ended.
        case resolved(name: String, Result<[IPAddress], HTTPError>)
        /// The loop is to end.
        case shutDown
    }

    private struct State {
        var commands: [Command] = []
        /// Why nothing is taken any more, once that is so.
        var closed: HTTPError?
        var hasEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// A descriptor that is written to when there are commands; watched for edges, it never needs to be read.
    let wakeUp: Int32
    private let state = Mutex(State())

    init() throws(HTTPError) {
        wakeUp = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard wakeUp >= 0 else { throw HTTPError(.outOfResources, detail: "There are no free descriptors.") }
    }

    deinit {
        Glibc.close(wakeUp)
    }

    /// Sends a command; lost if the loop has ended, since there is nothing left then to do anything to.
    func send(_ command: Command) {
        let isFirst = state.withLock { state in
            guard state.closed == nil else { return false }
            state.commands.append(command)
            return state.commands.count == 1
        }
        if isFirst { wake() }
    }

    /// Sends a request to the loop, or says why that can't be.
    func start(_ transfer: Transfer, _ request: HTTPRequest) throws(HTTPError) {
        let (closed, isFirst): (HTTPError?, Bool) = state.withLock { state in
            guard state.closed == nil else { return (state.closed, false) }
            state.commands.append(.start(transfer, request))
            return (nil, state.commands.count == 1)
        }
        if let closed { throw closed }
        if isFirst { wake() }
    }

    private func wake() {
        eventfd_write(wakeUp, 1)
    }
}

// MARK: - For the loop

extension LoopMailbox {
    /// Takes all commands.
    func takeAll() -> [Command] {
        state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
    }

    /// Takes the last commands; there will be no others.
    func close(_ error: HTTPError) -> [Command] {
        state.withLock { state in
            state.closed = error
            defer { state.commands = [] }
            return state.commands
        }
    }

    /// Tells those who wait that the loop has given everything back.
    func end() {
        let waiters = state.withLock { state in
            state.hasEnded = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits until the loop has given everything back.
    func ended() async {
        await withCheckedContinuation { waiter in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.waiters.append(waiter) }
                return state.hasEnded
            }
            if hasEnded { waiter.resume() }
        }
    }
}
