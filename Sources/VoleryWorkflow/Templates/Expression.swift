public import VoleryCEL
public import VoleryCore

/// A CEL expression of a workflow, parsed and compiled once.
public struct Expression: Sendable {
    /// The expression's text.
    public let source: String
    /// The expression as a tree, for checks.
    public let tree: CELExpression
    /// The steps that it names, and how.
    public let references: [StepReference]
    private let program: CELProgram

    /// Parses and compiles an expression.
    /// - Parameter source: The expression's text.
    /// - Throws: The first mistake in the text, with its place there.
    public init(_ source: String) throws(CELProblem) {
        let tree = try CELExpression(parsing: source)
        self.source = source
        self.tree = tree
        references = StepReference.all(in: tree)
        program = try ExpressionFunctions.environment.compile(tree)
    }

    /// The expression's value.
    /// - Parameter scope: Where names get their values.
    /// - Returns: The value.
    /// - Throws: The error that it raises, with its place in the text.
    public func evaluate(in scope: some CELActivation) throws(CELError) -> JSONValue {
        try program.evaluate(scope).json()
    }
}
