/// Reads what a quoted literal stands for: prefixes, quotes and escapes taken away.
struct QuotedLiteral {
    private let bytes: ArraySlice<UInt8>
    private let isRaw: Bool
    private let isBytes: Bool
    private var position: Int
    private let end: Int
    private var content: [UInt8] = []

    /// A literal that the lexer found whole.
    init(_ literal: ArraySlice<UInt8>) {
        bytes = literal
        let prefix = literal.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
        isRaw = prefix.contains { $0 | 0x20 == UInt8(ascii: "r") }
        isBytes = prefix.contains { $0 | 0x20 == UInt8(ascii: "b") }
        let quote = prefix.endIndex
        let isTriple =
            literal.endIndex - quote >= 6 && literal[quote] == literal[quote + 1]
            && literal[quote] == literal[quote + 2]
        position = quote + (isTriple ? 3 : 1)
        end = literal.endIndex - (isTriple ? 3 : 1)
    }

    /// The text's UTF-8, or the bytes.
    mutating func read() throws(CELProblem) -> [UInt8] {
        content.reserveCapacity(end - position)
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\\"), !isRaw {
                try readEscape()
            } else if byte == 13 {
                readLineEnd()
            } else {
                content.append(byte)
                position += 1
            }
        }
        return content
    }

    /// Line ends in the source are `\n` in the value, however the file was saved.
    private mutating func readLineEnd() {
        content.append(10)
        position += 1
        if position < end, bytes[position] == 10 { position += 1 }
    }

    private mutating func readEscape() throws(CELProblem) {
        let start = position
        guard position + 1 < end else { throw problem(from: start, "A backslash ends the text.") }
        let letter = bytes[position + 1]
        position += 2
        if let plain = Self.plain[letter] {
            content.append(plain)
            return
        }
        switch letter {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): try append(try digits(2, radix: 16, from: start), from: start)
        case UInt8(ascii: "u") where !isBytes: try append(try digits(4, radix: 16, from: start), from: start)
        case UInt8(ascii: "U") where !isBytes: try append(try digits(8, radix: 16, from: start), from: start)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            position -= 1
            try append(try digits(3, radix: 8, from: start), from: start)
        default:
            throw problem(from: start, "`\(String(decoding: bytes[start..<position], as: UTF8.self))` is no escape.")
        }
    }

    private mutating func digits(_ count: Int, radix: Int, from start: Int) throws(CELProblem) -> Int {
        var value = 0
        for _ in 0..<count {
            guard position < end, let digit = bytes[position].hexDigit, digit < radix else {
                throw problem(from: start, "The escape needs \(count) \(radix == 8 ? "octal" : "hexadecimal") digits.")
            }
            value = value * radix + digit
            position += 1
        }
        return value
    }

    private mutating func append(_ value: Int, from start: Int) throws(CELProblem) {
        if isBytes {
            content.append(UInt8(truncatingIfNeeded: value))
        } else if let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init) {
            content.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        } else {
            throw problem(from: start, "The escape is not a Unicode character.")
        }
    }

    private func problem(from start: Int, _ message: String) -> CELProblem {
        var stop = Swift.max(position, start + 1)
        while stop < end, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
        return CELProblem(
            .syntax,
            at: start..<stop,
            message,
            suggestion: isRaw || position > start + 2 ? nil : "write `\\\\` for a backslash, or r\"…\" for raw text"
        )
    }

    private static let plain: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
        UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9, UInt8(ascii: "v"): 11,
        UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "?"): UInt8(ascii: "?"),
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "'"): UInt8(ascii: "'"),
        UInt8(ascii: "`"): UInt8(ascii: "`"),
    ]
}
