import LoopbackServer
import Testing
import VoleryCore
import VoleryHTTP
import VoleryWorkflow

@testable import VoleryModels

@Suite("The registry of models")
struct ModelRegistryTests {
    private static let xai = ["XAI_API_KEY": "xai-secret-1"]

    @Test("finds PROVIDER/MODEL where the environment has what it takes, with what the catalogue knows")
    func environment() throws {
        let model = try registry(variables: Self.xai).model("xai/grok-4.3", fallback: [])
        #expect(model.name == "xai/grok-4.3")
        #expect(model.facts.contextTokens == 1_000_000 && model.facts.combinesToolsWithOutput)
        #expect(model.facts.price?.input == 1.25)
        #expect(model.facts.uncountedReasoningTokens == ModelCatalogue.usualReasoningTokens)
        let azure = ["AZURE_AI_ENDPOINT": "https://r.services.ai.azure.com", "AZURE_AI_KEY": "k"]
        #expect(try registry(variables: azure).model("azure/grok-4.3", fallback: []).facts.maxOutputTokens == 8_192)
        let local = try registry(ollama: true).model("ollama/qwen3:8b", fallback: [])
        #expect(local.facts.price == ModelPrice(input: 0, output: 0) && !local.facts.combinesToolsWithOutput)
        let unknown = try registry(variables: ["OPENAI_API_KEY": "k"]).model("openai/new", fallback: [])
        #expect(unknown.facts.price == nil && unknown.facts.combinesToolsWithOutput)
    }

    @Test("follows names through names, the nearer setting first")
    func names() throws {
        let models: [String: ModelSettings] = [
            "default": ModelSettings(choice: ModelChoice(use: "big")),
            "big": ModelSettings(
                choice: ModelChoice(use: "lab/Org/Model-7b", maxTokens: 900),
                price: ModelPrice(input: 3, output: 3),
                contextTokens: 4_096
            ),
            "quick": ModelSettings(choice: ModelChoice(use: "big", maxTokens: 100)),
        ]
        let registry = try registry(models: models, providers: ["lab": lab()])
        #expect(try registry.model("default", fallback: []).name == "lab/Org/Model-7b")
        #expect(try registry.model("default", fallback: []).facts.maxOutputTokens == 900)
        let quick = try registry.model("quick", fallback: []).facts
        #expect(quick.maxOutputTokens == 100 && quick.contextTokens == 4_096 && quick.price?.input == 3)
    }

    @Test("takes xai, then azure, for a default that nobody named")
    func defaults() throws {
        #expect(try registry(variables: Self.xai).model("default", fallback: []).name == "xai/grok-4.3")
        let azure = ["AZURE_AI_ENDPOINT": "https://r.openai.azure.com", "AZURE_OPENAI_API_KEY": "k"]
        #expect(try registry(variables: azure).model("default", fallback: []).name == "azure/grok-4.3")
        let message = try message { try registry(variables: ["OPENAI_API_KEY": "k"]).model("default", fallback: []) }
        #expect(message.contains("no model is named `default`") && message.contains("openai/MODEL"))
    }

    @Test("says with no model to be had how to get one, and that there is rehearsal")
    func nothing() throws {
        let message = try message { try registry().model("default", fallback: []) }
        for way in ["XAI_API_KEY", "AZURE_AI_ENDPOINT", "OPENAI_API_KEY", "Ollama", "providers", "--rehearse"] {
            #expect(message.contains(way))
        }
        let blank = try registry(variables: ["XAI_API_KEY": "  "])
        #expect(try self.message { try blank.model("default", fallback: []) } == message)
    }

    @Test("says what there is where a name leads nowhere")
    func unknown() throws {
        let models = ["fast": ModelSettings(choice: ModelChoice(use: "lab/small"))]
        let registry = try registry(models: models, providers: ["lab": lab()], variables: Self.xai)
        #expect(try message { try registry.model("fsat", fallback: []) }.contains("Did you mean `fast`?"))
        #expect(try message { try registry.model("lob/small", fallback: []) }.contains("Did you mean `lab`?"))
        #expect(try message { try registry.model("lob/small", fallback: []) }.contains("there are: lab, xai"))
        #expect(try message { try registry.model("lab/", fallback: []) }.contains("PROVIDER/MODEL"))
        #expect(try message { try registry.model("fast", fallback: ["fsat"]) }.contains("fsat"))
    }

