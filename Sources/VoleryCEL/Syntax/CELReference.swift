/// What an expression names outside of itself: a free name and the fields and elements that are taken from it.
///
/// `steps.plan.output.angles[0]` is one reference with the root `steps` and four steps. A name that a macro introduces is
/// none; what it goes over is.
public struct CELReference: Sendable, Hashable {
    /// A field or element that is taken.
    public struct Step: Sendable, Hashable {
        /// What is taken.
        public enum Key: Sendable, Hashable {
            /// A field, be it written `.name` or `["name"]`.
            case field(String)
            /// An element at a fixed index.
            case index(Int64)
            /// An element whose key or index is computed, or is of another type.
            case computed
        }

        /// What is taken.
        public let key: Key
        /// The place of the name or index alone: UTF-8 offsets into the text.
        public let range: Range<Int>
        /// Whether it is taken optionally: `.?name`, `[?"name"]`.
        public let isOptional: Bool
    }

    /// The name that it begins with.
    public let root: String
    /// The place of that name.
    public let rootRange: Range<Int>
    /// What is taken from it, in order.
    public let steps: [Step]
    /// The place of the whole reference.
    public let range: Range<Int>
    /// The functions, outermost first, in whose arguments the reference stands: `coalesce(steps.a.output, "")`.
    public let enclosingCalls: [String]
    /// Whether it is the argument of `has(…)`, which only asks whether the last field is there.
    public let isPresenceTest: Bool
}

extension CELExpression {
    /// All that the expression names outside of itself, in the order of the text.
    public var references: [CELReference] {
        var collector = ReferenceCollector()
        collector.visit(self)
        return collector.references
    }
}

private struct ReferenceCollector {
    var references: [CELReference] = []
    private var locals: [String] = []
    private var calls: [String] = []

    mutating func visit(_ expression: CELExpression) {
        switch expression.kind {
        case .identifier, .select, .index, .presence: visitPath(expression)
        case .call(let call): visitCall(call)
        case .comprehension(let comprehension):
            visit(comprehension.operand)
            within(comprehension.variables) { collector in
                if let filter = comprehension.filter { collector.visit(filter) }
                collector.visit(comprehension.body)
            }
        case .bind(let binding):
            visit(binding.value)
            within([binding.variable]) { $0.visit(binding.body) }
        default: for child in expression.children { visit(child) }
        }
    }

    private mutating func within(_ variables: [CELExpression.Variable], _ body: (inout ReferenceCollector) -> Void) {
        locals += variables.map(\.name)
        body(&self)
        locals.removeLast(variables.count)
    }

    private mutating func visitCall(_ call: CELExpression.Call) {
        if let receiver = call.receiver, !isNamespace(receiver) { visit(receiver) }
        calls.append(call.name)
        for argument in call.arguments { visit(argument) }
        calls.removeLast()
    }

    /// Whether what stands before a function's name is part of it, as in `math.ceil`.
    private func isNamespace(_ receiver: CELExpression) -> Bool {
        guard case .identifier(let name, _) = receiver.kind, !locals.contains(name) else { return false }
        return StandardFunctions.namespaces.contains(name)
    }

    /// Collects the fields and elements down to a free name; what isn't such a path is visited part by part.
    private mutating func visitPath(_ expression: CELExpression) {
        var steps: [CELReference.Step] = []
        var indices: [CELExpression] = []
        var current = expression
        while let (operand, step) = current.lastStep {
            steps.append(step)
            if case .index(_, let index, _) = current.kind { indices.append(index) }
            current = operand
        }
        if case .identifier(let name, let absolute) = current.kind {
            if absolute || !locals.contains(name) {
                add(expression, root: name, rootRange: current.range, steps: steps.reversed())
            }
        } else {
            visit(current)
        }
        for index in indices.reversed() { visit(index) }
    }

    private mutating func add(
        _ expression: CELExpression,
        root: String,
        rootRange: Range<Int>,
        steps: [CELReference.Step]
    ) {
        var isPresenceTest = false
        var range = expression.range
        if case .presence(let select) = expression.kind {
            isPresenceTest = true
            range = rootRange.lowerBound..<select.fieldRange.upperBound
        }
        references.append(
            CELReference(
                root: root,
                rootRange: rootRange,
                steps: steps,
                range: range,
                enclosingCalls: calls,
                isPresenceTest: isPresenceTest
            )
        )
    }
}

extension CELExpression {
    /// For a field or element of something: that, and which one is taken.
    fileprivate var lastStep: (operand: CELExpression, step: CELReference.Step)? {
        switch kind {
        case .select(let select), .presence(let select):
            let key = CELReference.Step.Key.field(select.field)
            let step = CELReference.Step(key: key, range: select.fieldRange, isOptional: select.isOptional)
            return (select.operand, step)
        case .index(let operand, let index, let isOptional):
            return (operand, CELReference.Step(key: index.stepKey, range: index.range, isOptional: isOptional))
        default: return nil
        }
    }

    private var stepKey: CELReference.Step.Key {
        switch kind {
        case .literal(.string(let name)): .field(name)
        case .literal(.int(let index)): .index(index)
        default: .computed
        }
    }
}
