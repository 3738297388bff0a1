internal import VoleryCore

/// What a run took from an earlier one, and what that saved.
enum TakenText {
    /// One line.
    static func text(of taken: (results: Int, usage: Usage), from run: String) -> String {
        var text = "took \(Measure.count(taken.results, "result")) from run \(run)"
        if taken.usage.tokens > 0 { text += ", which saved \(Measure.count(taken.usage.tokens, "token"))" }
        if let cost = taken.usage.cost, cost > .zero { text += " and \(cost)" }
        return text + "\n"
    }
}
