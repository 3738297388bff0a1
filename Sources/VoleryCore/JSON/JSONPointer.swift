/// A way to a value inside a JSON document, such as `/items/0/name` (RFC 6901).
///
/// The empty pointer is the whole document. `~` and `/` in a key are written `~0` and `~1`.
public struct JSONPointer: Sendable, Hashable {
    /// The keys and element numbers to follow, unescaped.
    public var tokens: [String]

    /// A pointer from its unescaped tokens; without any it's the whole document.
    public init(tokens: [String] = []) {
        self.tokens = tokens
    }

    /// A pointer from its text; `nil` if the text is neither empty nor starts with `/`, or has a `~` without 0 or 1.
    public init?(_ text: String) {
        guard !text.utf8.isEmpty else {
            self.init()
            return
        }
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts[0].isEmpty else { return nil }
        var tokens: [String] = []
        for part in parts.dropFirst() {
            guard let token = Self.unescaped(part) else { return nil }
            tokens.append(token)
        }
        self.init(tokens: tokens)
    }

    /// The pointer to a member of what this one points to.
    public func appending(_ key: String) -> JSONPointer {
        JSONPointer(tokens: tokens + [key])
    }

    /// The pointer to an element of what this one points to.
    public func appending(_ index: Int) -> JSONPointer {
        appending(String(index))
    }

    private static func unescaped(_ part: Substring.UTF8View) -> String? {
        guard part.contains(UInt8(ascii: "~")) else { return String(Substring(part)) }
        var bytes: [UInt8] = []
        var rest = part[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The pointer as RFC 6901 writes it.
    public var description: String {
        tokens.map { "/" + Self.escaped($0) }.joined()
    }

    private static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        var bytes: [UInt8] = []
        for byte in token.utf8 {
            switch byte {
            case UInt8(ascii: "~"): bytes += "~0".utf8
            case UInt8(ascii: "/"): bytes += "~1".utf8
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONPointer: Codable {
    /// Reads a pointer from its text.
    ///
    /// - Parameter decoder: Where to read from.
    /// - Throws: `DecodingError` if the text is no JSON pointer.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let pointer = JSONPointer(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is no JSON pointer")
        }
        self = pointer
    }

    /// Writes the pointer as its text.
    ///
    /// - Parameter encoder: Where to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension JSONValue {
    /// The value that a pointer leads to; `nil` if there is none.
    public subscript(pointer: JSONPointer) -> JSONValue? {
        var value = self
        for token in pointer.tokens {
            guard let next = value.step(token) else { return nil }
            value = next
        }
        return value
    }

    private func step(_ token: String) -> JSONValue? {
        switch self {
        case .object(let members): members[token]
        case .array: JSONPointer.elementNumber(token).flatMap { self[$0] }
        default: nil
        }
    }
}

extension JSONPointer {
    /// The number that a token means in a list: decimal digits without a leading zero.
    static func elementNumber(_ token: String) -> Int? {
        let digits = token.utf8
        guard digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        guard digits.count == 1 || digits.first != UInt8(ascii: "0") else { return nil }
        return Int(token)
    }
}
