import Synchronization
import VoleryCore

/// A model that plays what a test says, attempt by attempt, and remembers what it was asked.
final class PlayedModel: LanguageModel {
    /// What happens in one attempt.
    enum Play: Sendable {
        case reply(String)
        case failure(ModelError)
        /// Words, then a failure.
        case broken(ModelEvent, ModelError)
    }

    let name: String
    let facts: ModelFacts
    private let plays: [Play]
    private let asked = Mutex<[ModelRequest]>([])

    init(_ name: String = "played", facts: ModelFacts = ModelFacts(), _ plays: Play...) {
        self.name = name
        self.facts = facts
        self.plays = plays
    }

    var requests: [ModelRequest] { asked.withLock(\.self) }

    @concurrent func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        let number = asked.withLock { asked in
            asked.append(request)
            return asked.count - 1
        }
        switch plays[min(number, plays.count - 1)] {
        case .reply(let text): return ModelReply(text: text, model: name)
        case .failure(let error): throw error
        case .broken(let event, let error):
            onEvent(event)
            throw error
        }
    }
}

extension ModelError {
    static let busy = ModelError(.unavailable, "busy", status: 503)
    static let full = ModelError(.contextFull, "full", status: 400)
    static let unknown = ModelError(.unknownModel, "unknown", status: 404)
    static let refused = ModelError(.refused, "no", status: 400)
}
