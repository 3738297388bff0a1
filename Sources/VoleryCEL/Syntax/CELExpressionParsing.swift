extension CELExpression {
    /// Parses the text of one expression.
    ///
    /// - Parameters:
    ///   - source: The expression, in the syntax of google/cel-spec with optional fields and macros.
    ///   - limits: The bounds on its size and depth.
    /// - Throws: The first mistake, with its place.
    public init(parsing source: String, limits: CELLimits = CELLimits()) throws(CELProblem) {
        var parser = try Parser(source, limits: limits)
        self = try parser.parse()
    }
}
