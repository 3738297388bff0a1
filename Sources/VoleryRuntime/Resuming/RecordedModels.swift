internal import VoleryCore
internal import VoleryWorkflow

/// Models as a run knew them, for a replay: their names and what the agent loop has to know of them; none can be asked.
struct RecordedModels: ModelProvider {
    private let models: JSONObject

    /// The models that a run's header holds.
    init(_ header: RunHeader) {
        models = header.contents["models"]?.objectValue ?? JSONObject()
    }

    /// What a header says of the models of a run's agents.
    static func json(of run: RunContext) -> JSONValue {
        var models = JSONObject()
        for workflow in [run.workflow] + run.workflow.calledWorkflows {
            for agent in workflow.agents.values.sorted(by: { $0.path < $1.path }) {
                guard let model = try? run.model(of: agent, at: .run) else { continue }
                models[key(agent.model.use, agent.model.fallback)] = [
                    "name": .string(model.name),
                    "combines_tools_with_output": .bool(model.facts.combinesToolsWithOutput),
                    "takes": .array(
                        model.facts.takes.map { JSONValue.string($0.rawValue) }.sorted { "\($0)" < "\($1)" }
                    ),
                ]
            }
        }
        return .object(models)
    }

    func model(_ reference: String, fallback: [String]) throws -> any LanguageModel {
        guard let known = models[Self.key(reference, fallback)], let name = known["name"]?.stringValue else {
            throw ModelError(.unknownModel, "the recorded run had no model `\(reference)`", isRetryable: false)
        }
        var facts = ModelFacts(combinesToolsWithOutput: known["combines_tools_with_output"] == true)
        facts.takes = Set((known["takes"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap(Media.Kind.init) })
        return RecordedModel(name: name, facts: facts)
    }

    private static func key(_ reference: String, _ fallback: [String]) -> String {
        ([reference] + fallback).joined(separator: " ")
    }
}

/// A model that said what it said.
private struct RecordedModel: LanguageModel {
    let name: String
    let facts: ModelFacts

    func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        throw ModelError(.invalidRequest, "a replay asks no model", isRetryable: false)
    }
}
