extension Parser {
    /// A literal, a name, a call, a list, a map, or an expression in parentheses.
    mutating func parsePrimary() throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        switch token.kind {
        case .int, .uint, .double: return try parseNumber(from: start, negative: false)
        case .string, .bytes: return try parseQuoted()
        case .keyword: return try parseKeyword()
        case .identifier, .dot: return try parseName()
        case .leftBracket: return try parseList()
        case .leftBrace: return try parseMap()
        case .leftParenthesis:
            try advance()
            let inner = try parseExpression()
            try expect(.rightParenthesis, "an operator or `)`")
            return inner
        default:
            throw unexpected("a value")
        }
    }

    mutating func parseNumber(from start: Int, negative: Bool) throws(CELProblem) -> CELExpression {
        let text = (negative ? "-" : "") + lexer.text(token.range)
        guard let value = NumberLiteral.value(of: text, kind: token.kind) else {
            throw CELProblem(.syntax, at: token.range, "The number \(text) is out of range for \(numberType).")
        }
        try advance()
        return try make(.literal(value), from: start)
    }

    private var numberType: String {
        switch token.kind {
        case .uint: "an unsigned 64-bit integer"
        case .double: "a double"
        default: "a signed 64-bit integer"
        }
    }

    private mutating func parseQuoted() throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        var literal = QuotedLiteral(lexer.bytes[token.range])
        let content = try literal.read()
        let isBytes = token.kind == .bytes
        try advance()
        return try make(
            .literal(isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))),
            from: start
        )
    }

    private mutating func parseKeyword() throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        let value: CELValue
        switch lexer.text(token.range) {
        case "true": value = .bool(true)
        case "false": value = .bool(false)
        case "null": value = .null
        default: throw unexpected("a value")
        }
        try advance()
        return try make(.literal(value), from: start)
    }

    private mutating func parseName() throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        let absolute = try accept(.dot)
        guard token.kind == .identifier else { throw unexpected("a name") }
        let name = lexer.text(token.range)
        let range = token.range
        guard !ReservedWord.reserved.contains(name) else {
            throw CELProblem(.syntax, at: range, "`\(name)` is a reserved word and can't be a name.")
        }
        try advance()
        guard token.kind == .leftParenthesis else {
            return try make(.identifier(name: name, absolute: absolute), from: start)
        }
        let arguments = try parseArguments()
        let call = CELExpression.Call(name: name, nameRange: range, receiver: nil, arguments: arguments)
        if let macro = try expandMacro(call, from: start) { return macro }
        return try make(.call(call), from: start)
    }

    private mutating func parseList() throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        try advance()
        var elements: [CELExpression.ListElement] = []
        while token.kind != .rightBracket {
            let optional = try accept(.question)
            elements.append(CELExpression.ListElement(value: try parseExpression(), isOptional: optional))
            guard try accept(.comma) else { break }
        }
        try expect(.rightBracket, "`,` or `]`")
        return try make(.list(elements), from: start)
    }

    private mutating func parseMap() throws(CELProblem) -> CELExpression {
        let start = token.range.lowerBound
        try advance()
        var entries: [CELExpression.MapEntry] = []
        while token.kind != .rightBrace {
            let optional = try accept(.question)
            let key = try parseExpression()
            try expect(.colon, "`:` and the key's value")
            entries.append(CELExpression.MapEntry(key: key, value: try parseExpression(), isOptional: optional))
            guard try accept(.comma) else { break }
        }
        try expect(.rightBrace, "`,` or `}`")
        return try make(.map(entries), from: start)
    }
}

/// Reads numbers as they are written in source.
enum NumberLiteral {
    /// The value, or nil if it is out of range.
    static func value(of text: String, kind: Token.Kind) -> CELValue? {
        switch kind {
        case .double:
            Double(text).flatMap { $0.isFinite ? .double($0) : nil }
        case .uint:
            integer(text.dropLast(), as: UInt64.self).map(CELValue.uint)
        default:
            integer(text[...], as: Int64.self).map(CELValue.int)
        }
    }

    private static func integer<Number: FixedWidthInteger>(_ text: Substring, as type: Number.Type) -> Number? {
        if text.hasPrefix("-0x") { return Number("-" + text.dropFirst(3), radix: 16) }
        if text.hasPrefix("0x") { return Number(text.dropFirst(2), radix: 16) }
        return Number(text)
    }
}
