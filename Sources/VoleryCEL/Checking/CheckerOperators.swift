extension Checker {
    mutating func unary(
        _ unary: CELExpression.UnaryOperator,
        _ operand: CELExpression,
        _ range: Range<Int>
    ) -> CELType {
        guard unary == .negate else {
            expectBool(operand, "`!`")
            return .bool
        }
        let type = type(of: operand)
        if let result = match(OperatorSignatures.negation, [type]) { return result }
        return report(.type, at: range, "`-` needs a signed number, not \(solver.final(type)).")
    }

    mutating func binary(
        _ binary: CELExpression.BinaryOperator,
        _ left: CELExpression,
        _ right: CELExpression,
        _ range: Range<Int>
    ) -> CELType {
        let first = type(of: left)
        let second = type(of: right)
        switch binary {
        case .equal, .notEqual:
            checkEquality(binary, (left, first), (right, second), range)
            return .bool
        case .isIn:
            checkMembership((left, first), (right, second), range)
            return .bool
        default:
            if let result = match(OperatorSignatures.of(binary), [first, second]) { return result }
            return mismatch(binary, first, second, range)
        }
    }

    private mutating func mismatch(
        _ binary: CELExpression.BinaryOperator,
        _ left: CELType,
        _ right: CELType,
        _ range: Range<Int>
    ) -> CELType {
        let first = solver.final(left)
        let second = solver.final(right)
        var suggestion: String?
        if first.isNumber, second.isNumber {
            suggestion = "double(…)"
        } else if binary == .add, [first, second].contains(where: \.isText) {
            suggestion = "string(…)"
        }
        return report(
            .type,
            at: range,
            "There is no `\(binary.rawValue)` of \(first) and \(second).",
            suggestion: suggestion
        )
    }

    // MARK: Equality and membership

    private mutating func checkEquality(
        _ binary: CELExpression.BinaryOperator,
        _ left: (expression: CELExpression, type: CELType),
        _ right: (expression: CELExpression, type: CELType),
        _ range: Range<Int>
    ) {
        checkValue(right.expression, isOneOf: left.type)
        checkValue(left.expression, isOneOf: right.type)
        guard !canBeEqual(left.type, right.type) else { return }
        let first = solver.final(left.type)
        let second = solver.final(right.type)
        let always = binary == .equal ? "never equal" : "always different"
        let bare = number(in: left.expression, besides: right.type) ?? number(in: right.expression, besides: left.type)
        _ = report(.type, at: range, "\(first) and \(second) are \(always).", suggestion: bare)
    }

    /// The number that stands in quotes where one without is meant.
    private func number(in expression: CELExpression, besides type: CELType) -> String? {
        guard case .literal(.string(let text)) = expression.kind, solver.used(type).isNumber else { return nil }
        let digits = "\(text)"
        return Int64(digits) == nil ? nil : digits
    }

    private mutating func canBeEqual(_ left: CELType, _ right: CELType) -> Bool {
        if solver.used(left).isNumber, solver.used(right).isNumber { return true }
        var attempt = solver
        if attempt.fit(left, to: right) {
            solver = attempt
            return true
        }
        return solver.fit(right, to: left)
    }

    private mutating func checkMembership(
        _ element: (expression: CELExpression, type: CELType),
        _ container: (expression: CELExpression, type: CELType),
        _ range: Range<Int>
    ) {
        let elements: CELType
        switch solver.used(container.type) {
        case .dyn, .parameter: return
        case .list(let type): elements = type
        case .map(let key, _): elements = key
        case .object: elements = .string
        case let other:
            var suggestion: String?
            if other.isText, solver.used(element.type).isText { suggestion = "text.contains(…)" }
            _ = report(
                .type,
                at: range,
                "`in` asks for an element of a list or a key of a map, not of \(solver.final(other)).",
                suggestion: suggestion
            )
            return
        }
        checkValue(element.expression, isOneOf: elements)
        if case .list(let literals) = container.expression.kind {
            for literal in literals { checkValue(literal.value, isOneOf: element.type) }
        }
        guard !canBeEqual(element.type, elements) else { return }
        let type = solver.final(element.type)
        _ = report(.type, at: range, "\(type) is never in \(solver.final(container.type)).")
    }

    /// Checks a text literal that is compared with an enumeration.
    private mutating func checkValue(_ expression: CELExpression, isOneOf type: CELType) {
        guard case .literal(.string(let text)) = expression.kind,
            case .enumeration(let values) = solver.used(type), !values.contains(where: { $0 == text })
        else { return }
        let list = values.map { "\"\($0)\"" }.joined(separator: ", ")
        _ = report(
            .type,
            at: expression.range,
            "\"\(text)\" is none of the values that this can have: \(list).",
            suggestion: NearestName.find(text, among: values).map { "\"\($0)\"" }
        )
    }

    // MARK: Logic

    /// Of `has(a.b) && …` what follows knows that `a.b` is there; of `!has(a.b) || …` too.
    mutating func logical(_ logical: CELExpression.LogicalOperator, _ operands: [CELExpression]) -> CELType {
        let known = present.count
        var isLogical = true
        for operand in operands {
            // Who takes the operator for something else is told once.
            if isLogical {
                isLogical = expectBool(operand, "`\(logical.rawValue)`")
            } else {
                _ = type(of: operand)
            }
            present += presentPaths(operand, holds: logical == .and)
        }
        present.removeLast(present.count - known)
        return .bool
    }

    mutating func conditional(
        _ condition: CELExpression,
        _ yes: CELExpression,
        _ no: CELExpression,
        _ range: Range<Int>
    ) -> CELType {
        expectBool(condition, "The condition before `?`")
        let first = type(of: yes, where: condition, holds: true)
        let second = type(of: no, where: condition, holds: false)
        // A branch of null says that there may be no value, which no type but `dyn` can say.
        if isNull(first) != isNull(second) { return solver.join(first, second) }
        var attempt = solver
        guard attempt.fit(first, to: second) || solver.fit(second, to: first) else {
            let types = "\(solver.final(first)) and \(solver.final(second))"
            return report(.type, at: range, "The values before and after `:` are of different types: \(types).")
        }
        return solver.join(first, second)
    }

    private func isNull(_ type: CELType) -> Bool {
        if case .null = solver.resolve(type) { true } else { false }
    }

    private mutating func type(
        of expression: CELExpression,
        where condition: CELExpression,
        holds: Bool
    ) -> CELType {
        let paths = presentPaths(condition, holds: holds)
        present += paths
        defer { present.removeLast(paths.count) }
        return type(of: expression)
    }

    /// The paths that are there if a condition holds, or if it doesn't.
    private func presentPaths(_ condition: CELExpression, holds: Bool) -> [[String]] {
        switch condition.kind {
        case .presence(let select) where holds:
            path(select.operand).map { [$0 + [select.field]] } ?? []
        case .unary(.not, let operand): presentPaths(operand, holds: !holds)
        case .logical(.and, let operands) where holds: operands.flatMap { presentPaths($0, holds: true) }
        case .logical(.or, let operands) where !holds: operands.flatMap { presentPaths($0, holds: false) }
        default: []
        }
    }
}

extension CELType {
    var isText: Bool {
        switch self {
        case .string, .enumeration: true
        default: false
        }
    }
}
