/// Bounds on an expression and on the work of evaluating it, so that none can hang or exhaust memory.
public struct CELLimits: Sendable, Hashable {
    /// The most bytes of an expression's text.
    public var sourceBytes = 65_536
    /// The most levels that an expression is nested deep.
    public var depth = 250
    /// The most work of one evaluation, in steps of about 10 to 100 ns: a node evaluated within a macro, an element
    /// made, 8 bytes of text made, 32 bytes of text read.
    public var work = 10_000_000
    /// The most bytes of a single text or byte string that an evaluation makes.
    public var textBytes = 8_388_608

    /// The usual bounds.
    public init() {}
}
