/// A strict parser for RFC 8259 over bytes that stay in place while it runs.
///
/// It recurses for nested values, never deeper than `JSONValue.ParsingOptions.deepest`.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let options: JSONValue.ParsingOptions
    let depthLimit: Int
    /// Whether the bytes are known to be UTF-8, so that strings need no check of their own.
    let isUTF8: Bool
    /// The number of bytes read.
    var position = 0

    /// A parser of bytes that stay in place; `isUTF8` says that they're known to be valid.
    init(bytes: UnsafeBufferPointer<UInt8>, options: JSONValue.ParsingOptions, isUTF8: Bool = false) {
        self.bytes = bytes
        self.isUTF8 = isUTF8 || bytes.reduce(0, |) < 0x80
        self.options = options
        self.depthLimit = options.effectiveDepth
    }

    /// Reads a text that holds one value.
    mutating func document() throws(JSONFault) -> JSONValue {
        if let limit = options.maxBytes, bytes.count > limit { throw JSONFault(.size, at: max(0, limit)) }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw JSONFault(.byteOrderMark, at: 0) }
        skipSpace()
        guard position < bytes.count else { throw JSONFault(.empty, at: position) }
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else { throw JSONFault(.trailingData, at: position) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        switch peek() {
        case UInt8(ascii: "\""): .string(try string())
        case UInt8(ascii: "{"): .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): .array(try array(depth: depth + 1))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try literal("true", .bool(true))
        case UInt8(ascii: "f"): try literal("false", .bool(false))
        case UInt8(ascii: "n"): try literal("null", .null)
        default: throw JSONFault(.value, at: position)
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position...].starts(with: expected) else { throw JSONFault(.value, at: position) }
        position += expected.count
        return value
    }

    private mutating func array(depth: Int) throws(JSONFault) -> [JSONValue] {
        guard depth <= depthLimit else { throw JSONFault(.depth, at: position) }
        position += 1
        skipSpace()
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: "]")) { return elements }
            let comma = position
            guard take(UInt8(ascii: ",")) else { throw JSONFault(.commaOrBracket, at: position) }
            skipSpace()
            if peek() == UInt8(ascii: "]") { throw JSONFault(.trailingComma, at: comma) }
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONObject {
        guard depth <= depthLimit else { throw JSONFault(.depth, at: position) }
        position += 1
        skipSpace()
        var members = JSONObject()
        if take(UInt8(ascii: "}")) { return members }
        while true {
            try member(into: &members, depth: depth)
            skipSpace()
            if take(UInt8(ascii: "}")) { return members }
            let comma = position
            guard take(UInt8(ascii: ",")) else { throw JSONFault(.commaOrBrace, at: position) }
            skipSpace()
            if peek() == UInt8(ascii: "}") { throw JSONFault(.trailingComma, at: comma) }
        }
    }

    private mutating func member(into members: inout JSONObject, depth: Int) throws(JSONFault) {
        let start = position
        guard peek() == UInt8(ascii: "\"") else { throw JSONFault(.key, at: position) }
        let key = try string()
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw JSONFault(.colon, at: position) }
        skipSpace()
        let value = try value(depth: depth)
        guard !members.insert(value, forNew: key) else { return }
        guard options.duplicateKeys == .keepLast else { throw JSONFault(.duplicateKey, at: start) }
        members[key] = value
    }
}

extension JSONParser {
    /// The next byte; 0, which nothing in the grammar starts with, at the end.
    @inline(__always)
    func peek() -> UInt8 {
        position < bytes.count ? bytes[position] : 0
    }

    /// Steps over a byte if it is the next one.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    @inline(__always)
    mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }
}

extension JSONValue.ParsingOptions {
    /// The depth that holds, whatever was asked for.
    var effectiveDepth: Int { min(max(0, maxDepth), Self.deepest) }
}
