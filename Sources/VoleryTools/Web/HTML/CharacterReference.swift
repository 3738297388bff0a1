/// A character reference of HTML: `&amp;`, `&#233;`, `&#xE9;`.
struct CharacterReference {
    /// The character that it stands for.
    var scalar: Unicode.Scalar
    /// Where it ends in the page.
    var end: Int

    /// Reads the reference that an ampersand begins; `nil` if the ampersand stands for itself.
    ///
    /// - Parameters:
    ///   - bytes: The page.
    ///   - start: Where the ampersand is.
    ///   - limit: Where the text ends.
    init?(in bytes: [UInt8], at start: Int, limit: Int) {
        guard start + 1 < limit else { return nil }
        if bytes[start + 1] == UInt8(ascii: "#") {
            self.init(number: bytes, from: start + 2, limit)
        } else {
            self.init(name: bytes, from: start + 1, limit)
        }
    }

    private init?(name bytes: [UInt8], from start: Int, _ limit: Int) {
        var end = start
        while end < limit, bytes[end].isASCIILetter || bytes[end].isASCIIDigit {
            end += 1
            guard end - start <= CharacterNames.longest else { return nil }
        }
        let isEnded = end < limit && bytes[end] == UInt8(ascii: ";")
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        guard isEnded || CharacterNames.neverEnded.contains(name), let scalar = CharacterNames.scalars[name] else {
            return nil
        }
        self.init(scalar: scalar, end: isEnded ? end + 1 : end)
    }

    private init?(number bytes: [UInt8], from start: Int, _ limit: Int) {
        let isHexadecimal = start < limit && bytes[start] | 0x20 == UInt8(ascii: "x")
        let base: UInt32 = isHexadecimal ? 16 : 10
        let first = isHexadecimal ? start + 1 : start
        var end = first
        var number: UInt32 = 0
        while end < limit, let digit = bytes[end].digit(base: base) {
            // Beyond the last character all numbers are alike.
            number = min(number * base + digit, 0x11_0000)
            end += 1
        }
        guard end > first else { return nil }
        if end < limit, bytes[end] == UInt8(ascii: ";") { end += 1 }
        self.init(scalar: Self.scalar(number), end: end)
    }

    private init(scalar: Unicode.Scalar, end: Int) {
        self.scalar = scalar
        self.end = end
    }

    /// The character of a number; those of the C1 controls mean what windows-1252 has there, as the standard asks.
    private static func scalar(_ number: UInt32) -> Unicode.Scalar {
        if (0x80...0x9F).contains(number) { return windows1252[Int(number) - 0x80] }
        guard number != 0, let scalar = Unicode.Scalar(number) else { return "\u{FFFD}" }
        return scalar
    }

    private static let windows1252 = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars
    )
}

extension CharacterReference {
    /// The text of a part of a page with its character references read.
    static func decoded(_ range: Range<Int>, of bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == UInt8(ascii: "&"),
                let reference = CharacterReference(in: bytes, at: index, limit: range.upperBound)
            {
                text.append(contentsOf: Array(String(reference.scalar).utf8))
                index = reference.end
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        return text
    }
}

extension UInt8 {
    fileprivate func digit(base: UInt32) -> UInt32? {
        if isASCIIDigit { return UInt32(self - 0x30) }
        let letter = self | 0x20
        guard base == 16, (0x61...0x66).contains(letter) else { return nil }
        return UInt32(letter - 0x61) + 10
    }
}
