package import VoleryCEL

extension Expression {
    /// The type of an expression and the mistakes in it.
    ///
    /// - Parameters:
    ///   - tree: The expression.
    ///   - variables: What it can name.
    /// - Returns: Its type, `dyn` where that can't be known, and its mistakes in the order of the text.
    package static func check(_ tree: CELExpression, variables: [String: CELType]) -> CELCheck {
        var environment = ExpressionFunctions.environment
        environment.variables = variables
        return environment.check(tree)
    }

    /// The mistakes in an expression.
    package static func problems(in tree: CELExpression, variables: [String: CELType]) -> [CELProblem] {
        check(tree, variables: variables).problems
    }
}
