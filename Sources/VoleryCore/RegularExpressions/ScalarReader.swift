/// Reads a text scalar by scalar and knows its position in bytes.
struct ScalarReader {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    /// The number of bytes read.
    private(set) var offset = 0

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    var isAtDigit: Bool { peek().map { "0"..."9" ~= $0 } ?? false }

    func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    func isAt(_ text: String) -> Bool {
        scalars[position...].starts(with: text.unicodeScalars)
    }

    mutating func skip() {
        guard let scalar = peek() else { return }
        position += 1
        offset += UTF8.width(scalar)
    }

    mutating func next() -> Unicode.Scalar? {
        defer { skip() }
        return peek()
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        skip()
        return true
    }

    /// Reads decimal digits; nil if there are none.
    mutating func digits() -> String? {
        var text = ""
        while isAtDigit, let digit = next() { text.unicodeScalars.append(digit) }
        return text.isEmpty ? nil : text
    }

    /// Reads so many hexadecimal digits; nil, and nothing read, if there are fewer.
    mutating func hexadecimal(_ count: Int) -> UInt32? {
        let text = (0..<count).compactMap { peek($0) }
        guard text.count == count, text.allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
        for _ in 0..<count { skip() }
        return UInt32(String(String.UnicodeScalarView(text)), radix: 16)
    }

    /// Reads a hexadecimal number and the brace behind it.
    mutating func hexadecimalUntilBrace() -> UInt32? {
        guard let text = text(until: "}") else { return nil }
        return text.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit) ? UInt32(text, radix: 16) : nil
    }

    /// Reads up to a scalar, and the scalar itself; nil if it doesn't come.
    mutating func text(until end: Unicode.Scalar) -> String? {
        var text = ""
        while let scalar = next() {
            if scalar == end { return text }
            text.unicodeScalars.append(scalar)
        }
        return nil
    }
}
