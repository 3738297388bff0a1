internal import VoleryCEL

/// A step that an expression names.
public struct StepReference: Sendable, Hashable {
    /// The step's id; `nil` where `steps` is named without a step, which is a mistake.
    public var step: String?
    /// What of it is named: `output`, `status`, `error`, `usage`; `nil` for the step as a whole.
    public var member: String?
    /// Whether it stands inside `coalesce(…)` or `has(…)`, where what was skipped is no error.
    public var isGuarded: Bool
    /// Where it stands in the expression: UTF-8 offsets.
    public var range: Range<Int>

    /// Whether a skip of the step spreads by this reference.
    public var needsOutput: Bool { !isGuarded && (member == nil || member == "output") }

    /// All steps that an expression names, in the order of the text.
    static func all(in tree: CELExpression) -> [StepReference] {
        var finder = StepReferenceFinder()
        finder.visit(tree, bound: [], isGuarded: false)
        return finder.found
    }
}

/// Walks an expression with the names that macros introduce in mind: in `xs.map(steps, steps.a)` no step is named.
private struct StepReferenceFinder {
    var found: [StepReference] = []

    mutating func visit(_ node: CELExpression, bound: Set<String>, isGuarded: Bool) {
        if let step = step(of: node, bound) {
            add(step, member: nil, isGuarded, node)
            return
        }
        switch node.kind {
        case .identifier("steps", _) where !bound.contains("steps"):
            found.append(StepReference(step: nil, member: nil, isGuarded: isGuarded, range: node.range))
        case .select(let select):
            visitMember(select.field, of: select.operand, node, bound: bound, isGuarded: isGuarded)
        case .presence(let select):
            visitMember(select.field, of: select.operand, node, bound: bound, isGuarded: true)
        case .index(let operand, let index, _):
            if let name = text(of: index) {
                visitMember(name, of: operand, node, bound: bound, isGuarded: isGuarded)
            } else {
                visit(operand, bound: bound, isGuarded: isGuarded)
                visit(index, bound: bound, isGuarded: isGuarded)
            }
        case .call(let call) where call.name == "coalesce" && call.receiver == nil:
            for argument in call.arguments { visit(argument, bound: bound, isGuarded: true) }
        case .comprehension(let comprehension):
            visit(comprehension.operand, bound: bound, isGuarded: isGuarded)
            let inner = bound.union(comprehension.variables.map(\.name))
            if let filter = comprehension.filter { visit(filter, bound: inner, isGuarded: isGuarded) }
            visit(comprehension.body, bound: inner, isGuarded: isGuarded)
        case .bind(let binding):
            visit(binding.value, bound: bound, isGuarded: isGuarded)
            visit(binding.body, bound: bound.union([binding.variable.name]), isGuarded: isGuarded)
        default:
            for child in node.children { visit(child, bound: bound, isGuarded: isGuarded) }
        }
    }

    private mutating func visitMember(
        _ member: String,
        of operand: CELExpression,
        _ node: CELExpression,
        bound: Set<String>,
        isGuarded: Bool
    ) {
        if let step = step(of: operand, bound) {
            add(step, member: member, isGuarded, node)
        } else {
            visit(operand, bound: bound, isGuarded: isGuarded)
        }
    }

    private mutating func add(_ step: String, member: String?, _ isGuarded: Bool, _ node: CELExpression) {
        found.append(StepReference(step: step, member: member, isGuarded: isGuarded, range: node.range))
    }

    /// The id of `steps.ID` or `steps["ID"]`.
    private func step(of node: CELExpression, _ bound: Set<String>) -> String? {
        switch node.kind {
        case .select(let select) where isSteps(select.operand, bound): select.field
        case .index(let operand, let index, _) where isSteps(operand, bound): text(of: index)
        default: nil
        }
    }

    private func isSteps(_ node: CELExpression, _ bound: Set<String>) -> Bool {
        guard case .identifier("steps", _) = node.kind else { return false }
        return !bound.contains("steps")
    }

    private func text(of node: CELExpression) -> String? {
        guard case .literal(.string(let text)) = node.kind else { return nil }
        return text
    }
}
