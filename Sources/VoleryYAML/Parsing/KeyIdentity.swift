import VoleryCore

/// What makes two keys of a mapping the same: their kind and value by the core schema (YAML 1.2.2, 3.2.1.3).
///
/// So `1` and `0x1` are one key, `true` and `"true"` are two (as the cases of a `switch` need), and text is compared
/// byte by byte: `é` and `e` + U+0301 are two.
enum KeyIdentity: Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case float(UInt64)
    case hugeInteger(ByteString)
    case text(ByteString)

    init(_ value: YAMLValue) {
        switch value {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .integer(let integer): self = .integer(integer)
        case .float(let double): self = .float((double == 0 ? 0 : double).bitPattern)
        case .hugeInteger(let text): self = .hugeInteger(ByteString(text))
        case .text(let text): self = .text(ByteString(text))
        }
    }
}

/// Text that is compared byte by byte, where `String` takes canonically equivalent text for equal.
struct ByteString: Hashable {
    private let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ByteString, right: ByteString) -> Bool {
        left.text.isByteForByte(right.text)
    }

    func hash(into hasher: inout Hasher) {
        text.hashBytes(into: &hasher)
    }
}
