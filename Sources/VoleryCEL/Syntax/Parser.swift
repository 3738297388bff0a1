/// Turns text into an expression by recursive descent, operators by precedence.
///
/// Recursion and the height of the tree are bounded, so no text can exhaust the stack.
struct Parser {
    var lexer: Lexer
    var token = Token(kind: .end, range: 0..<0)
    /// The token before the current one: where a node that has just been read ends.
    var last = Token(kind: .end, range: 0..<0)
    /// Whether `has`, `map` and their like are macros; else they are functions as any other.
    let expandsMacros: Bool
    private let maximumDepth: Int
    private var depth = 0
    private var nextID = 0

    init(_ source: String, limits: CELLimits, expandingMacros: Bool) throws(CELProblem) {
        let size = source.utf8.count
        guard size <= limits.sourceBytes else {
            throw CELProblem(
                .size,
                at: 0..<size,
                "The expression has \(size) bytes; at most \(limits.sourceBytes) are allowed."
            )
        }
        lexer = Lexer(source)
        expandsMacros = expandingMacros
        maximumDepth = limits.depth
        token = try lexer.next()
    }

    /// Reads the whole text as one expression.
    mutating func parse() throws(CELProblem) -> CELExpression {
        let expression = try parseExpression()
        guard token.kind == .end else { throw unexpected("an operator or the end") }
        return expression
    }

    // MARK: Tokens

    mutating func advance() throws(CELProblem) {
        last = token
        token = try lexer.next()
    }

    mutating func accept(_ kind: Token.Kind) throws(CELProblem) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    mutating func expect(_ kind: Token.Kind, _ what: String) throws(CELProblem) {
        guard try accept(kind) else { throw unexpected(what) }
    }

    /// A node that reaches from a start to the last token read.
    mutating func make(_ kind: CELExpression.Kind, from start: Int) throws(CELProblem) -> CELExpression {
        nextID += 1
        let range = start..<last.range.upperBound
        let expression = CELExpression(kind, id: nextID, range: range)
        guard expression.height <= maximumDepth else { throw tooDeep(at: range) }
        return expression
    }

    mutating func nested<Result>(
        _ body: (inout Parser) throws(CELProblem) -> Result
    ) throws(CELProblem) -> Result {
        depth += 1
        guard depth <= maximumDepth else { throw tooDeep(at: token.range) }
        defer { depth -= 1 }
        return try body(&self)
    }

    private func tooDeep(at range: Range<Int>) -> CELProblem {
        CELProblem(.size, at: range, "The expression is nested more than \(maximumDepth) levels deep.")
    }
}
