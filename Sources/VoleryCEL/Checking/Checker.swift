/// Goes through an expression and gives every part its type.
struct Checker {
    let environment: CELEnvironment
    let hasNamesWithDots: Bool
    var solver = TypeSolver()
    private(set) var problems: [CELProblem] = []
    /// The names that macros introduced, innermost last.
    var locals: [(name: String, type: CELType)] = []
    /// How many calls around here take an absent argument.
    var acceptingAbsence = 0
    /// The paths that `has(…)` has shown to be there.
    var present: [[String]] = []
    /// How many literal patterns were checked.
    var patterns = 0

    init(_ environment: CELEnvironment) {
        self.environment = environment
        hasNamesWithDots = environment.hasNamesWithDots
    }

    mutating func report(
        _ kind: CELProblem.Kind,
        at range: Range<Int>,
        _ message: String,
        suggestion: String? = nil
    ) -> CELType {
        problems.append(CELProblem(kind, at: range, message, suggestion: suggestion))
        return .dyn
    }

    mutating func type(of expression: CELExpression) -> CELType {
        switch expression.kind {
        case .literal(let value): value.literalType
        case .identifier(let name, let absolute): identifier(name, absolute: absolute, expression.range)
        case .select(let select): self.select(select, expression)
        case .presence(let select): presence(select)
        case .index(let operand, let index, let optional): self.index(operand, index, optional, expression)
        case .call(let call): self.call(call, expression.range)
        case .list(let elements): list(elements)
        case .map(let entries): map(entries)
        case .unary(let unary, let operand): self.unary(unary, operand, expression.range)
        case .binary(let binary, let left, let right): self.binary(binary, left, right, expression.range)
        case .logical(let logical, let operands): self.logical(logical, operands)
        case .conditional(let condition, let yes, let no): conditional(condition, yes, no, expression.range)
        case .comprehension(let comprehension): self.comprehension(comprehension)
        case .bind(let binding):
            within([(binding.variable.name, type(of: binding.value))]) { $0.type(of: binding.body) }
        }
    }

    mutating func within<Result>(
        _ names: [(name: String, type: CELType)],
        _ body: (inout Checker) -> Result
    ) -> Result {
        locals += names
        defer { locals.removeLast(names.count) }
        return body(&self)
    }

    /// Checks that an expression is a boolean; `purpose` says for what.
    @discardableResult
    mutating func expectBool(_ expression: CELExpression, _ purpose: String) -> Bool {
        let type = type(of: expression)
        guard !solver.fit(type, to: .bool) else { return true }
        _ = report(.type, at: expression.range, "\(purpose) needs a boolean, not \(solver.final(type)).")
        return false
    }

    // MARK: Literals

    private mutating func list(_ elements: [CELExpression.ListElement]) -> CELType {
        var types: [CELType] = []
        for element in elements {
            let type = type(of: element.value)
            types.append(element.isOptional ? content(of: type, element.value.range) : type)
        }
        return .list(solver.common(types))
    }

    private mutating func map(_ entries: [CELExpression.MapEntry]) -> CELType {
        var keys: [CELType] = []
        var values: [CELType] = []
        var seen: Set<MapKey> = []
        for entry in entries {
            keys.append(key(entry.key))
            if !entry.isOptional { checkIsNew(entry.key, &seen) }
            let type = type(of: entry.value)
            values.append(entry.isOptional ? content(of: type, entry.value.range) : type)
        }
        return .map(solver.common(keys), solver.common(values))
    }

    /// Reports a literal key that was given before.
    private mutating func checkIsNew(_ key: CELExpression, _ seen: inout Set<MapKey>) {
        guard case .literal(let value) = key.kind, let known = MapKey(value), !seen.insert(known).inserted else {
            return
        }
        _ = report(.type, at: key.range, "The key \(value.shortDescription) is given twice.")
    }

    private mutating func key(_ expression: CELExpression) -> CELType {
        let type = type(of: expression)
        switch solver.resolve(type) {
        case .dyn, .parameter, .bool, .int, .uint, .string, .enumeration: return type
        case let other:
            return report(
                .type,
                at: expression.range,
                "A map's key is a boolean, an integer or text, not \(solver.final(other))."
            )
        }
    }

    /// What an optional has in it.
    private mutating func content(of type: CELType, _ range: Range<Int>) -> CELType {
        let content = solver.unknown()
        if solver.fit(type, to: .optional(content)) { return content }
        return report(.type, at: range, "`?` needs an optional value, not \(solver.final(type)).")
    }
}

extension CELValue {
    fileprivate var literalType: CELType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        default: .dyn
        }
    }
}
