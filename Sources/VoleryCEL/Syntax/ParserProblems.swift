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
        return CELProblem(.syntax, at: token.range, "`\(text)` can't stand here; expected \(expected).")
    }

    private static let wordsFromElsewhere = [
        "and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!", "is": "==", "eq": "==", "ne": "!=",
    ]
}
