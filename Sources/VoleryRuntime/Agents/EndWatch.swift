internal import Logging
internal import Synchronization
internal import VoleryCore

extension RunContext {
    /// How long a call may go on after it was told to stop before that is reported.
    static var endingTime: Duration { .seconds(5) }

    /// Makes a call, and reports it by name when it goes on for long after it was told to stop.
    ///
    /// Nothing can stop code of this process that ignores cancellation; it is waited for all the same.
    func watchingEnd<Result>(
        of tool: any Tool,
        at address: Address,
        _ call: () async throws -> Result
    ) async throws -> Result {
        let (name, events, logger) = (tool.name, transcript.events, logger)
        let watch = EndWatch(time: time, after: Self.endingTime) {
            events.pass(.notEnding(address: address, tool: name))
            logger.warning("the tool `\(name)` was told to stop and goes on", metadata: ["address": "\(address)"])
        }
        defer { watch.end() }
        return try await withTaskCancellationHandler {
            try await call()
        } onCancel: {
            watch.begin()
        }
    }
}

/// Reports once what has not ended a while after it was told to.
private final class EndWatch: Sendable {
    private enum State {
        case idle
        case watching(callOff: @Sendable () -> Void)
        case ended
    }

    private let state = Mutex(State.idle)
    private let time: any TimeSource
    private let wait: Duration
    private let report: @Sendable () -> Void

    init(time: any TimeSource, after wait: Duration, _ report: @escaping @Sendable () -> Void) {
        self.time = time
        self.wait = wait
        self.report = report
    }

    /// It was told to end.
    func begin() {
        state.withLock { state in
            guard case .idle = state else { return }
            state = .watching(callOff: time.callBack(after: wait, report))
        }
    }

    /// It has ended.
    func end() {
        let before = state.withLock { state in
            defer { state = .ended }
            return state
        }
        if case .watching(let callOff) = before { callOff() }
    }
}
