/// Why a pattern can't be used.
public struct RegularExpressionError: Error, Sendable, Hashable {
    /// What kind of fault it is.
    public enum Kind: Sendable, Hashable {
        /// The pattern breaks the grammar.
        case syntax
        /// The pattern uses something that can't be matched in linear time, or a property that isn't known.
        case unsupported
        /// The pattern is too long or needs too much memory.
        case tooLarge
    }

    /// What kind of fault it is.
    public var kind: Kind
    /// What is wrong, in words.
    public var message: String
    /// The faulty pattern.
    public var pattern: String
    /// Where in the pattern the fault is, in bytes; `nil` if it's the whole.
    public var offset: Int?

    /// An error at some place of a pattern.
    public init(_ message: String, kind: Kind = .syntax, in pattern: String, at offset: Int? = nil) {
        self.kind = kind
        self.message = message
        self.pattern = pattern
        self.offset = offset
    }
}

extension RegularExpressionError: CustomStringConvertible {
    /// The message with the place.
    public var description: String {
        offset.map { "\(message) (byte \($0) of the pattern)" } ?? message
    }
}
