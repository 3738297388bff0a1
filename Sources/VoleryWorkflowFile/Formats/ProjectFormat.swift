import VoleryWorkflow

/// How the project file, `volery.yaml`, is written.
enum ProjectFormat {
    static let file = MappingFormat(
        what: "the project file",
        keys: [
            KeyFormat("providers", providers, alsoCalled: ["servers", "endpoints"]),
            KeyFormat("models", models),
            .later("mcp"),
            KeyFormat("tools", ToolFormat.tools),
            KeyFormat("search", .mapping(search), alsoCalled: ["web_search", "searxng", "brave"]),
            KeyFormat("limits", LimitsFormat.limits),
            KeyFormat("store", .template, alsoCalled: ["journal", "database", "db"]),
            KeyFormat("safety", SafetyFormat.safety),
        ]
    )

    private static let providers = ValueFormat.map(
        MapFormat(
            names: "names",
            values: "servers of models",
            value: .mapping(provider),
            rule: .modelName
        )
    )

    private static let provider = MappingFormat(
        what: "a provider",
        keys: [
            KeyFormat("kind", .choice(["xai", "azure", "openai", "ollama"]), alsoCalled: ["type"]),
            KeyFormat("endpoint", .template, alsoCalled: ["url", "base_url", "baseUrl", "api_base", "host"]),
            KeyFormat("key", .template, alsoCalled: ["api_key", "apiKey", "token"]),
            .later("rate"),
        ]
    )

    private static let search = MappingFormat(
        what: "a search service",
        keys: [
            KeyFormat("kind", .choice(["searxng", "brave"]), isRequired: true, alsoCalled: ["type", "provider"]),
            KeyFormat("endpoint", .template, alsoCalled: ["url", "base_url", "baseUrl", "host"]),
            KeyFormat("key", .template, alsoCalled: ["api_key", "apiKey", "token"]),
        ]
    )

    private static let models = ValueFormat.map(
        MapFormat(
            names: "names",
            values: "models",
            value: .either([.text("a model such as `xai/grok-4.3`"), .mapping(model)]),
            rule: .modelName
        )
    )

    private static let model = MappingFormat(
        what: "a model",
        keys: AgentFormat.modelKeys + [
            KeyFormat("price", .mapping(price), alsoCalled: ["cost", "pricing"]),
            KeyFormat("window", .quantity(.tokens), alsoCalled: ["context", "context_window", "context_length"]),
            KeyFormat(
                "takes",
                .list(of: .choice(["image", "video", "file"]), named: "what it takes beside text"),
                alsoCalled: ["modalities", "input", "vision"]
            ),
            .later("rate"),
        ]
    )

    /// A price is in US dollars for a million tokens.
    private static let price = MappingFormat(
        what: "a price",
        keys: [
            KeyFormat("input", .quantity(.money), isRequired: true),
            KeyFormat("cached", .quantity(.money)),
            KeyFormat("output", .quantity(.money), isRequired: true),
        ]
    )
}
