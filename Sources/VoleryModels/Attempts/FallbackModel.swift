public import VoleryCore

/// A model with others to ask in its place.
///
/// They are asked while it stays unavailable after its retries, is unknown to its server, or has no room for the
/// conversation. A refusal is an answer and is never taken elsewhere.
public struct FallbackModel: LanguageModel {
    private let models: [any LanguageModel]
    private let time: any TimeSource
    /// The first model's name.
    public let name: String
    /// What holds whichever of them answers: the highest price, the widest window, and what all of them can do.
    public let facts: ModelFacts

    /// A model with others to ask, in order.
    public init(_ model: any LanguageModel, or others: [any LanguageModel], time: any TimeSource) {
        models = [model] + others
        self.time = time
        name = model.name
        facts = others.reduce(model.facts) { $0.covering($1.facts) }
    }

    /// Asks the first model, and the others in order until one answers.
    ///
    /// - Throws: `ModelError` of the first model's kind that tells what became of each, or `CancellationError` when the
    ///   task is cancelled.
    @concurrent public func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        let end = time.now + request.timeLimit
        let watch = AttemptWatch(onEvent)
        var failures: [ModelError] = []
        for model in models {
            if let last = failures.last {
                watch.receive(.retrying(attempt: watch.attempts + 1, after: .zero, because: last))
            }
            var attempt = request
            attempt.timeLimit = end - time.now
            do {
                return try await model.respond(to: attempt, onEvent: watch.receive)
            } catch let error as ModelError {
                failures.append(error)
                if watch.hasOutput || !error.allowsFallback || time.now >= end { break }
            }
        }
        throw Self.joined(failures)
    }

    private static func joined(_ failures: [ModelError]) -> ModelError {
        guard var error = failures.first else { return ModelError(.unavailable, "there is no model to ask") }
        error.message = failures.map(\.message).joined(separator: " Then ")
        error.isRetryable = failures.contains(where: \.isRetryable)
        return error
    }
}

extension ModelError {
    /// Whether another model may do better with the same request.
    fileprivate var allowsFallback: Bool {
        switch kind {
        case .unavailable, .unknownModel, .contextFull: true
        case .timeout, .malformedAnswer: isRetryable
        case .refused, .authentication, .invalidRequest: false
        }
    }
}

extension ModelFacts {
    /// What holds of either of two models.
    fileprivate func covering(_ other: ModelFacts) -> ModelFacts {
        ModelFacts(
            contextTokens: both(contextTokens, other.contextTokens, max),
            maxOutputTokens: both(maxOutputTokens, other.maxOutputTokens, max) ?? maxOutputTokens,
            price: both(price, other.price) { $0.covering($1) },
            uncountedReasoningTokens: max(uncountedReasoningTokens, other.uncountedReasoningTokens),
            combinesToolsWithOutput: combinesToolsWithOutput && other.combinesToolsWithOutput,
            takes: takes.intersection(other.takes),
            imageTokens: max(imageTokens, other.imageTokens)
        )
    }

    private func both<Value>(_ one: Value?, _ other: Value?, _ join: (Value, Value) -> Value) -> Value? {
        guard let one, let other else { return nil }
        return join(one, other)
    }
}

extension ModelPrice {
    /// A price that is never below either of two.
    fileprivate func covering(_ other: ModelPrice) -> ModelPrice {
        ModelPrice(
            input: max(input, other.input),
            cachedInput: max(cachedInput ?? input, other.cachedInput ?? other.input),
            output: max(output, other.output),
            long: long(with: other)
        )
    }

    private func long(with other: ModelPrice) -> Long? {
        guard let above = [long?.above, other.long?.above].compactMap(\.self).min() else { return nil }
        let (one, two) = (rates(above: above), other.rates(above: above))
        return Long(
            above: above,
            input: max(one.input, two.input),
            cachedInput: max(one.cachedInput, two.cachedInput),
            output: max(one.output, two.output)
        )
    }

    /// The highest rates for requests longer than a number of tokens.
    private func rates(above tokens: Int) -> Long {
        Long(
            above: tokens,
            input: max(input, long?.input ?? 0),
            cachedInput: max(cachedInput ?? input, long?.cachedInput ?? 0),
            output: max(output, long?.output ?? 0)
        )
    }
}
