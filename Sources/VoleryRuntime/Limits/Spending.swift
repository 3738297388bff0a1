internal import VoleryCore

/// What an effect takes from the accounts that it counts against.
struct Spending: Sendable, Hashable {
    var tokens = 0
    var cost = Money.zero
    var turns = 0
    var toolCalls = 0
    /// Calls under way; given back when the effect ends.
    var parallel = 0

    static func += (lhs: inout Spending, rhs: Spending) {
        lhs.tokens += rhs.tokens
        lhs.cost = lhs.cost + rhs.cost
        lhs.turns += rhs.turns
        lhs.toolCalls += rhs.toolCalls
        lhs.parallel += rhs.parallel
    }

    static func -= (lhs: inout Spending, rhs: Spending) {
        lhs.tokens -= rhs.tokens
        lhs.cost = lhs.cost - rhs.cost
        lhs.turns -= rhs.turns
        lhs.toolCalls -= rhs.toolCalls
        lhs.parallel -= rhs.parallel
    }
}

/// The most that an effect may spend, as far as it is known before.
struct Demand: Sendable, Hashable {
    /// What it takes whatever happens.
    var fixed: Spending
    /// The output tokens that it would like; 0 for anything but a model call.
    var wantedOutput = 0
    /// The fewest output tokens with which it is worth making.
    var leastOutput = 0
    /// What one output token costs.
    var outputPrice = Money.zero
    /// Whether money is spent of which nobody knows how much.
    var hasUnknownPrice = false

    static let toolCall = Demand(fixed: Spending(toolCalls: 1, parallel: 1))
    /// One tool call that waits for a person, and takes no place among those under way.
    static let askingCall = Demand(fixed: Spending(toolCalls: 1))

    /// What is reserved when it gets so many output tokens.
    func spending(output: Int) -> Spending {
        var spending = fixed
        spending.tokens += output
        spending.cost = spending.cost + Money(ticks: output * outputPrice.ticks)
        return spending
    }
}
