internal import Crypto
internal import VoleryCore

/// The digest of what an effect is asked, built up piece by piece, so that a long conversation is not read again for
/// every turn.
struct Fingerprint: Sendable {
    private var hasher = SHA256()

    /// Adds a piece; pieces are told apart from their concatenation by their lengths.
    mutating func add(_ value: JSONValue) {
        var bytes: [UInt8] = []
        value.write(into: &bytes, style: .canonical)
        withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hasher.update(bufferPointer: $0) }
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }

    /// The digest of all pieces so far, 64 hexadecimal digits.
    var text: String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = hasher.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Message {
    /// The message as JSON, for digests.
    var fingerprinted: JSONValue {
        switch self {
        case .system(let text): ["system": .string(text)]
        case .user(let text): ["user": .string(text)]
        case .userParts(let parts): ["user": .array(parts.map(\.fingerprinted))]
        case .assistant(let text, let calls):
            [
                "assistant": .string(text),
                "calls": .array(calls.map { [.string($0.id), .string($0.name), .string($0.arguments)] }),
            ]
        case .tool(let id, let text): ["tool": .string(id), "text": .string(text)]
        }
    }
}

extension ContentPart {
    fileprivate var fingerprinted: JSONValue {
        switch self {
        case .text(let text): .string(text)
        case .media(let media): media.json
        }
    }
}
