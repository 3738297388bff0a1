/// A compiled expression: made once, evaluated many times, by many tasks at once.
public struct CELProgram: Sendable {
    private let root: any Node
    private let slots: Int
    private let limits: CELLimits

    init(root: any Node, slots: Int, limits: CELLimits) {
        self.root = root
        self.slots = slots
        self.limits = limits
    }

    /// The expression's value, its free names having the values that the activation gives.
    ///
    /// Throws the error that the expression raises, with its place.
    public func evaluate(_ activation: any CELActivation) throws(CELError) -> CELValue {
        try root.evaluate(in: Evaluation(activation, slots: slots, limits: limits))
    }

    /// The expression's value, its free names having the values given.
    ///
    /// Throws the error that the expression raises, with its place.
    public func evaluate(_ bindings: CELBindings = [:]) throws(CELError) -> CELValue {
        try evaluate(bindings as any CELActivation)
    }
}
