extension Parser {
    /// What follows an operand: fields, calls and indices.
    mutating func parseMember(of first: CELExpression, from start: Int) throws(CELProblem) -> CELExpression {
        var operand = first
        while true {
            switch token.kind {
            case .dot:
                try advance()
                operand = try parseField(of: operand, from: start)
            case .leftBracket:
                try advance()
                let optional = try accept(.question)
                let index = try parseExpression()
                try expect(.rightBracket, "`]`")
                operand = try make(.index(operand: operand, index: index, optional: optional), from: start)
            case .leftBrace where operand.isName:
                throw CELProblem(
                    .syntax,
                    at: token.range,
                    "There are no message types here, so `{` can't follow a name."
                )
            default:
                return operand
            }
        }
    }

    private mutating func parseField(of operand: CELExpression, from start: Int) throws(CELProblem) -> CELExpression {
        let optional = try accept(.question)
        let range = token.range
        let field = try parseFieldName()
        if token.kind == .leftParenthesis, !optional {
            let arguments = try parseArguments()
            let call = CELExpression.Call(name: field, nameRange: range, receiver: operand, arguments: arguments)
            if let macro = try expandMacro(call, from: start) { return macro }
            return try make(.call(call), from: start)
        }
        let select = CELExpression.Select(operand: operand, field: field, fieldRange: range, isOptional: optional)
        return try make(.select(select), from: start)
    }

    private mutating func parseFieldName() throws(CELProblem) -> String {
        let text = lexer.text(token.range)
        switch token.kind {
        case .identifier:
            try advance()
            return text
        case .escapedIdentifier:
            try advance()
            return String(text.dropFirst().dropLast())
        case .keyword:
            throw CELProblem(
                .syntax,
                at: token.range,
                "`\(text)` is a word of the language and can't be a field's name here.",
                suggestion: "[\"\(text)\"]"
            )
        default:
            throw unexpected("a field's name")
        }
    }

    /// The arguments of a call, the opening parenthesis being the current token.
    mutating func parseArguments() throws(CELProblem) -> [CELExpression] {
        try expect(.leftParenthesis, "`(`")
        var arguments: [CELExpression] = []
        if try accept(.rightParenthesis) { return arguments }
        repeat {
            arguments.append(try parseExpression())
        } while try accept(.comma)
        try expect(.rightParenthesis, "`,` or `)`")
        return arguments
    }
}

extension CELExpression {
    /// Whether this is a name, perhaps with dots in it.
    fileprivate var isName: Bool {
        switch kind {
        case .identifier: true
        case .select(let select): !select.isOptional && select.operand.isName
        default: false
        }
    }
}
