public import VoleryCore

/// What is known of one model at one provider.
public struct CatalogueEntry: Sendable, Hashable {
    /// The model's name at its provider.
    public var name: String
    /// Its other names there.
    public var aliases: [String]
    /// How many tokens its window holds.
    public var contextTokens: Int?
    /// The most tokens of one answer.
    public var maxOutputTokens: Int?
    /// What it costs.
    public var price: ModelPrice?
    /// The words that `reasoning_effort` may have; none if the parameter is refused, `nil` if that isn't known.
    public var reasoningEfforts: [String]?
    /// The tokens of reasoning to reckon with where a request's bound leaves them out.
    public var reasoningTokens: Int
    /// Whether it can look at images.
    public var seesImages: Bool
    /// The most tokens that an image counts for.
    public var imageTokens: Int
    /// What answers in its place, if it was retired and its name still works.
    public var successor: String?

    /// What is known of a model.
    public init(
        _ name: String,
        aliases: [String] = [],
        contextTokens: Int? = nil,
        maxOutputTokens: Int? = nil,
        price: ModelPrice? = nil,
        reasoningEfforts: [String]? = nil,
        reasoningTokens: Int = ModelCatalogue.usualReasoningTokens,
        seesImages: Bool = false,
        imageTokens: Int = ModelCatalogue.grokImageTokens,
        successor: String? = nil
    ) {
        self.name = name
        self.aliases = aliases
        self.contextTokens = contextTokens
        self.maxOutputTokens = maxOutputTokens
        self.price = price
        self.reasoningEfforts = reasoningEfforts
        self.reasoningTokens = reasoningTokens
        self.seesImages = seesImages
        self.imageTokens = imageTokens
        self.successor = successor
    }
}
