/// `a && b && c` and `a || b || c`.
///
/// The operand that decides, decides even if another one before or after it raises an error.
final class LogicalNode: Node {
    private let operands: [(node: any Node, range: Range<Int>)]
    /// The value that decides: false for `&&`, true for `||`.
    private let decisive: Bool

    init(_ operands: [(node: any Node, range: Range<Int>)], decisive: Bool) {
        self.operands = operands
        self.decisive = decisive
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        var firstError: CELError?
        for (node, range) in operands {
            do {
                let bool = try node.evaluateBool(in: evaluation, at: range, for: decisive ? "`||`" : "`&&`")
                if bool == decisive { return .bool(decisive) }
            } catch {
                if error.kind == .workBound { throw error }
                firstError = firstError ?? error
            }
        }
        if let firstError { throw firstError }
        return .bool(!decisive)
    }
}

/// `!operand`.
final class NotNode: Node {
    private let operand: any Node
    private let range: Range<Int>

    init(_ operand: any Node, range: Range<Int>) {
        self.operand = operand
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        .bool(try !operand.evaluateBool(in: evaluation, at: range, for: "`!`"))
    }
}

/// `condition ? yes : no`.
final class ConditionalNode: Node {
    private let condition: any Node
    private let yes: any Node
    private let no: any Node
    private let range: Range<Int>

    /// `range` is the condition's place.
    init(_ condition: any Node, _ yes: any Node, _ no: any Node, range: Range<Int>) {
        self.condition = condition
        self.yes = yes
        self.no = no
        self.range = range
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        try condition.evaluateBool(in: evaluation, at: range, for: "The condition before `?`")
            ? try yes.evaluate(in: evaluation) : try no.evaluate(in: evaluation)
    }
}
