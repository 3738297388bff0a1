/// `a == b` and `a != b`.
final class EqualityNode: Node {
    private let left: any Node
    private let right: any Node
    private let expected: Bool

    init(_ left: any Node, _ right: any Node, expected: Bool) {
        self.left = left
        self.right = right
        self.expected = expected
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let first = try left.evaluate(in: evaluation)
        let second = try right.evaluate(in: evaluation)
        return .bool(try first.isEqual(to: second, evaluation) == expected)
    }
}

/// `a < b` and its like.
final class OrderNode: Node {
    private let comparison: CELExpression.BinaryOperator
    private let left: any Node
    private let right: any Node
    private let range: Range<Int>

    init(_ comparison: CELExpression.BinaryOperator, _ left: any Node, _ right: any Node, range: Range<Int>) {
        self.comparison = comparison
        self.left = left
        self.right = right
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let first = try left.evaluate(in: evaluation)
        let second = try right.evaluate(in: evaluation)
        guard let order = try first.order(to: second, evaluation) else {
            throw CELError.noOperator(comparison.rawValue, first, second).located(range)
        }
        switch comparison {
        case .less: return .bool(order == .before)
        case .lessOrEqual: return .bool(order == .before || order == .same)
        case .greater: return .bool(order == .after)
        default: return .bool(order == .after || order == .same)
        }
    }
}

/// `a in b`.
final class MembershipNode: Node {
    private let element: any Node
    private let container: any Node
    private let range: Range<Int>

    init(_ element: any Node, _ container: any Node, range: Range<Int>) {
        self.element = element
        self.container = container
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let value = try element.evaluate(in: evaluation)
        switch try container.evaluate(in: evaluation) {
        case .list(let list): return .bool(try list.contains(value, evaluation))
        case .map(let map):
            do {
                return .bool(try map.value(for: value) != nil)
            } catch  where error.kind == .absent {
                return .bool(false)
            }
        case let other: throw CELError.noOperator("in", value, other).located(range)
        }
    }
}

/// `a + b` and its like.
final class ArithmeticNode: Node {
    private let operation: CELExpression.BinaryOperator
    private let left: any Node
    private let right: any Node
    private let range: Range<Int>

    init(_ operation: CELExpression.BinaryOperator, _ left: any Node, _ right: any Node, range: Range<Int>) {
        self.operation = operation
        self.left = left
        self.right = right
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        let first = try left.evaluate(in: evaluation)
        let second = try right.evaluate(in: evaluation)
        do {
            return try Arithmetic.apply(operation, first, second, evaluation)
        } catch {
            throw error.located(range)
        }
    }
}

/// `-operand`.
final class NegationNode: Node {
    private let operand: any Node
    private let range: Range<Int>

    init(_ operand: any Node, range: Range<Int>) {
        self.operand = operand
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        switch try operand.evaluate(in: evaluation) {
        case .int(let int):
            guard int != .min else { throw CELError(.overflow, "-(\(int)) overflows an int.", at: range) }
            return .int(-int)
        case .double(let double): return .double(-double)
        case let other:
            throw CELError(.noMatchingOverload, "`-` needs a signed number, not \(other.typeName).", at: range)
        }
    }
}

extension CELList {
    func contains(_ value: CELValue, _ meter: Meter) throws(CELError) -> Bool {
        for element in self {
            try meter.charge(1)
            if try element.isEqual(to: value, meter) { return true }
        }
        return false
    }
}

extension CELError {
    /// The error that an operator doesn't take two types.
    static func noOperator(_ name: String, _ left: CELValue, _ right: CELValue) -> CELError {
        CELError(.noMatchingOverload, "There is no `\(name)` of \(left.typeName) and \(right.typeName).")
    }
}
