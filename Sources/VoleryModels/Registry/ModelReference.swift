internal import VoleryCore
internal import VoleryWorkflow

/// What a reference comes to: one model at one provider, and how it is used.
struct ModelReference {
    var provider: String
    var model: String
    /// How it is used: of names that lead to names, the first one that says something counts.
    var settings: ModelSettings

    /// `PROVIDER/MODEL`.
    var name: String { "\(provider)/\(model)" }
}

/// Follows the names under `models`.
struct ModelNames: Sendable {
    let models: [String: ModelSettings]
    let providers: ProviderTable

    /// What a reference comes to.
    ///
    /// - Throws: `ModelReferenceError` if it leads nowhere or in a circle.
    func resolve(_ reference: String) throws(ModelReferenceError) -> ModelReference {
        var settings = ModelSettings(choice: ModelChoice(use: reference))
        var path: [String] = []
        while let next = models[settings.choice.use] {
            let name = settings.choice.use
            guard !path.contains(name) else {
                throw ModelReferenceError(
                    "the names under `models` lead in a circle: \((path + [name]).joined(separator: " → "))"
                )
            }
            path.append(name)
            settings = settings.filledIn(from: next)
        }
        let use = settings.choice.use
        if use == "default" {
            return try settled(implicitDefault(), settings)
        }
        guard use.contains("/") else { throw unknown(use, in: path.last) }
        return try settled(use, settings)
    }

    private func settled(
        _ use: String,
        _ settings: ModelSettings
    ) throws(ModelReferenceError) -> ModelReference {
        let parts = use.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw ModelReferenceError("`\(use)` names no model; write PROVIDER/MODEL, such as xai/grok-4.3.")
        }
        return ModelReference(provider: String(parts[0]), model: String(parts[1]), settings: settings)
    }

    /// What `default` is where the project doesn't say: the first provider that the environment has a key for, among
    /// those of which a model is known.
    private func implicitDefault() throws(ModelReferenceError) -> String {
        for provider in ["xai", "azure"] where providers.isReady(provider) { return "\(provider)/grok-4.3" }
        let known = providers.names
        guard let first = known.first else { throw ModelReferenceError(Self.waysToGetOne) }
        throw ModelReferenceError(
            "no model is named `default`. Name one under `models` in volery.yaml (`default: \(first)/MODEL`), "
                + "or on the command line (`--model \(first)/MODEL`). Providers: \(known.joined(separator: ", ")). "
                + "`--rehearse` runs without a model."
        )
    }

    private func unknown(_ name: String, in user: String?) -> ModelReferenceError {
        let known = models.keys.sorted()
        let place = user.map { " (in `models.\($0)`)" } ?? ""
        let guess = NearestName.of(name, among: known + ["default"]).map { " Did you mean `\($0)`?" } ?? ""
        let list =
            known.isEmpty
            ? "no model has a name" : "there are: \(known.joined(separator: ", "))"
        return ModelReferenceError(
            "there is no model `\(name)`\(place); \(list).\(guess) "
                + "Name it under `models` in volery.yaml, or write PROVIDER/MODEL, such as xai/grok-4.3."
        )
    }

    private static let waysToGetOne = """
        There is no model to ask. To get one, do one of these:
          - set XAI_API_KEY: xAI
          - set AZURE_AI_ENDPOINT and AZURE_AI_KEY: Azure AI Foundry
          - set OPENAI_API_KEY: OpenAI; or OPENAI_BASE_URL: another server that speaks its protocol
          - start Ollama: it is found at its port, or where OLLAMA_HOST says
          - name any server under `providers` in volery.yaml, such as
              lab: { kind: openai, endpoint: "http://127.0.0.1:8080/v1" }
        and, but for xAI and Azure, say which model with `--model PROVIDER/MODEL` or under `models` in volery.yaml.
        To try a workflow without any, run it with --rehearse.
        """
}

extension ModelSettings {
    /// These settings, with what they leave open taken from those of the name that they use.
    fileprivate func filledIn(from next: ModelSettings) -> ModelSettings {
        var result = self
        result.choice.use = next.choice.use
        result.choice.reasoning = choice.reasoning ?? next.choice.reasoning
        result.choice.temperature = choice.temperature ?? next.choice.temperature
        result.choice.maxTokens = choice.maxTokens ?? next.choice.maxTokens
        if choice.fallback.isEmpty { result.choice.fallback = next.choice.fallback }
        result.price = price ?? next.price
        result.contextTokens = contextTokens ?? next.contextTokens
        result.takes = takes ?? next.takes
        return result
    }
}
