/// A fault as the parser meets it: small enough to be thrown from the inner loops; words are found later.
struct JSONFault: Error {
    /// What the parser stumbled over.
    enum Reason {
        case empty, byteOrderMark, trailingData
        case value, key, colon, commaOrBrace, commaOrBracket, trailingComma
        case openString, controlCharacter, escape, unicodeEscape, loneSurrogate, notUTF8
        case digit, leadingZero, integerRange, doubleRange
        case duplicateKey, depth, size
    }

    var reason: Reason
    var offset: Int

    init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension JSONFault {
    /// The fault in words, with its line and column in the text.
    func explained(in bytes: UnsafeBufferPointer<UInt8>, options: JSONValue.ParsingOptions) -> JSONParseError {
        let before = bytes[..<min(offset, bytes.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let found = Self.character(at: offset, in: bytes)
        return JSONParseError(
            kind: kind(found: found),
            offset: offset,
            line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1,
            message: message(found: found, in: bytes, options: options)
        )
    }

    private func kind(found: Found) -> JSONParseError.Kind {
        switch reason {
        case .empty: .empty
        case .trailingData: .trailingData
        case .duplicateKey: .duplicateKey
        case .depth: .depthLimit
        case .size: .sizeLimit
        case .integerRange, .doubleRange: .numberRange
        case .byteOrderMark, .loneSurrogate, .notUTF8: .encoding
        default: found.isBroken ? .encoding : .syntax
        }
    }

    private func message(
        found: Found,
        in bytes: UnsafeBufferPointer<UInt8>,
        options: JSONValue.ParsingOptions
    ) -> String {
        switch reason {
        case .empty: "the text is empty; expected a JSON value"
        case .byteOrderMark: "the text starts with a byte-order mark; JSON is plain UTF-8"
        case .trailingData: "expected the end after the JSON value, found \(found)"
        case .value: "expected a value, found \(found)"
        case .key: "expected a key in double quotes, found \(found)"
        case .colon: "expected `:` after the key, found \(found)"
        case .commaOrBrace: "expected `,` or `}` after the member, found \(found)"
        case .commaOrBracket: "expected `,` or `]` after the element, found \(found)"
        case .trailingComma: "`,` is followed by no further value"
        case .openString: "the string that starts here has no end"
        case .controlCharacter: "\(found) inside a string must be written as an escape"
        case .escape: "a backslash is followed by \(found); known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
        case .unicodeEscape: "\\u must be followed by four hexadecimal digits"
        case .loneSurrogate: "the escape is one half of a surrogate pair without the other"
        case .notUTF8: "the bytes are no valid UTF-8"
        case .digit: "expected a digit, found \(found)"
        case .leadingZero: "a number can't start with a zero that other digits follow"
        case .integerRange: "the integer doesn't fit 64 bits"
        case .doubleRange: "the number is too large for a double"
        case .duplicateKey: "the object has the key \(Self.string(at: offset, in: bytes)) twice"
        case .depth: "lists and objects are nested more than \(options.effectiveDepth) deep"
        case .size: "the text is longer than \(options.maxBytes ?? 0) bytes"
        }
    }

    /// The string literal at an offset, shortened.
    private static func string(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String {
        var parser = JSONParser(bytes: bytes, options: .strict)
        parser.position = offset
        guard let key = try? parser.string() else { return "" }
        return JSONValue.string(key.unicodeScalars.count > 80 ? String(key.prefix(80)) + "…" : key).serialized()
    }
}

extension JSONFault {
    /// What stands at the place of the fault.
    enum Found: CustomStringConvertible {
        case end
        case scalar(Unicode.Scalar)
        case broken(UInt8)

        var isBroken: Bool {
            guard case .broken = self else { return false }
            return true
        }

        var description: String {
            switch self {
            case .end: "the end of the text"
            case .scalar("`"): "a backtick"
            case .scalar(let scalar) where scalar.value < 0x20 || scalar.value == 0x7F:
                "the control character U+\(hex(scalar.value, digits: 4))"
            case .scalar(let scalar): "`\(scalar)`"
            case .broken(let byte): "the byte 0x\(hex(UInt32(byte), digits: 2)), which is no UTF-8"
            }
        }

        private func hex(_ number: UInt32, digits: Int) -> String {
            let text = String(number, radix: 16, uppercase: true)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
    }

    private static func character(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Found {
        guard offset < bytes.count else { return .end }
        var iterator = bytes[offset...].makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return .broken(bytes[offset]) }
        return .scalar(scalar)
    }
}
