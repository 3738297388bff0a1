internal import VoleryCore
internal import VoleryWorkflow

extension ModelCatalogue {
    /// What was known in November 2026, from xAI's model list and Azure's tables and price lists of that autumn.
    ///
    /// OpenAI's and other servers' models aren't listed: their prices are unknown unless given. What Ollama runs costs
    /// nothing, whatever its name.
    public static let known = ModelCatalogue([.xai: xai, .azure: azure])

    /// Prompts above this number of tokens are billed at a second set of prices, at both providers.
    private static let long = 200_000

    private static func price(
        _ input: Double,
        _ cached: Double?,
        _ output: Double,
        long: (Double, Double, Double)? = nil
    ) -> ModelPrice {
        ModelPrice(
            input: input,
            cachedInput: cached,
            output: output,
            long: long.map { .init(above: Self.long, input: $0, cachedInput: $1, output: $2) }
        )
    }

    private static let grok47 = price(2, 0.5, 6, long: (4, 1, 12))
    private static let grok43 = price(1.25, 0.2, 2.5, long: (2.5, 0.4, 5))

    private static let xai: [CatalogueEntry] = [
        CatalogueEntry(
            "grok-4.7",
            contextTokens: 500_000,
            price: grok47,
            reasoningEfforts: ["low", "medium", "high", "xhigh"],
            seesImages: true
        ),
        CatalogueEntry(
            "grok-4.6",
            contextTokens: 500_000,
            price: grok47,
            reasoningEfforts: ["low", "medium", "high", "xhigh"],
            seesImages: true
        ),
        CatalogueEntry(
            "grok-4.5",
            contextTokens: 500_000,
            price: grok47,
            reasoningEfforts: ["low", "medium", "high"],
            seesImages: true
        ),
        CatalogueEntry(
            "grok-4.3",
            contextTokens: 1_000_000,
            price: grok43,
            reasoningEfforts: ["none", "low", "medium", "high"],
            seesImages: true
        ),
        CatalogueEntry(
            "grok-4.20",
            aliases: ["grok-4.20-reasoning", "grok-4.20-0309-reasoning"],
            contextTokens: 1_000_000,
            price: grok43,
            reasoningEfforts: [],
            seesImages: true
        ),
        CatalogueEntry(
            "grok-4.20-non-reasoning",
            aliases: ["grok-4.20-0309-non-reasoning"],
            contextTokens: 1_000_000,
            price: grok43,
            reasoningEfforts: [],
            reasoningTokens: 0,
            seesImages: true
        ),
        CatalogueEntry(
            "grok-build-0.1",
            contextTokens: 256_000,
            price: price(1, 0.2, 2, long: (2, 0.4, 4))
        ),
        CatalogueEntry(
            "grok-4",
            aliases: [
                "grok-4-0709", "grok-4-fast", "grok-4-fast-reasoning", "grok-4-fast-non-reasoning", "grok-4-1-fast",
                "grok-4-1-fast-reasoning", "grok-4-1-fast-non-reasoning", "grok-3",
            ],
            contextTokens: 1_000_000,
            price: grok43,
            seesImages: true,
            successor: "grok-4.3"
        ),
        CatalogueEntry("grok-code-fast-1", contextTokens: 256_000, price: grok43, successor: "grok-build-0.1"),
    ]

    private static let azure: [CatalogueEntry] = [
        CatalogueEntry(
            "grok-4.7",
            contextTokens: 500_000,
            price: grok47,
            reasoningEfforts: ["low", "medium", "high", "xhigh"],
            seesImages: true
        ),
        CatalogueEntry(
            "grok-4.6",
            contextTokens: 200_000,
            maxOutputTokens: 128_000,
            price: price(2, 0.5, 6),
            seesImages: true
        ),
        CatalogueEntry("grok-4.3", contextTokens: 200_000, maxOutputTokens: 8_192, price: grok43),
        CatalogueEntry(
            "grok-4-20-reasoning",
            aliases: ["grok-4.20-reasoning"],
            contextTokens: 262_000,
            maxOutputTokens: 8_192,
            price: price(1.25, 1.25, 2.5),
            reasoningEfforts: []
        ),
        CatalogueEntry(
            "grok-4-20-non-reasoning",
            aliases: ["grok-4.20-non-reasoning"],
            contextTokens: 262_000,
            maxOutputTokens: 8_192,
            price: price(1.25, 1.25, 2.5),
            reasoningEfforts: []
        ),
        CatalogueEntry(
            "grok-4.1-fast-reasoning",
            aliases: ["grok-4-1-fast-reasoning"],
            contextTokens: 128_000,
            maxOutputTokens: 128_000,
            price: price(0.2, nil, 0.5),
            seesImages: true
        ),
        CatalogueEntry(
            "grok-4.1-fast-non-reasoning",
            aliases: ["grok-4-1-fast-non-reasoning"],
            contextTokens: 128_000,
            maxOutputTokens: 128_000,
            price: price(0.2, nil, 0.5),
            reasoningEfforts: [],
            seesImages: true
        ),
        CatalogueEntry("grok-4", contextTokens: 262_000, maxOutputTokens: 8_192, price: price(3, nil, 15)),
        CatalogueEntry("grok-code-fast-1", contextTokens: 256_000, maxOutputTokens: 8_192, price: price(0.2, nil, 1.5)),
    ]
}
