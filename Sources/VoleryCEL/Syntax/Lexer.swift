/// Splits the text of an expression into tokens, one at a time.
struct Lexer {
    let bytes: [UInt8]
    private var position = 0

    init(_ source: String) {
        bytes = Array(source.utf8)
    }

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        position = start
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    mutating func next() throws(CELProblem) -> Token {
        skipBlanks()
        let start = position
        guard let byte = peek() else { return Token(kind: .end, range: start..<start) }
        if let kind = try literalOrName(byte) { return Token(kind: kind, range: start..<position) }
        let kind = try punctuation(byte)
        return Token(kind: kind, range: start..<position)
    }

    private func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    private mutating func skipBlanks() {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), 9, 10, 12, 13: position += 1
            case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
                while let next = peek(), next != 10 { position += 1 }
            default: return
            }
        }
    }

    private mutating func literalOrName(_ byte: UInt8) throws(CELProblem) -> Token.Kind? {
        if byte.isDigit { return try number() }
        if byte == UInt8(ascii: "."), let next = peek(1), next.isDigit { return try number() }
        if let length = quotePrefixLength() { return try quoted(prefix: length) }
        if byte == UInt8(ascii: "`") { return try escapedIdentifier() }
        guard byte.isNameStart else { return nil }
        let start = position
        while let next = peek(), next.isNamePart { position += 1 }
        return ReservedWord.keywords.contains(text(start..<position)) ? .keyword : .identifier
    }

    private mutating func escapedIdentifier() throws(CELProblem) -> Token.Kind {
        let start = position
        position += 1
        while let byte = peek(), byte != UInt8(ascii: "`"), byte != 10 { position += 1 }
        guard peek() == UInt8(ascii: "`"), position > start + 1 else {
            throw CELProblem(.syntax, at: start..<position, "A name in backticks is not closed or is empty.")
        }
        position += 1
        return .escapedIdentifier
    }
}

// MARK: - Numbers

extension Lexer {
    private mutating func number() throws(CELProblem) -> Token.Kind {
        let start = position
        if peek() == UInt8(ascii: "0"), peek(1) == UInt8(ascii: "x"), peek(2)?.hexDigit != nil {
            position += 2
            while peek()?.hexDigit != nil { position += 1 }
            return try endOfNumber(unsignedSuffix() ? .uint : .int, from: start)
        }
        skipDigits()
        var kind = Token.Kind.int
        if peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
            position += 1
            skipDigits()
            kind = .double
        }
        if skipExponent() { kind = .double }
        if kind == .int, unsignedSuffix() { kind = .uint }
        return try endOfNumber(kind, from: start)
    }

    private mutating func skipDigits() {
        while let byte = peek(), byte.isDigit { position += 1 }
    }

    private mutating func skipExponent() -> Bool {
        guard let mark = peek(), mark | 0x20 == UInt8(ascii: "e") else { return false }
        let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
        guard peek(signed ? 2 : 1)?.isDigit == true else { return false }
        position += signed ? 2 : 1
        skipDigits()
        return true
    }

    private mutating func unsignedSuffix() -> Bool {
        guard let mark = peek(), mark | 0x20 == UInt8(ascii: "u") else { return false }
        position += 1
        return true
    }

    private mutating func endOfNumber(_ kind: Token.Kind, from start: Int) throws(CELProblem) -> Token.Kind {
        guard let byte = peek(), byte.isNamePart else { return kind }
        while let next = peek(), next.isNamePart { position += 1 }
        throw CELProblem(.syntax, at: start..<position, "`\(text(start..<position))` is not a number.")
    }
}

// MARK: - Text and bytes

extension Lexer {
    /// The number of prefix letters before an opening quote here, or nil if no text begins here.
    private func quotePrefixLength() -> Int? {
        func isQuote(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }
        if isQuote(peek()) { return 0 }
        guard let first = peek().map({ $0 | 0x20 }) else { return nil }
        if first == UInt8(ascii: "r") || first == UInt8(ascii: "b"), isQuote(peek(1)) { return 1 }
        let second = peek(1).map { $0 | 0x20 }
        return first == UInt8(ascii: "b") && second == UInt8(ascii: "r") && isQuote(peek(2)) ? 2 : nil
    }

    private mutating func quoted(prefix: Int) throws(CELProblem) -> Token.Kind {
        let start = position
        let letters = bytes[start..<start + prefix].map { $0 | 0x20 }
        position += prefix
        let quote = bytes[position]
        let triple = peek(1) == quote && peek(2) == quote
        position += triple ? 3 : 1
        try skipToClosing(quote, triple: triple, raw: letters.contains(UInt8(ascii: "r")), from: start)
        return letters.contains(UInt8(ascii: "b")) ? .bytes : .string
    }

