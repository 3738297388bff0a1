extension Parser {
    /// The problem that the current token isn't what must come here.
    func unexpected(_ expected: String) -> CELProblem {
        if token.kind == .end {
            let end = token.range.lowerBound
            return CELProblem(.syntax, at: end..<end, "The expression ends here; \(expected) is missing.")
        }
        let text = lexer.text(token.range)
        if let instead = Self.wordsFromElsewhere[text] {
            return CELProblem(
                .syntax,
                at: token.range,
                "`\(text)` is not an operator; write `\(instead)`.",
                suggestion: instead
            )
        }
        return CELProblem(.syntax, at: token.range, "`\(text)` can't stand here; expected \(expected).")
    }

    private static let wordsFromElsewhere = [
        "and": "&&", "or": "||", "not": "!", "AND": "&&", "OR": "||", "NOT": "!", "is": "==", "eq": "==", "ne": "!=",
    ]
}
