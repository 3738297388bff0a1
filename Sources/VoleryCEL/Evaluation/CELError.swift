/// Why an expression has no value: raised by an operator, a function or the host while it is evaluated.
public struct CELError: Error, Sendable, Hashable {
    /// The kinds of errors, which a host's lazy functions can tell apart.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// A field that the value doesn't have.
        case noSuchField
        /// A key that the map doesn't have.
        case noSuchKey
        /// The host says that there is no value here, though the name is known.
        case absent
        /// A division by zero.
        case divideByZero
        /// A number, time or duration out of range.
        case overflow
        /// An operator or function that doesn't take values of these types.
        case noMatchingOverload
        /// An index outside of a list or a text.
        case indexOutOfRange
        /// A value that a function can't take, such as text that is no number.
        case invalidArgument
        /// A name that has no value.
        case unknownVariable
        /// A function that doesn't exist.
        case unknownFunction
        /// More work or memory than ``CELLimits`` allow.
        case workBound
        /// Anything else that a host raises.
        case other
    }

    /// What kind of error it is.
    public var kind: Kind
    /// What is wrong, in one sentence.
    public var message: String
    /// Where it arose: UTF-8 offsets into the expression's text.
    public var range: Range<Int>?

    /// An error; its place is filled in as it leaves the node that raised it.
    public init(_ kind: Kind, _ message: String, at range: Range<Int>? = nil) {
        self.kind = kind
        self.message = message
        self.range = range
    }

    /// The error with a place, unless it has one.
    func located(_ range: Range<Int>) -> CELError {
        self.range == nil ? CELError(kind, message, at: range) : self
    }
}

extension CELError: CustomStringConvertible {
    /// What is wrong.
    public var description: String { message }
}
