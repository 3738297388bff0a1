import Synchronization

/// Lets a number of sandboxes run at once, and the others in the order in which they came.
///
/// Past twice the number of processors more of them only make each other slower.
final class Slots: Sendable {
    fileprivate struct State {
        var free: Int
        var next: UInt64 = 0
        /// How many have got a slot at once or stand in the queue, or did.
        var asked: UInt64 = 0
        /// Waiting numbers in order, those given up among them; those before `head` have had their turn.
        var queue: [UInt64] = []
        var head = 0
        var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
    }

    private let state: Mutex<State>

    init(count: Int) {
        state = Mutex(State(free: count))
    }

    /// How many have asked for a slot so far.
    var asked: UInt64 { state.withLock(\.asked) }

    /// Runs the body in a slot; nil when the task was cancelled before there was one.
    func withSlot<Result, Failure: Error>(
        _ body: () async throws(Failure) -> Result
    ) async throws(Failure) -> Result? {
        guard await acquire() else { return nil }
        defer { release() }
        return try await body()
    }

    private func acquire() async -> Bool {
        let number = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { wait(number, $0) }
        } onCancel: {
            giveUp(number)
        }
    }

    private func wait(_ number: UInt64, _ continuation: CheckedContinuation<Bool, Never>) {
        let answer: Bool? = state.withLock { state in
            state.asked += 1
            if Task.isCancelled { return false }
            if state.free > 0 {
                state.free -= 1
                return true
            }
            state.queue.append(number)
            state.waiting[number] = continuation
            return nil
        }
        if let answer { continuation.resume(returning: answer) }
    }

    private func giveUp(_ number: UInt64) {
        state.withLock { $0.waiting.removeValue(forKey: number) }?.resume(returning: false)
    }

    private func release() {
        state.withLock { $0.handOn() }?.resume(returning: true)
    }
}

extension Slots.State {
    /// Gives a slot to the one that waits longest, or sets it free.
    fileprivate mutating func handOn() -> CheckedContinuation<Bool, Never>? {
        defer { forgetPast() }
        while head < queue.count {
            head += 1
            if let continuation = waiting.removeValue(forKey: queue[head - 1]) { return continuation }
        }
        free += 1
        return nil
    }

    /// Removes what has had its turn when it is the larger part: in all, each number is moved once or twice.
    private mutating func forgetPast() {
        guard head > queue.count / 2 else { return }
        queue.removeFirst(head)
        head = 0
    }
}
