internal import VoleryHTTP
internal import VoleryWorkflow

/// Where the address and the key of one server come from.
///
/// A key from the environment goes only to its provider's own hosts, and to an address that the environment names: a
/// project's file that comes from others can't send it elsewhere without naming it.
struct ProviderSources {
    /// An address, and where it was written.
    struct Base {
        var value: String
        var origin: String
    }

    typealias Found = (base: Base, dialect: ChatDialect, key: APIKey?)

    let name: String
    let settings: ProviderSettings?
    let environment: ModelEnvironment

    func xai() throws(ModelReferenceError) -> Found {
        let base = given ?? Base(value: "https://api.x.ai/v1", origin: "xAI's address")
        let isOwn = given == nil || isHost(base.value, below: "x.ai")
        let key = givenKey ?? (isOwn ? variable("XAI_API_KEY") : nil)
        guard key != nil || !isOwn else { throw missing("key", "XAI_API_KEY") }
        return (base, .xAI, key)
    }

    func azure() throws(ModelReferenceError) -> Found {
        let named = environment.first(of: "AZURE_AI_ENDPOINT", "AZURE_OPENAI_ENDPOINT")
        guard var base = given ?? named.map({ Base(value: $0.value, origin: $0.name) }) else {
            throw missing("endpoint", "AZURE_AI_ENDPOINT")
        }
        let isOwn = given == nil || base.value == named?.value || isHost(base.value, below: "azure.com")
        let found = variable("AZURE_AI_KEY") ?? variable("AZURE_OPENAI_API_KEY") ?? variable("AZURE_OPENAI_KEY")
        guard let key = givenKey ?? (isOwn ? found : nil) else { throw missing("key", "AZURE_AI_KEY") }
        base.value = AzureAddress.base(base.value)
        return (base, .azure, key)
    }

    func openAI() throws(ModelReferenceError) -> Found {
        let named = environment.first(of: "OPENAI_BASE_URL").map { Base(value: $0.value, origin: $0.name) }
        let base = given ?? named ?? Base(value: "https://api.openai.com/v1", origin: "OpenAI's address")
        let isOpenAI = isHost(base.value, below: "openai.com")
        let isOwn = isOpenAI || given == nil || base.value == named?.value
        let key = givenKey ?? (isOwn ? variable("OPENAI_API_KEY") : nil)
        guard key != nil || !isOpenAI else { throw missing("key", "OPENAI_API_KEY") }
        return (base, isOpenAI ? .openAI : .compatible, key)
    }

    func ollama() throws(ModelReferenceError) -> Found {
        let named = environment.first(of: "OLLAMA_HOST").map { Base(value: $0.value, origin: $0.name) }
        if let base = given ?? named {
            return (Base(value: OllamaAddress.base(base.value), origin: base.origin), .compatible, givenKey)
        }
        guard settings != nil || environment.isOllamaRunning else {
            throw ModelReferenceError(
                "Ollama is not running: nothing listens at 127.0.0.1:\(OllamaAddress.usualPort). "
                    + "Start it (`ollama serve`), or say where it is in OLLAMA_HOST."
            )
        }
        return (Base(value: OllamaAddress.usual, origin: "Ollama's address"), .compatible, givenKey)
    }

    // MARK: -

    /// The address in the project's file.
    private var given: Base? {
        guard let settings, let endpoint = settings.endpoint, !endpoint.allSatisfy(\.isWhitespace) else { return nil }
        return Base(value: endpoint, origin: "`\(settings.path).endpoint`")
    }

    /// The key in the project's file.
    private var givenKey: APIKey? {
        guard let settings, let key = settings.key, !key.allSatisfy(\.isWhitespace) else { return nil }
        return APIKey(key, origin: "`\(settings.path).key`")
    }

    private func variable(_ name: String) -> APIKey? {
        environment[name].map { APIKey($0, origin: name) }
    }

    private func isHost(_ address: String, below domain: String) -> Bool {
        guard let url = try? WebURL(address), url.scheme == "https" else { return false }
        return url.host == domain || url.host.hasSuffix(".\(domain)")
    }

    private func missing(_ what: String, _ variable: String) -> ModelReferenceError {
        let place = settings.map { "set `\($0.path).\(what)`, or the environment variable \(variable)" }
        return ModelReferenceError(
            "the provider `\(name)` has no \(what): "
                + (place ?? "set the environment variable \(variable)")
                + ". `--rehearse` runs without a model."
        )
    }
}
