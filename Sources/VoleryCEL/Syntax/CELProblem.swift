/// A mistake in the text of an expression, found before it is evaluated: by the parser or by the type checker.
public struct CELProblem: Error, Sendable, Hashable {
    /// What kind of mistake it is, for programs that treat kinds apart.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The text isn't an expression.
        case syntax
        /// A name that nothing declares.
        case unknownVariable
        /// A function that nothing declares.
        case unknownFunction
        /// A field that the object's type doesn't have.
        case unknownField
        /// A field that may be missing, named as if it were always there.
        case optionalField
        /// Operands or arguments of types that don't go together.
        case type
        /// The expression is too large or too deep.
        case size
    }

    /// What kind of mistake it is.
    public var kind: Kind
    /// Where it is: UTF-8 offsets into the expression's text.
    public var range: Range<Int>
    /// What is wrong, in one sentence.
    public var message: String
    /// What to write instead, if there is a good guess.
    public var suggestion: String?

    /// A mistake at a place in the text.
    public init(_ kind: Kind, at range: Range<Int>, _ message: String, suggestion: String? = nil) {
        self.kind = kind
        self.range = range
        self.message = message
        self.suggestion = suggestion
    }
}

extension CELProblem: CustomStringConvertible {
    /// What is wrong.
    public var description: String { message }
}
