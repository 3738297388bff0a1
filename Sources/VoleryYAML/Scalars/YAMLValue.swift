/// What a scalar stands for by YAML 1.2's core schema.
public enum YAMLValue: Sendable, Hashable {
    /// `null`, `~` or nothing.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// An integer of up to 64 bits: `12`, `0o14`, `0xC`.
    case integer(Int)
    /// An integer that needs more than 64 bits, as its text.
    case hugeInteger(String)
    /// A number with a fraction or an exponent, `.inf` or `.nan`.
    case float(Double)
    /// Text.
    case text(String)

    /// What it is in words, for messages.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .hugeInteger: "an integer"
        case .float: "a number"
        case .text: "text"
        }
    }

    /// The number as a float, for the tag `!!float`; anything but a number as it is.
    var asFloat: YAMLValue {
        switch self {
        case .integer(let integer): .float(Double(integer))
        case .hugeInteger(let text): .float(Double(text) ?? .infinity)
        default: self
        }
    }
}
