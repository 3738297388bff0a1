public import VoleryCore

/// A call of a strict function: its arguments' values.
///
/// It is valid only until the function returns.
public struct CELCall {
    /// The arguments in order, the receiver of a member function first.
    public let arguments: [CELValue]
    let meter: Meter

    /// The number of arguments.
    public var count: Int { arguments.count }

    /// The argument at an index, which must be one that the function's signatures have.
    public subscript(index: Int) -> CELValue { arguments[index] }

    /// Counts work against the evaluation's bound.
    ///
    /// - Parameter steps: The work, in the unit of ``CELLimits/work``.
    /// - Throws: ``CELError/Kind/workBound`` when the bound is reached; the function passes it on.
    public func charge(_ steps: Int) throws(CELError) {
        try meter.charge(max(0, steps))
    }

    /// The argument at an index as JSON, the work of making it counted against the evaluation's bound.
    ///
    /// Throws as ``CELValue/json(limits:)`` does; the function passes it on.
    public func json(_ index: Int) throws(CELError) -> JSONValue {
        try arguments[index].json(meter)
    }

    /// The error that the function doesn't take arguments of these types.
    public func noMatchingOverload() -> CELError {
        CELError(.noMatchingOverload, "")
    }

    /// The text at an index; throws ``noMatchingOverload()`` if something else is there.
    public func string(_ index: Int) throws(CELError) -> String {
        guard case .string(let string) = arguments[index] else { throw noMatchingOverload() }
        return string
    }

    /// The int at an index; throws ``noMatchingOverload()`` if something else is there.
    public func int(_ index: Int) throws(CELError) -> Int64 {
        guard case .int(let int) = arguments[index] else { throw noMatchingOverload() }
        return int
    }

    /// The list at an index; throws ``noMatchingOverload()`` if something else is there.
    public func list(_ index: Int) throws(CELError) -> CELList {
        guard case .list(let list) = arguments[index] else { throw noMatchingOverload() }
        return list
    }
}

/// A call of a lazy function: its arguments, not yet evaluated.
///
/// It is valid only until the function returns.
public struct CELLazyCall {
    private let nodes: [any Node]
    private let evaluation: Evaluation

    init(_ nodes: [any Node], _ evaluation: Evaluation) {
        self.nodes = nodes
        self.evaluation = evaluation
    }

    /// The number of arguments.
    public var count: Int { nodes.count }

    /// The value of an argument, evaluated anew at each call.
    ///
    /// Throws the error that the argument raises; one of kind ``CELError/Kind/workBound`` must be passed on.
    public func evaluate(_ index: Int) throws(CELError) -> CELValue {
        try nodes[index].evaluate(in: evaluation)
    }
}