    @Test(
        "says what a provider lacks, and where to put it",
        arguments: [
            ("xai/grok-4.3", ["XAI_API_KEY", "--rehearse"]), ("azure/grok-4.3", ["AZURE_AI_ENDPOINT"]),
            ("openai/x", ["OPENAI_API_KEY"]), ("ollama/x", ["127.0.0.1:11434", "ollama serve"]),
            ("own/x", ["`volery.yaml.providers.own.key`", "AZURE_AI_KEY"]),
        ]
    )
    func lacking(reference: String, words: [String]) throws {
        let own = ProviderSettings(
            kind: .azure,
            endpoint: "https://r.services.ai.azure.com",
            key: "",
            path: "volery.yaml.providers.own"
        )
        let message = try message { try registry(providers: ["own": own]).model(reference, fallback: []) }
        for word in words { #expect(message.contains(word)) }
    }

    @Test("refuses names that lead in a circle, and addresses that are none")
    func circles() throws {
        let models = [
            "a": ModelSettings(choice: ModelChoice(use: "b")), "b": ModelSettings(choice: ModelChoice(use: "a")),
        ]
        #expect(try message { try registry(models: models).model("a", fallback: []) }.contains("a → b → a"))
        let odd = ProviderSettings(kind: .openai, endpoint: "ftp://h", path: "volery.yaml.providers.odd")
        let message = try message { try registry(providers: ["odd": odd]).model("odd/x", fallback: []) }
        #expect(message.contains("`volery.yaml.providers.odd.endpoint` is no web address"))
    }

    @Test("lets one reference stand for all, fallbacks included")
    func override() throws {
        let registry = try registry(variables: Self.xai, override: "xai/grok-4.7")
        #expect(try registry.model("whatever", fallback: ["else"]).name == "xai/grok-4.7")
    }

    @Test("sends keys from the environment to their own hosts alone")
    func keys() throws {
        let settings: [String: ProviderSettings] = [
            "xai": ProviderSettings(kind: .xai, endpoint: "https://evil.example/v1"),
            "openai": ProviderSettings(kind: .openai, endpoint: "https://evil.example/v1"),
            "near": ProviderSettings(kind: .xai, endpoint: "https://notx.ai/v1"),
            "plain": ProviderSettings(kind: .xai, endpoint: "http://api.x.ai/v1"),
            "europe": ProviderSettings(kind: .xai, endpoint: "https://eu.api.x.ai/v1"),
        ]
        let variables = ["XAI_API_KEY": "xai-secret-1", "OPENAI_API_KEY": "sk-secret-1"]
        let table = ProviderTable(
            settings: settings,
            environment: ModelEnvironment(variables: variables, isOllamaRunning: false)
        )
        for name in ["xai", "openai", "near", "plain"] { #expect(try table.provider(name).endpoint.key == nil) }
        #expect(try table.provider("europe").endpoint.key?.origin == "XAI_API_KEY")
        #expect(!"\(table.environment) \(String(reflecting: table))".contains("secret"))
    }

    @Test("gives a model that asks its fallbacks, each once and through names")
    func fallbacks() async throws {
        try await withLoopbackServer({ exchange in
            let body = try JSONValue(parsing: exchange.request.body)
            guard body["model"] == "third" else { return try exchange.respond("", status: 404) }
            try exchange.stream(Stream.chunk(["content": "Hello"], finish: "stop"), Stream.done)
        }) { server in
            let models: [String: ModelSettings] = [
                "one": ModelSettings(choice: ModelChoice(use: "lab/first", fallback: ["two"])),
                "two": ModelSettings(
                    choice: ModelChoice(use: "lab/second", reasoning: "low", fallback: ["one", "lab/third"])
                ),
            ]
            let client = try HTTPClient()
            let registry = ModelRegistry(
                Project(folder: "/", providers: ["lab": lab(server.url("/v1"))], models: models),
                environment: ModelEnvironment(variables: [:], isOllamaRunning: false),
                client: client,
                time: InstantTime()
            )
            let reply = try await registry.model("one", fallback: []).respond(to: .hello()) { _ in }
            await client.shutdown()
            #expect(reply.text == "Hello")
            let asked = try server.requests.map { try JSONValue(parsing: $0.body) }
            #expect(asked.map { $0["model"] } == ["first", "second", "third"])
            #expect(asked.map { $0["reasoning_effort"] } == [nil, "low", nil])
        }
    }

    // MARK: -

    private func lab(_ endpoint: String = "http://127.0.0.1:9/v1") -> ProviderSettings {
        ProviderSettings(kind: .openai, endpoint: endpoint, path: "volery.yaml.providers.lab")
    }

    private func registry(
        models: [String: ModelSettings] = [:],
        providers: [String: ProviderSettings] = [:],
        variables: [String: String] = [:],
        ollama: Bool = false,
        override: String? = nil
    ) throws -> ModelRegistry {
        ModelRegistry(
            Project(folder: "/", providers: providers, models: models),
            environment: ModelEnvironment(variables: variables, isOllamaRunning: ollama),
            client: try HTTPClient(),
            time: InstantTime(),
            override: override
        )
    }

    private func message(_ work: () throws -> any LanguageModel) throws -> String {
        try #require(#expect(throws: ModelReferenceError.self) { try work() }).message
    }
}
