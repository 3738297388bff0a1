public import VoleryCore

/// A model that is asked again where that may help: after failures that pass, before the first word of an answer was
/// seen, and within the request's time limit.
public struct RetryingModel: LanguageModel {
    private let model: any LanguageModel
    private let policy: RetryPolicy
    private let time: any TimeSource

    /// A model with further attempts.
    public init(_ model: any LanguageModel, policy: RetryPolicy = RetryPolicy(), time: any TimeSource) {
        self.model = model
        self.policy = policy
        self.time = time
    }

    /// The model's name.
    public var name: String { model.name }

    /// What is known of the model.
    public var facts: ModelFacts { model.facts }

    /// Asks until there is an answer, or no attempt is left; each further one is told by `ModelEvent.retrying`.
    ///
    /// - Throws: `ModelError` of the last attempt, or `CancellationError` when the task is cancelled.
    @concurrent public func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        let end = time.now + request.timeLimit
        let watch = AttemptWatch(onEvent)
        while true {
            var attempt = request
            attempt.timeLimit = end - time.now
            do {
                return try await model.respond(to: attempt, onEvent: watch.receive)
            } catch let error as ModelError {
                let wait = try wait(after: error, watch, request.address, until: end)
                watch.receive(.retrying(attempt: watch.attempts + 1, after: wait, because: error))
                try await time.sleep(for: wait)
            }
        }
    }

    /// How long to wait before the next attempt, if there is to be one.
    ///
    /// - Throws: The error itself, with the reason why it is the last.
    private func wait(
        after error: ModelError,
        _ watch: AttemptWatch,
        _ address: Address,
        until end: Duration
    ) throws(ModelError) -> Duration {
        guard error.isRetryable, !watch.hasOutput else { throw error }
        guard watch.attempts <= policy.retries else {
            throw error.adding(watch.attempts > 1 ? "This was attempt \(watch.attempts), the last." : nil)
        }
        guard let wait = policy.wait(after: error, attempt: watch.attempts, at: address) else {
            let (asked, most) = (error.retryAfter ?? .zero, policy.longestWait)
            throw error.adding(
                "The server asks to wait \(asked.wholeSeconds) s, and no more than \(most.wholeSeconds) s are waited."
            )
        }
        guard time.now + wait < end else { throw error.adding("No time is left for another attempt.") }
        return wait
    }
}

extension ModelError {
    fileprivate func adding(_ words: String?) -> ModelError {
        guard let words else { return self }
        var error = self
        error.message += error.message.hasSuffix(".") ? " \(words)" : ". \(words)"
        return error
    }
}

extension Duration {
    fileprivate var wholeSeconds: Int64 { components.seconds }
}
