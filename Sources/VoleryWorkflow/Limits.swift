public import VoleryCore

/// Bounds on what a run, a step or a conversation may spend; each is hard, and `nil` is no bound.
public struct Limits: Sendable, Hashable {
    /// The most money.
    public var cost: Money?
    /// The most tokens, read and written.
    public var tokens: Int?
    /// The longest time.
    public var time: Duration?
    /// The most requests to a model.
    public var turns: Int?
    /// The most tool calls.
    public var toolCalls: Int?
    /// The most model and tool calls under way at once.
    public var parallel: Int?
    /// The key in the file that holds these limits, such as `steps.research.limits`.
    public var path: String

    /// Limits; those that are not given are no bound.
    public init(
        cost: Money? = nil,
        tokens: Int? = nil,
        time: Duration? = nil,
        turns: Int? = nil,
        toolCalls: Int? = nil,
        parallel: Int? = nil,
        path: String = "limits"
    ) {
        self.cost = cost
        self.tokens = tokens
        self.time = time
        self.turns = turns
        self.toolCalls = toolCalls
        self.parallel = parallel
        self.path = path
    }

    /// No bounds.
    public static let none = Limits()

    /// Whether nothing is bounded.
    public var isEmpty: Bool {
        cost == nil && tokens == nil && time == nil && turns == nil && toolCalls == nil && parallel == nil
    }
}
