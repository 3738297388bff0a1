public import VoleryWorkflow

/// What is known of models: prices, windows, what they take.
///
/// A model that isn't in it has no known price.
///
/// Prices and limits change; `models` in `volery.yaml` says what is right where this is not.
public struct ModelCatalogue: Sendable {
    /// The tokens of reasoning to reckon with for a model of which nothing is known.
    ///
    /// No provider publishes a bound; this is a cautious guess for agents' turns at high effort.
    public static let usualReasoningTokens = 16_000
    /// The tokens to reckon with for an image at xAI: it told 1,792 at the most of an earlier model, and nothing since.
    public static let grokImageTokens = 2_000

    /// The entries of each kind of provider.
    public var entries: [ProviderSettings.Kind: [CatalogueEntry]]

    /// A catalogue of some entries.
    public init(_ entries: [ProviderSettings.Kind: [CatalogueEntry]]) {
        self.entries = entries
    }

    /// What is known of a model by its name at a kind of provider.
    ///
    /// A name may carry a version behind an entry's: digits, `latest`, `preview` or `beta`, as in `grok-4.3-latest`. Of
    /// several entries that fit so, the one with the longest name counts.
    public func entry(for model: String, at kind: ProviderSettings.Kind) -> CatalogueEntry? {
        let model = model.lowercased()
        var best: (entry: CatalogueEntry, length: Int)?
        for entry in entries[kind] ?? [] {
            for name in [entry.name] + entry.aliases where Self.names(model, name) && name.count > best?.length ?? 0 {
                best = (entry, name.count)
            }
        }
        return best?.entry
    }

    private static func names(_ model: String, _ name: String) -> Bool {
        guard model.hasPrefix(name) else { return false }
        let versions = model.dropFirst(name.count)
        guard let first = versions.first else { return true }
        return first == "-"
            && versions.split(separator: "-").allSatisfy { part in
                ["latest", "preview", "beta"].contains(part) || part.allSatisfy(\.isWholeNumber)
            }
    }
}
