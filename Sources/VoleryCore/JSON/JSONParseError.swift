/// Why a text is no JSON, and where.
public struct JSONParseError: Error, Sendable, Hashable {
    /// What kind of fault it is.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The text has nothing but white space.
        case empty
        /// The text breaks the grammar of RFC 8259.
        case syntax
        /// A whole value is followed by something else.
        case trailingData
        /// An object has one key twice.
        case duplicateKey
        /// The bytes are no UTF-8, start with a byte-order mark, or an escape is half of a surrogate pair.
        case encoding
        /// Lists and objects are nested too deeply.
        case depthLimit
        /// The text is too long.
        case sizeLimit
        /// A number is outside the range of 64-bit integers or doubles.
        case numberRange
    }

    /// What kind of fault it is.
    public var kind: Kind
    /// How many bytes come before the fault.
    public var offset: Int
    /// The line of the fault, from 1.
    public var line: Int
    /// The column of the fault in Unicode scalars, from 1.
    public var column: Int
    /// What is wrong, in words.
    public var message: String

    /// An error of some kind at a position.
    public init(kind: Kind, offset: Int, line: Int, column: Int, message: String) {
        self.kind = kind
        self.offset = offset
        self.line = line
        self.column = column
        self.message = message
    }
}

extension JSONParseError: CustomStringConvertible {
    /// The message with its position, for people and for models.
    public var description: String {
        "\(message) (line \(line), column \(column), byte \(offset))"
    }
}
