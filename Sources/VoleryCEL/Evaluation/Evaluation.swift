/// The state of one evaluation: the values of local names, and the work that is left.
final class Evaluation: Meter {
    let activation: any CELActivation
    var locals: [CELValue]

    init(_ activation: any CELActivation, slots: Int, limits: CELLimits) {
        self.activation = activation
        locals = slots == 0 ? [] : Array(repeating: .null, count: slots)
        super.init(limits)
    }
}

/// A compiled part of an expression.
///
/// Nodes hold no state, so that many tasks can evaluate one program at once.
protocol Node: AnyObject, Sendable {
    /// The part's value.
    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue
}

extension Node {
    /// The part's value, which must be a boolean; `purpose` says for what.
    func evaluateBool(
        in evaluation: Evaluation,
        at range: Range<Int>,
        for purpose: StaticString
    ) throws(CELError) -> Bool {
        let value = try evaluate(in: evaluation)
        guard case .bool(let bool) = value else {
            throw CELError(.noMatchingOverload, "\(purpose) needs a boolean, not \(value.typeName).", at: range)
        }
        return bool
    }
}
