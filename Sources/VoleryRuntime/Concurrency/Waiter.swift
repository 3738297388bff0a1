internal import Synchronization

/// One wait for one value, which ends when the value comes or the waiting task is cancelled, whichever is first.
package final class Waiter<Value: Sendable>: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<Value, any Error>)
        case ended(Result<Value, any Error>)
    }

    private let state = Mutex(State.idle)

    package init() {}

    /// Waits; called once.
    /// - Throws: `CancellationError` when the task is cancelled first.
    package func value() async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result: Result<Value, any Error>? = state.withLock { state in
                    if case .ended(let result) = state { return result }
                    state = .waiting(continuation)
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            end(with: .failure(CancellationError()))
        }
    }

    /// Ends the wait with a value; false if it had ended before, and nobody gets the value.
    @discardableResult
    package func resume(returning value: Value) -> Bool {
        end(with: .success(value))
    }

    @discardableResult
    private func end(with result: Result<Value, any Error>) -> Bool {
        let (continuation, isFirst) = state.withLock { state in
            let before = state
            if case .ended = before { return (nil as CheckedContinuation<Value, any Error>?, false) }
            state = .ended(result)
            if case .waiting(let continuation) = before { return (continuation, true) }
            return (nil, true)
        }
        continuation?.resume(with: result)
        return isFirst
    }
}
