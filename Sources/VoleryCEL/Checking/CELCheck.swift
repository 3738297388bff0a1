/// What the type checker found out about an expression.
public struct CELCheck: Sendable {
    /// The type of its value, `dyn` where it can't be known.
    public let type: CELType
    /// The mistakes, in the order of the text.
    public let problems: [CELProblem]
}

extension CELType {
    /// Whether a value of this type can stand where another type is wanted, as far as that is known; `dyn` can anywhere.
    public func fits(_ wanted: CELType) -> Bool {
        var solver = TypeSolver()
        return solver.fit(self, to: wanted)
    }
}

extension CELEnvironment {
    /// Checks that all names in an expression are declared and that all types go together.
    ///
    /// Every mistake is found once: what is mistaken counts as `dyn` for what is around it.
    public func check(_ expression: CELExpression) -> CELCheck {
        var checker = Checker(self)
        let type = checker.type(of: expression)
        let problems = checker.problems.sorted { $0.range.lowerBound < $1.range.lowerBound }
        return CELCheck(type: checker.solver.final(type), problems: problems)
    }
}
