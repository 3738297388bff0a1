internal import VoleryCEL
internal import VoleryCore
internal import VoleryWorkflow
internal import VoleryWorkflowFile

/// One expression with the values that it can name, evaluated outside of a workflow.
struct Evaluation {
    private let expression: Expression
    private let variables: JSONObject
    /// The expression as messages show it.
    let source: SourceText
    /// Its type, as far as it is known before it is evaluated.
    let type: CELType

    /// Reads and checks an expression.
    ///
    /// - Parameters:
    ///   - text: The expression.
    ///   - variables: What it can name.
    /// - Throws: All that is wrong with it.
    init(_ text: String, variables: JSONObject) throws(DiagnosticsError) {
        let source = SourceText(file: "expression", text: text)
        do throws(CELProblem) {
            expression = try Expression(text)
        } catch {
            throw DiagnosticsError([Self.diagnostic(error, in: source, .expressionSyntax)], sources: [source])
        }
        let types = Dictionary(variables.map { ($0.key, Self.type(of: $0.value)) }) { _, last in last }
        let check = Expression.check(expression.tree, variables: types)
        guard check.problems.isEmpty else {
            let found = check.problems.map { Self.diagnostic($0, in: source, nil) }
            throw DiagnosticsError(found, sources: [source])
        }
        self.variables = variables
        self.source = source
        type = check.type
    }

    /// The expression's value.
    ///
    /// - Throws: What it raises, shown at its place in the text.
    func value() throws(EvaluationError) -> JSONValue {
        do throws(CELError) {
            let values = Dictionary(variables.map { ($0.key, CELValue($0.value)) }) { _, last in last }
            return try expression.evaluate(in: CELBindings(values))
        } catch {
            let place = error.range.map { source.place(ofUTF8: $0) }
            throw EvaluationError(diagnostic: Diagnostic(code: "expression", error.message, at: place))
        }
    }

    /// The type of a value that is given: of an object that of a map, as other files may have other members.
    static func type(of value: JSONValue) -> CELType {
        switch value {
        case .null: .dyn
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .string: .string
        case .array(let elements): .list(common(elements))
        case .object(let members): .map(.string, common(members.map(\.value)))
        }
    }

    private static func common(_ values: [JSONValue]) -> CELType {
        guard let first = values.first.map(type) else { return .dyn }
        return values.allSatisfy { type(of: $0) == first } ? first : .dyn
    }

    private static func diagnostic(_ problem: CELProblem, in source: SourceText, _ code: FileCode?) -> Diagnostic {
        let words = ProblemWords(problem)
        return Diagnostic(
            code: code?.rawValue ?? CheckCode(of: problem).rawValue,
            words.message,
            at: source.place(ofUTF8: problem.range),
            notes: words.notes,
            suggestion: problem.suggestion
        )
    }
}

/// What an expression raised.
struct EvaluationError: Error {
    let diagnostic: Diagnostic
}
