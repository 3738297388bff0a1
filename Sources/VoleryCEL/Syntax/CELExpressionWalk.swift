extension CELExpression {
    /// The nodes directly below this one, in the order of the text.
    public var children: [CELExpression] {
        var children: [CELExpression] = []
        kind.forEachChild { children.append($0) }
        return children
    }

    /// Visits this node and all below it, a parent before its children.
    public func forEachNode(_ visit: (CELExpression) -> Void) {
        visit(self)
        kind.forEachChild { $0.forEachNode(visit) }
    }
}

extension CELExpression.Kind {
    /// Visits the nodes directly below, in the order of the text.
    func forEachChild(_ visit: (CELExpression) -> Void) {
        switch self {
        case .literal, .identifier: break
        case .select(let select), .presence(let select): visit(select.operand)
        case .index(let operand, let index, _):
            visit(operand)
            visit(index)
        case .call(let call):
            if let receiver = call.receiver { visit(receiver) }
            call.arguments.forEach(visit)
        case .list(let elements): elements.forEach { visit($0.value) }
        case .map(let entries):
            for entry in entries {
                visit(entry.key)
                visit(entry.value)
            }
        case .unary(_, let operand): visit(operand)
        case .binary(_, let left, let right):
            visit(left)
            visit(right)
        case .logical(_, let operands): operands.forEach(visit)
        case .conditional(let condition, let yes, let no):
            visit(condition)
            visit(yes)
            visit(no)
        case .comprehension(let comprehension):
            visit(comprehension.operand)
            if let filter = comprehension.filter { visit(filter) }
            visit(comprehension.body)
        case .bind(let binding):
            visit(binding.value)
            visit(binding.body)
        }
    }
}
