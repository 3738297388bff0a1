extension ScalarWalk {
    /// A scalar without quotes.
    mutating func plain() {
        while hasMore { takeSpaceOrCopy() }
    }

    /// A scalar in single quotes: `''` stands for one.
    mutating func singleQuoted() {
        takeQuotes()
        while hasMore {
            if next == UInt8(ascii: "'") {
                replace(text: 1, source: 2)
            } else {
                takeSpaceOrCopy()
            }
        }
    }

    /// A scalar in double quotes, with escapes.
    mutating func doubleQuoted() {
        takeQuotes()
        while hasMore {
            if next == UInt8(ascii: "\\") { takeEscape() } else { takeSpaceOrCopy() }
        }
    }

    private mutating func takeQuotes() {
        guard end - offset >= 2 else { return fail() }
        offset += 1
        end -= 1
    }

    /// White space with a line's end in it is folded; all else stands for itself.
    private mutating func takeSpaceOrCopy() {
        var length = 0
        var breaks = 0
        while Self.isBlank(peek(length)) || Self.isBreak(peek(length)) {
            if Self.isBreak(peek(length)) { breaks += 1 }
            length += peek(length) == 0x0D && peek(length + 1) == 0x0A ? 2 : 1
        }
        switch breaks {
        case 0: copy(max(1, length))
        case 1: replace(text: 1, source: length)
        default: replace(text: breaks - 1, source: length)
        }
    }

    private mutating func takeEscape() {
        let code = peek(1)
        if Self.isBreak(code) { return takeEscapedBreak() }
        switch code {
        case UInt8(ascii: "x"): takeCodePoint(digits: 2)
        case UInt8(ascii: "u"): takeCodePoint(digits: 4)
        case UInt8(ascii: "U"): takeCodePoint(digits: 8)
        case UInt8(ascii: "N"), UInt8(ascii: "_"): replace(text: 2, source: 2)
        case UInt8(ascii: "L"), UInt8(ascii: "P"): replace(text: 3, source: 2)
        default: replace(text: 1, source: 2)
        }
    }

    private mutating func takeCodePoint(digits: Int) {
        guard offset + 2 + digits <= end,
            let value = UInt32(String(decoding: source[offset + 2..<offset + 2 + digits], as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(value)
        else { return fail() }
        replace(text: UTF8.width(scalar), source: 2 + digits)
    }

    /// An escaped line's end stands for nothing, but each empty line behind it for a line feed.
    private mutating func takeEscapedBreak() {
        var length = 1
        var breaks = 0
        while Self.isBlank(peek(length)) || Self.isBreak(peek(length)) {
            if Self.isBreak(peek(length)) { breaks += 1 }
            length += peek(length) == 0x0D && peek(length + 1) == 0x0A ? 2 : 1
        }
        replace(text: breaks - 1, source: length)
    }
}
