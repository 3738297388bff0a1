/// The most that something can come to; or why there is no end to it.
public enum Most<Amount: Comparable & Sendable>: Sendable {
    /// No more than this.
    case amount(Amount)
    /// There is no end to it: what is missing, at least one.
    case unbounded([Gap])

    /// The amount, if there is an end to it.
    public var amount: Amount? {
        if case .amount(let amount) = self { amount } else { nil }
    }

    /// What is missing; nothing if there is an end to it.
    public var gaps: [Gap] {
        if case .unbounded(let gaps) = self { gaps } else { [] }
    }

    /// This, or less where another bound says so.
    func limited(to other: Amount?) -> Most {
        guard let other else { return self }
        guard case .amount(let amount) = self else { return .amount(other) }
        return .amount(min(amount, other))
    }

    /// One amount of two; without an end if one of them has none.
    func combined(_ other: Most, _ combine: (Amount, Amount) -> Amount) -> Most {
        switch (self, other) {
        case (.amount(let mine), .amount(let others)): return .amount(combine(mine, others))
        case (.unbounded(let mine), .unbounded(let others)):
            return .unbounded(mine + others.filter { !mine.contains($0) })
        case (.unbounded, _): return self
        case (_, .unbounded): return other
        }
    }
}

/// What is missing for something to have an end.
public struct Gap: Sendable, Hashable {
    /// The key that it is about, such as `steps.research.for_each`.
    public var path: String
    /// What is missing, in one sentence.
    public var message: String
    /// What to write, and where.
    public var fix: String
}
