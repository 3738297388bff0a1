/// A word of the language, as a stretch of the text.
struct Token {
    enum Kind: Hashable {
        case identifier, escapedIdentifier, keyword
        case int, uint, double
        case string, bytes
        case question, colon, comma, dot
        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case or, and, not, minus, plus, star, slash, percent
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        case end
    }

    var kind: Kind
    var range: Range<Int>
}

/// Names that have a meaning of their own in the grammar, or are kept for languages that embed it.
enum ReservedWord {
    static let keywords: Set<String> = ["true", "false", "null", "in"]
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]
}
