extension Parser {
    /// The problem that the current token isn't what must come here.
    func unexpected(_ expected: String) -> CELProblem {
        if token.kind == .end {
            let end = token.range.lowerBound
            return CELProblem(.syntax, at: end..<end, "The expression ends here; \(expected) is missing.")
        }
        let text = lexer.text(token.range)
        // A word that is no operator is read as a name, and what comes after it is what surprises.
        for word in [token.range, last.range] {
            guard let instead = Self.wordsFromElsewhere[lexer.text(word)] else { continue }
            return CELProblem(
                .syntax,
                at: word,
                "`\(lexer.text(word))` is not an operator; write `\(instead)`.",
                suggestion: instead
            )
        }
        let both = last.range.lowerBound..<token.range.upperBound
        if last.range.upperBound == token.range.lowerBound, let advice = Self.pairsFromElsewhere[lexer.text(both)] {
            let message = "`\(lexer.text(both))` is not an operator\(advice.words)."
            return CELProblem(.syntax, at: both, message, suggestion: advice.instead)
        }
        if text == ":", expected.contains("`]`") {
            let message = "A part of a list is `x.slice(0, 3)`, of a text `x.substring(0, 3)`."
            return CELProblem(.syntax, at: token.range, message)
        }
        return CELProblem(.syntax, at: token.range, "`\(text)` can't stand here; expected \(expected).")
    }

    private static let pairsFromElsewhere: [String: (words: String, instead: String?)] = [
        "<>": ("", "!="), "=<": ("", "<="), "??": ("; `a ?? b` is written `has(a) ? a : b`", nil),
        "**": ("; there are no powers", nil), "++": ("; texts are joined by `+`", "+"),
    ]

    private static let wordsFromElsewhere = [
        "and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!", "is": "==", "eq": "==", "ne": "!=",
    ]
}
