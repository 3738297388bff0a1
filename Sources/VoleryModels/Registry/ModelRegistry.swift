public import VoleryCore
public import VoleryHTTP
public import VoleryWorkflow

/// Finds models by the names that a project gives them, or by `PROVIDER/MODEL`.
///
/// Providers are those of the project, and `xai`, `azure`, `openai` and `ollama` where the environment has what they
/// need. A model that is found retries by itself, and asks its fallbacks.
public struct ModelRegistry: ModelProvider {
    private let names: ModelNames
    private let providers: ProviderTable
    private let client: HTTPClient
    private let time: any TimeSource
    private let override: String?
    /// What is known of models.
    public var catalogue = ModelCatalogue.known
    /// How failed requests are sent again.
    public var retries = RetryPolicy()
    /// How long servers may take to accept a connection, and how long they may be silent.
    public var deadlines = ChatModel.usualDeadlines

    /// A registry.
    ///
    /// - Parameters:
    ///   - project: Names providers and models.
    ///   - environment: What the machine offers.
    ///   - client: Sends all requests.
    ///   - time: Tells the time and waits.
    ///   - override: A reference that takes the place of all others, as `--model` does.
    public init(
        _ project: Project,
        environment: ModelEnvironment,
        client: HTTPClient,
        time: any TimeSource,
        override: String? = nil
    ) {
        providers = ProviderTable(settings: project.providers, environment: environment)
        names = ModelNames(models: project.models, providers: providers)
        self.client = client
        self.time = time
        self.override = override
    }

    /// The names of the servers of models that can be asked.
    ///
    /// - Parameters:
    ///   - project: Names providers.
    ///   - environment: What the machine offers.
    /// - Returns: The names, those of the project first.
    public static func providerNames(of project: Project, environment: ModelEnvironment) -> [String] {
        ProviderTable(settings: project.providers, environment: environment).names
    }

    /// The model for a reference.
    ///
    /// - Parameters:
    ///   - reference: A name under `models`, or `PROVIDER/MODEL`.
    ///   - fallback: Models to ask, in order, while that one stays unavailable; those of the name itself if there are
    ///     none.
    /// - Returns: The model, ready to be asked.
    /// - Throws: `ModelReferenceError` if there is no such model, with what there is.
    public func model(_ reference: String, fallback: [String]) throws -> any LanguageModel {
        if let override { return try single(names.resolve(override)) }
        let first = try names.resolve(reference)
        var models: [any LanguageModel] = [try single(first)]
        for other in try others(fallback.isEmpty ? first.settings.choice.fallback : fallback, after: first) {
            models.append(try single(other))
        }
        guard models.count > 1 else { return models[0] }
        return FallbackModel(models[0], or: Array(models.dropFirst()), time: time)
    }

    /// The models to fall back on, with their own fallbacks behind them, each once.
    private func others(
        _ references: [String],
        after first: ModelReference
    ) throws(ModelReferenceError) -> [ModelReference] {
        var found: [ModelReference] = []
        var seen: Set<String> = []
        var waiting = references
        while !waiting.isEmpty {
            let reference = waiting.removeFirst()
            guard seen.insert(reference).inserted else { continue }
            let next = try names.resolve(reference)
            if next.name != first.name, !found.contains(where: { $0.name == next.name }) { found.append(next) }
            waiting += next.settings.choice.fallback
        }
        return found
    }

    private func single(_ reference: ModelReference) throws(ModelReferenceError) -> any LanguageModel {
        let provider = try providers.provider(reference.provider)
        let entry = catalogue.entry(for: reference.model, at: provider.kind)
        let chat = ChatModel(
            reference.model,
            at: provider.endpoint,
            facts: facts(of: reference, provider, entry),
            takesReasoningEffort: entry?.reasoningEfforts != [],
            client: client,
            time: time,
            deadlines: deadlines
        )
        return ConfiguredModel(
            RetryingModel(chat, policy: retries, time: time),
            choice: reference.settings.choice
        )
    }

    /// What a model takes beside text, as far as that is known.
    private func taken(by dialect: ChatDialect, _ entry: CatalogueEntry?) -> Set<Media.Kind> {
        var taken: Set<Media.Kind> = []
        if entry?.seesImages == true { taken.insert(.image) }
        if dialect.takesFiles { taken.insert(.file) }
        return taken
    }

    private func facts(
        of reference: ModelReference,
        _ provider: ProviderTable.Provider,
        _ entry: CatalogueEntry?
    ) -> ModelFacts {
        let settings = reference.settings
        let dialect = provider.endpoint.dialect
        let reasoning = entry?.reasoningTokens ?? ModelCatalogue.usualReasoningTokens
        let isUncounted = !dialect.countsReasoning && settings.choice.reasoning != "none"
        let free = ModelPrice(input: 0, output: 0)
        return ModelFacts(
            contextTokens: settings.contextTokens ?? entry?.contextTokens,
            maxOutputTokens: entry?.maxOutputTokens,
            price: settings.price ?? entry?.price ?? (provider.kind == .ollama ? free : nil),
            uncountedReasoningTokens: isUncounted ? reasoning : 0,
            combinesToolsWithOutput: dialect.combinesToolsWithOutput,
            takes: settings.takes ?? taken(by: dialect, entry),
            imageTokens: entry?.imageTokens ?? ModelFacts.usualImageTokens
        )
    }
}
