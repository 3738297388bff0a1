extension JSONParser {
    /// Reads a string, whose opening quote is the next byte.
    mutating func string() throws(JSONFault) -> String {
        let quote = position
        let start = quote + 1
        let end = endOfPlainText(from: start)
        guard end < bytes.count else { throw JSONFault(.openString, at: quote) }
        guard bytes[end] == UInt8(ascii: "\"") else { return try escapedString(from: quote, plainUpTo: end) }
        position = end + 1
        let content = UnsafeBufferPointer(rebasing: bytes[start..<end])
        let text = String(decoding: content, as: UTF8.self)
        if !isUTF8, !text.utf8.elementsEqual(content) {
            throw JSONFault(.notUTF8, at: start + Self.firstInvalid(in: content))
        }
        return text
    }

    /// Finds the first quote, backslash or control character, or the end of the text, eight bytes at a time.
    private func endOfPlainText(from start: Int) -> Int {
        var index = start
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return index }
        while index + 8 <= bytes.count {
            let special = Self.specialBytes(in: base.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
            if special != 0 { return index + special.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < bytes.count, !Self.isSpecial(bytes[index]) { index += 1 }
        return index
    }

    /// Sets the highest bit of each byte that ends plain text.
    ///
    /// Bits above the first set one may be wrong.
    @inline(__always)
    private static func specialBytes(in word: UInt64) -> UInt64 {
        let quotes = word ^ 0x2222_2222_2222_2222
        let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
        let hits =
            ((quotes &- 0x0101_0101_0101_0101) & ~quotes)
            | ((backslashes &- 0x0101_0101_0101_0101) & ~backslashes)
            | ((word &- 0x2020_2020_2020_2020) & ~word)
        return hits & 0x8080_8080_8080_8080
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
    }

    private mutating func escapedString(from quote: Int, plainUpTo firstStop: Int) throws(JSONFault) -> String {
        var content: [UInt8] = []
        var start = quote + 1
        var stop = firstStop
        while true {
            content.append(contentsOf: bytes[start..<stop])
            position = stop
            guard stop < bytes.count else { throw JSONFault(.openString, at: quote) }
            if take(UInt8(ascii: "\"")) { break }
            guard take(UInt8(ascii: "\\")) else { throw JSONFault(.controlCharacter, at: stop) }
            try escape(into: &content)
            start = position
            stop = endOfPlainText(from: start)
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            let raw = UnsafeBufferPointer(rebasing: bytes[quote..<position])
            throw JSONFault(.notUTF8, at: quote + Self.firstInvalid(in: raw))
        }
        return text
    }

    /// Reads what follows a backslash.
    private mutating func escape(into content: inout [UInt8]) throws(JSONFault) {
        let byte = peek()
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): return append(try unicodeEscape(), to: &content)
        default: throw JSONFault(.escape, at: position)
        }
        position += 1
    }

    private func append(_ scalar: Unicode.Scalar, to content: inout [UInt8]) {
        UTF8.encode(scalar) { content.append($0) }
    }

    /// Reads `uXXXX`, and the second half of a surrogate pair.
    private mutating func unicodeEscape() throws(JSONFault) -> Unicode.Scalar {
        let start = position - 1
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), take(UInt8(ascii: "\\")), peek() == UInt8(ascii: "u") else {
            throw JSONFault(.loneSurrogate, at: start)
        }
        let second = try codeUnit()
        guard UTF16.isTrailSurrogate(second) else { throw JSONFault(.loneSurrogate, at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt16 {
        let start = position - 1
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Self.hexDigit(peek()) else { throw JSONFault(.unicodeEscape, at: start) }
            unit = unit << 4 | digit
            position += 1
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// The offset of the first byte that belongs to no valid sequence.
    private static func firstInvalid(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var offset = 0
        var iterator = bytes.makeIterator()
        var decoder = UTF8()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
        return offset
    }
}
