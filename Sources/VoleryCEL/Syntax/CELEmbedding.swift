extension CELExpression {
    /// Where an expression ends that stands in other text and is closed by `}}`.
    ///
    /// Braces that belong to the expression's own texts and maps don't end it. Where a bracket isn't closed, the
    /// braces do, so that the parser can say what is missing.
    ///
    /// `text` is UTF-8, and `start` the offset of the expression's first byte in it. The result is the offset of the
    /// braces, or nil if there are none. Throws a problem, with its place in the text, if a text literal is not closed.
    public static func endOfEmbedded(in text: [UInt8], from start: Int) throws(CELProblem) -> Int? {
        var lexer = Lexer(text, from: start)
        return try lexer.closingBraces()
    }
}
