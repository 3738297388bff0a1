/// Reads ASCII text byte by byte.
struct ByteReader {
    private(set) var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == byte.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Steps over a letter in either case.
    mutating func take(anyCase letter: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first | 0x20) == letter.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Reads a number of exactly so many digits.
    mutating func number(digits count: Int) -> Int? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
        rest.removeFirst(count)
        return Int(String(Substring(digits)))
    }

    /// Steps over digits; says whether there were any.
    mutating func digits() -> Bool {
        let digits = rest.prefix(while: \.isDigit)
        rest.removeFirst(digits.count)
        return !digits.isEmpty
    }
}
