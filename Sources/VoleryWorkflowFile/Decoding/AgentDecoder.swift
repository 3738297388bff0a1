import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Makes an agent of what its format's check has let pass.
struct AgentDecoder {
    let log: FaultLog

    /// An agent; its delegates are keys as they are written.
    func agent(_ name: String, _ node: YAMLNode, path: String) -> Agent {
        Agent(
            name: name,
            description: node["description"]?.text,
            model: node["model"].map(Self.model) ?? ModelChoice(),
            instructions: node["instructions"].flatMap(TextDecoder(log: log).template),
            tools: (node["tools"]?.elements ?? []).compactMap(GrantDecoder(log: log).grant),
            delegates: (node["delegates"]?.texts ?? []).map { Agent.Delegate(name: $0, agent: $0) },
            output: node["output"].map(Self.schema),
            limits: node["limits"]?.limits(path: "\(path).limits") ?? .none,
            inputs: Self.inputs(node["inputs"]),
            path: path
        )
    }

    /// A model by its name, or with how it is used.
    static func model(_ node: YAMLNode) -> ModelChoice {
        guard node.entries != nil else { return ModelChoice(use: node.text ?? "default") }
        return ModelChoice(
            use: node["use"]?.text ?? "default",
            reasoning: node["reasoning"]?.text,
            temperature: node["temperature"]?.scalar?.number,
            maxTokens: node["max_tokens"]?.tokens,
            fallback: node["fallback"]?.texts ?? []
        )
    }

    /// A schema; what is none takes everything.
    static func schema(_ node: YAMLNode) -> JSONSchema {
        var reported: [Diagnostic] = []
        do throws(JSONSchemaError) {
            return try JSONSchema(node.json(&reported))
        } catch {
            return .any
        }
    }

    /// The inputs of a workflow or an agent.
    static func inputs(_ node: YAMLNode?) -> [Input] {
        // A list is no inputs, which has been reported; those who name one of them aren't wrong, too.
        if let elements = node?.elements {
            let names = elements.compactMap { $0.text ?? $0["name"]?.text ?? $0.entries?.first?.name }
            return names.map { Input(name: $0, schema: .any) }
        }
        return (node?.entries ?? []).map { entry in
            var reported: [Diagnostic] = []
            let defaultValue = entry.value["default"]?.json(&reported)
            return Input(name: entry.name, schema: schema(entry.value), defaultValue: defaultValue)
        }
    }
}