    private mutating func skipToClosing(
        _ quote: UInt8,
        triple: Bool,
        raw: Bool,
        from start: Int
    ) throws(CELProblem) {
        while let byte = peek() {
            if byte == quote, !triple || (peek(1) == quote && peek(2) == quote) {
                position += triple ? 3 : 1
                return
            }
            if !triple, byte == 10 || byte == 13 { break }
            position += byte == UInt8(ascii: "\\") && !raw && peek(1) != nil ? 2 : 1
        }
        let mark = String(repeating: Character(Unicode.Scalar(quote)), count: triple ? 3 : 1)
        throw CELProblem(
            .syntax,
            at: start..<Swift.min(position, bytes.count),
            "The text is not closed: \(mark) is missing\(triple ? "" : " before the end of the line")."
        )
    }
}

// MARK: - Expressions in other text

extension Lexer {
    /// The offset of the `}}` that closes an expression in other text.
    mutating func closingBraces() throws(CELProblem) -> Int? {
        var open: [UInt8] = []
        while let byte = peek() {
            if let prefix = quotePrefixLength() {
                _ = try quoted(prefix: prefix)
            } else if byte.isNameStart {
                while let next = peek(), next.isNamePart { position += 1 }
            } else {
                if byte == UInt8(ascii: "}"), open.last != UInt8(ascii: "{"), peek(1) == byte { return position }
                Self.count(byte, &open)
                position += 1
            }
        }
        return nil
    }

    /// Keeps account of open brackets.
    private static func count(_ byte: UInt8, _ open: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(byte)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = open.popLast()
        default: break
        }
    }
}

// MARK: - Punctuation

extension Lexer {
    private mutating func punctuation(_ byte: UInt8) throws(CELProblem) -> Token.Kind {
        if let next = peek(1), let kind = Self.pair(byte, next) {
            position += 2
            try rejectTripleEqual(byte)
            return kind
        }
        if let kind = Self.single(byte) {
            position += 1
            return kind
        }
        throw strayCharacter(byte)
    }

    private func rejectTripleEqual(_ first: UInt8) throws(CELProblem) {
        guard first == UInt8(ascii: "=") || first == UInt8(ascii: "!"), peek() == UInt8(ascii: "=") else { return }
        let wrong = text(position - 2..<position + 1)
        throw CELProblem(
            .syntax,
            at: position - 2..<position + 1,
            "`\(wrong)` is not an operator.",
            suggestion: String(wrong.dropLast())
        )
    }

    private func strayCharacter(_ byte: UInt8) -> CELProblem {
        var end = position + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        let range = position..<end
        switch byte {
        case UInt8(ascii: "=") where end < bytes.count && bytes[end] == UInt8(ascii: ">"):
            let message = "There are no functions written with `=>`; a macro is `list.map(x, x.name)`."
            return CELProblem(.syntax, at: position..<end + 1, message)
        case UInt8(ascii: "="):
            return CELProblem(.syntax, at: range, "`=` is not an operator; equality is `==`.", suggestion: "==")
        case UInt8(ascii: "&"):
            return CELProblem(.syntax, at: range, "`&` is not an operator; “and” is `&&`.", suggestion: "&&")
        case UInt8(ascii: "|"):
            let message = "`|` is not an operator; “or” is `||`, and functions are called as in `size(x)`."
            return CELProblem(.syntax, at: range, message, suggestion: "||")
        case UInt8(ascii: "$"):
            let message = "`$` has no meaning in an expression: a name is written bare, as in `x.name`."
            return CELProblem(.syntax, at: range, message)
        default:
            return CELProblem(.syntax, at: range, "The character `\(text(range))` has no meaning here.")
        }
    }

    private static func pair(_ first: UInt8, _ second: UInt8) -> Token.Kind? {
        switch (first, second) {
        case (UInt8(ascii: "="), UInt8(ascii: "=")): .equal
        case (UInt8(ascii: "!"), UInt8(ascii: "=")): .notEqual
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
        case (UInt8(ascii: "&"), UInt8(ascii: "&")): .and
        case (UInt8(ascii: "|"), UInt8(ascii: "|")): .or
        default: nil
        }
    }

    private static func single(_ byte: UInt8) -> Token.Kind? {
        switch byte {
        case UInt8(ascii: "?"): .question
        case UInt8(ascii: ":"): .colon
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: "."): .dot
        case UInt8(ascii: "("): .leftParenthesis
        case UInt8(ascii: ")"): .rightParenthesis
        case UInt8(ascii: "["): .leftBracket
        case UInt8(ascii: "]"): .rightBracket
        case UInt8(ascii: "{"): .leftBrace
        case UInt8(ascii: "}"): .rightBrace
        case UInt8(ascii: "!"): .not
        case UInt8(ascii: "-"): .minus
        case UInt8(ascii: "+"): .plus
        case UInt8(ascii: "*"): .star
        case UInt8(ascii: "/"): .slash
        case UInt8(ascii: "%"): .percent
        case UInt8(ascii: "<"): .less
        case UInt8(ascii: ">"): .greater
        default: nil
        }
    }
}

extension UInt8 {
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
    var isNameStart: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 || self == UInt8(ascii: "_") }
    var isNamePart: Bool { isNameStart || isDigit }

    /// The value of a hexadecimal digit.
    var hexDigit: Int? {
        if isDigit { return Int(self - UInt8(ascii: "0")) }
        let letter = (self | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? Int(letter) + 10 : nil
    }
}
