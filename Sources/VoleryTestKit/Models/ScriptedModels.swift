public import VoleryCore
internal import VoleryModels
public import VoleryWorkflow

/// Models that say what a test scripts, by conversation, and fail on a turn that is missing.
///
/// The engine is that of rehearsals. `leftOver` tells of replies that nobody asked for.
public struct ScriptedModels: ModelProvider {
    private let model: RehearsalModel
    private let time: (any TimeSource)?
    private let delay: @Sendable (Address) -> Duration

    /// Models with a script.
    ///
    /// - Parameters:
    ///   - replies: What is said, by the conversation's address or a pattern of addresses.
    ///   - time: The time in which answers take a while; they come at once without one.
    ///   - delay: How long the answers of a conversation take.
    public init(
        _ replies: KeyValuePairs<String, [Rehearsal.Reply.Kind]>,
        time: (any TimeSource)? = nil,
        delay: @escaping @Sendable (Address) -> Duration = { _ in .seconds(1) }
    ) {
        let scripts = replies.map { pattern, kinds in
            Rehearsal.Script(
                pattern: AddressPattern(pattern),
                replies: kinds.enumerated().map { Rehearsal.Reply($1, path: "replies.\(pattern)[\($0)]") }
            )
        }
        model = RehearsalModel(Rehearsal(scripts: scripts))
        self.time = time
        self.delay = delay
    }

    /// The replies that nobody asked for.
    public var leftOver: [String] { model.leftOver }

    /// The scripted model, whatever the reference.
    public func model(_ reference: String, fallback: [String]) throws -> any LanguageModel {
        guard let time else { return model }
        return SlowModel(model: model, time: time, delay: delay)
    }
}

private struct SlowModel: LanguageModel {
    let model: RehearsalModel
    let time: any TimeSource
    let delay: @Sendable (Address) -> Duration

    var name: String { model.name }
    var facts: ModelFacts { model.facts }

    @concurrent func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        try await time.sleep(for: delay(request.address))
        return try await model.respond(to: request, onEvent: onEvent)
    }
}
