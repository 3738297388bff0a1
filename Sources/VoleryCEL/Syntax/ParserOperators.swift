extension Parser {
    mutating func parseExpression() throws(CELProblem) -> CELExpression {
        try nested { (parser) throws(CELProblem) in try parser.parseConditional() }
    }

    private mutating func parseConditional() throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        let condition = try parseLogical(.or)
        guard try accept(.question) else { return condition }
        let yes = try parseLogical(.or)
        try expect(.colon, "`:` and what the value is otherwise")
        let no = try parseExpression()
        return try make(.conditional(condition, yes, no), from: start)
    }

    private mutating func parseLogical(_ logical: CELExpression.LogicalOperator) throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        let mark: Token.Kind = logical == .or ? .or : .and
        let first = try parseOperand(of: logical)
        guard token.kind == mark else { return first }
        var operands = [first]
        while try accept(mark) { operands.append(try parseOperand(of: logical)) }
        return try make(.logical(logical, operands), from: start)
    }

    private mutating func parseOperand(of logical: CELExpression.LogicalOperator) throws(CELProblem) -> CELExpression {
        logical == .or ? try parseLogical(.and) : try parseBinary(above: 0)
    }

    /// Operands joined by operators that bind more tightly than a level.
    private mutating func parseBinary(above level: Int) throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        var left = try parseUnary()
        while let (binary, strength) = binaryOperator(), strength > level {
            try advance()
            let right = try parseBinary(above: strength)
            left = try make(.binary(binary, left, right), from: start)
        }
        return left
    }

    private func binaryOperator() -> (CELExpression.BinaryOperator, strength: Int)? {
        switch token.kind {
        case .equal: (.equal, 1)
        case .notEqual: (.notEqual, 1)
        case .less: (.less, 1)
        case .lessOrEqual: (.lessOrEqual, 1)
        case .greater: (.greater, 1)
        case .greaterOrEqual: (.greaterOrEqual, 1)
        case .keyword where lexer.text(token.range) == "in": (.isIn, 1)
        case .plus: (.add, 2)
        case .minus: (.subtract, 2)
        case .star: (.multiply, 3)
        case .slash: (.divide, 3)
        case .percent: (.modulo, 3)
        default: nil
        }
    }

    private mutating func parseUnary() throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        switch token.kind {
        case .not:
            try advance()
            let operand = try nested { (parser) throws(CELProblem) in try parser.parseUnary() }
            return try make(.unary(.not, operand), from: start)
        case .minus:
            try advance()
            if token.kind == .int || token.kind == .double {
                let number = try parseNumber(from: start, negative: true)
                return try parseMember(of: number, from: start)
            }
            let operand = try nested { (parser) throws(CELProblem) in try parser.parseUnary() }
            return try make(.unary(.negate, operand), from: start)
        default:
            return try parseMember(of: try parsePrimary(), from: start)
        }
    }
}
