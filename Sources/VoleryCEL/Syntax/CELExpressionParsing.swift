extension CELExpression {
    /// Parses the text of one expression.
    ///
    /// - Parameters:
    ///   - source: The expression, in the syntax of google/cel-spec with optional fields and macros.
    ///   - limits: The bounds on its size and depth.
    ///   - expandingMacros: Whether `has`, `map` and their like are macros; without, they are functions as any other.
    /// - Throws: The first mistake, with its place.
    public init(
        parsing source: String,
        limits: CELLimits = CELLimits(),
        expandingMacros: Bool = true
    ) throws(CELProblem) {
        var parser = try Parser(source, limits: limits, expandingMacros: expandingMacros)
        self = try parser.parse()
    }
}
