public import VoleryCore

/// What holds for all workflows of a folder: `volery.yaml`.
public struct Project: Sendable {
    /// The absolute path of its folder, which is the workspace.
    public var folder: String
    /// Servers of models by name.
    public var providers: [String: ProviderSettings]
    /// Models by name.
    public var models: [String: ModelSettings]
    /// Tools that every workflow can grant.
    public var tools: [DeclaredTool]
    /// The service that searches the web; without one there is no `web_search`.
    public var search: SearchSettings?
    /// Bounds on every run.
    public var limits: Limits
    /// The absolute path of the file that runs are kept in, if it is not the usual one.
    public var store: String?
    /// What has to hold commands.
    public var safety: Safety

    /// A project.
    public init(
        folder: String,
        providers: [String: ProviderSettings] = [:],
        models: [String: ModelSettings] = [:],
        tools: [DeclaredTool] = [],
        search: SearchSettings? = nil,
        limits: Limits = .none,
        store: String? = nil,
        safety: Safety = Safety()
    ) {
        self.folder = folder
        self.providers = providers
        self.models = models
        self.tools = tools
        self.search = search
        self.limits = limits
        self.store = store
        self.safety = safety
    }
}

/// A server of models.
public struct ProviderSettings: Sendable, Hashable {
    /// What kind of server it is.
    public var kind: Kind
    /// Its base address, such as `http://127.0.0.1:8080/v1`; the kind's usual one unless given.
    public var endpoint: String?
    /// The secret that it asks for.
    public var key: String?
    /// The key in the file: `providers.lab`.
    public var path: String

    /// A server.
    public init(kind: Kind, endpoint: String? = nil, key: String? = nil, path: String = "providers") {
        self.kind = kind
        self.endpoint = endpoint
        self.key = key
        self.path = path
    }

    /// The kinds of servers; all speak OpenAI's protocol, each in its way.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// xAI's own.
        case xai
        /// Azure AI Foundry, v1.
        case azure
        /// OpenAI's, or any other that speaks its protocol.
        case openai
        /// Ollama's.
        case ollama
    }
}

/// A model, and how it is used unless an agent says otherwise.
public struct ModelSettings: Sendable, Hashable {
    /// The model and how to use it; `use` is `PROVIDER/MODEL` or another name.
    public var choice: ModelChoice
    /// What it costs, where the catalogue does not know or is wrong.
    public var price: ModelPrice?
    /// How many tokens its window holds, likewise.
    public var contextTokens: Int?
    /// What it takes beside text, likewise.
    public var takes: Set<Media.Kind>?
    /// The key in the file: `models.fast`.
    public var path: String

    /// A model.
    public init(
        choice: ModelChoice,
        price: ModelPrice? = nil,
        contextTokens: Int? = nil,
        takes: Set<Media.Kind>? = nil,
        path: String = "models"
    ) {
        self.choice = choice
        self.price = price
        self.contextTokens = contextTokens
        self.takes = takes
        self.path = path
    }
}
