internal import DequeModule
internal import Synchronization

/// Looks names up on a few threads of its own, since that blocks and can't be cancelled.
///
/// A thread starts when a name waits, and ends when none does.
final class NameResolver: Sendable {
    /// How a name is looked up; blocks.
    typealias LookUp = @Sendable (_ name: String) -> Result<[IPAddress], HTTPError>

    private struct State {
        var names: Deque<String> = []
        var threads = 0
    }

    private static let maximumThreads = 16

    private let lookUp: LookUp
    private let mailbox: LoopMailbox
    private let state = Mutex(State())

    init(mailbox: LoopMailbox, lookUp: @escaping LookUp) {
        self.mailbox = mailbox
        self.lookUp = lookUp
    }

    /// Starts to look a name up; the mailbox gets the result.
    func start(_ name: String) {
        let needsThread = state.withLock { state in
            state.names.append(name)
            guard state.threads < Self.maximumThreads else { return false }
            state.threads += 1
            return true
        }
        guard needsThread else { return }
        do throws(HTTPError) {
            try LoopThread.start { self.work() }
        } catch {
            giveUp(error)
        }
    }

    private func work() {
        while let name = next() {
            mailbox.send(.resolved(name: name, lookUp(name)))
        }
    }

    private func next() -> String? {
        state.withLock { state in
            guard let name = state.names.popFirst() else {
                state.threads -= 1
                return nil
            }
            return name
        }
    }

    /// Without a single thread, nothing that waits would ever be answered.
    private func giveUp(_ error: HTTPError) {
        let names = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return Deque<String>() }
            defer { state.names = [] }
            return state.names
        }
        for name in names { mailbox.send(.resolved(name: name, .failure(error))) }
    }
}
