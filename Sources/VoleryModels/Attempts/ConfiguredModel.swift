public import VoleryCore
public import VoleryWorkflow

/// A model as a project uses it: what an agent leaves open is filled in from the settings of its name under `models`.
public struct ConfiguredModel: LanguageModel {
    private let model: any LanguageModel
    private let choice: ModelChoice

    /// A model with defaults for what requests leave open: `reasoning` and `temperature`, and a bound on `max_tokens`.
    public init(_ model: any LanguageModel, choice: ModelChoice) {
        self.model = model
        self.choice = choice
    }

    /// The model's name.
    public var name: String { model.name }

    /// What is known of the model, with no longer answers than the settings allow.
    public var facts: ModelFacts {
        var facts = model.facts
        facts.usualOutputTokens = choice.maxTokens ?? facts.usualOutputTokens
        facts.maxOutputTokens = Self.least(facts.maxOutputTokens, choice.maxTokens)
        return facts
    }

    /// Asks the model, with what the request leaves open filled in.
    ///
    /// - Throws: What the model throws.
    @concurrent public func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        var request = request
        request.reasoning = request.reasoning ?? choice.reasoning
        request.temperature = request.temperature ?? choice.temperature
        request.maxOutputTokens = Self.least(request.maxOutputTokens, choice.maxTokens) ?? request.maxOutputTokens
        return try await model.respond(to: request, onEvent: onEvent)
    }

    private static func least(_ one: Int?, _ other: Int?) -> Int? {
        [one, other].compactMap(\.self).min()
    }
}
