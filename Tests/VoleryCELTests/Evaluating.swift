import VoleryCEL

/// Evaluates an expression in the standard environment.
func evaluate(_ source: String, _ bindings: CELBindings = [:]) throws -> CELValue {
    try CELEnvironment().compile(source).evaluate(bindings)
}

/// The error that an expression raises, or nil if it has a value.
func evaluationError(_ source: String, _ bindings: CELBindings = [:]) throws -> CELError? {
    do {
        _ = try CELEnvironment().compile(source).evaluate(bindings)
        return nil
    } catch let error as CELError {
        return error
    }
}

/// The mistake that the parser finds, or nil if there is none.
func syntaxProblem(_ source: String) -> CELProblem? {
    do {
        _ = try CELExpression(parsing: source)
        return nil
    } catch {
        return error
    }
}

/// The part of a text that a range of UTF-8 offsets stands for.
func part(_ range: Range<Int>?, of source: String) -> String? {
    range.map { String(decoding: Array(source.utf8)[$0], as: UTF8.self) }
}
