import VoleryCEL
import VoleryCore
import VoleryWorkflow

/// Checks an expression of the project file: `env` alone is in scope there, and its variables have to be set.
struct EnvironmentCheck {
    let environment: [String: String]

    /// The mistakes, with their codes and their places in the template.
    func problems(in expression: Expression, offset: Int) -> [(code: String, problem: CELProblem)] {
        var found = expression.tree.references.compactMap(problem)
        let taken = found.map(\.problem.range)
        let typed = Expression.problems(in: expression.tree, variables: ["env": .map(.string, .string)])
        found += typed.filter { problem in !taken.contains { $0.overlaps(problem.range) } }
            .map { (CheckCode(of: $0).rawValue, $0) }
        return found.map { code, problem in
            var problem = problem
            problem.range = problem.range.lowerBound + offset..<problem.range.upperBound + offset
            return (code, problem)
        }
    }

    /// The variables that are named and not set, wherever else the expression takes values from.
    func unsetVariables(in expression: Expression, offset: Int) -> [(code: String, problem: CELProblem)] {
        expression.tree.references.filter { $0.root == "env" }.compactMap(problem).map { code, problem in
            var problem = problem
            problem.range = problem.range.lowerBound + offset..<problem.range.upperBound + offset
            return (code, problem)
        }
    }

    private func problem(_ reference: CELReference) -> (code: String, problem: CELProblem)? {
        guard reference.root == "env" else {
            let message = "there is no `\(reference.root)` here. In the project file `env` alone is in scope"
            return (CheckCode.unknownVariable.rawValue, CELProblem(.unknownVariable, at: reference.rootRange, message))
        }
        guard let step = reference.steps.first, case .field(let name) = step.key else {
            let message = "name the variable, such as `env.HOME`"
            return (CheckCode.unknownVariable.rawValue, CELProblem(.unknownVariable, at: reference.range, message))
        }
        let isGuarded = reference.isPresenceTest || reference.enclosingCalls.contains("coalesce") || step.isOptional
        guard environment[name] == nil, !isGuarded else { return nil }
        let message = "the environment variable `\(name)` is not set"
        let near = NearestName.of(name, among: environment.keys.sorted())
        return (
            FileCode.variableNotSet.rawValue, CELProblem(.unknownField, at: step.range, message, suggestion: near)
        )
    }
}
