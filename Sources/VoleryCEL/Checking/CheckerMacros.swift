extension Checker {
    mutating func comprehension(_ comprehension: CELExpression.Comprehension) -> CELType {
        let operand = type(of: comprehension.operand)
        if comprehension.macro == .optMap || comprehension.macro == .optFlatMap {
            return optionalMacro(comprehension, operand)
        }
        let (key, value) = elements(of: operand, comprehension)
        let isTwo = comprehension.variables.count == 2
        let types = isTwo ? [key, value] : [single(operand, key, value)]
        let names = zip(comprehension.variables, types).map { (name: $0.name, type: $1) }
        return within(names) { checker in
            if let filter = comprehension.filter { checker.expectBool(filter, "A filter") }
            return checker.result(of: comprehension, key: key, element: types[0])
        }
    }

    /// What the single name of a macro stands for: elements of lists, keys of maps.
    private func single(_ operand: CELType, _ key: CELType, _ value: CELType) -> CELType {
        switch solver.used(operand) {
        case .map, .object: key
        default: value
        }
    }

    /// The types of keys (or indices) and values (or elements).
    private mutating func elements(
        of operand: CELType,
        _ comprehension: CELExpression.Comprehension
    ) -> (key: CELType, value: CELType) {
        switch solver.used(operand) {
        case .dyn: return (.dyn, .dyn)
        case .parameter:
            _ = solver.fit(operand, to: .dyn)
            return (.dyn, .dyn)
        case .list(let element): return (.int, element)
        case .map(let key, let value): return (key, value)
        case .object(let object): return (.string, solver.common(object.allTypes))
        case let other:
            let type = report(
                .type,
                at: comprehension.operand.range,
                "\(comprehension.macro.rawValue)() goes over a list or a map, not over \(solver.final(other))."
            )
            return (type, type)
        }
    }

    private mutating func result(
        of comprehension: CELExpression.Comprehension,
        key: CELType,
        element: CELType
    ) -> CELType {
        let body = comprehension.body
        switch comprehension.macro {
        case .all, .exists, .existsOne:
            expectBool(body, "\(comprehension.macro.rawValue)()")
            return .bool
        case .filter:
            expectBool(body, "filter()")
            return .list(element)
        case .map, .transformList: return .list(type(of: body))
        case .transformMap: return .map(key, type(of: body))
        case .transformMapEntry: return entries(body)
        case .sortBy:
            checkOrder(body)
            return .list(element)
        case .optMap, .optFlatMap: return .dyn
        }
    }

    private mutating func entries(_ body: CELExpression) -> CELType {
        let type = type(of: body)
        let map = CELType.map(solver.unknown(), solver.unknown())
        if solver.fit(type, to: map) { return map }
        return report(
            .type,
            at: body.range,
            "transformMapEntry() needs a map of entries, not \(solver.final(type))."
        )
    }

    private mutating func checkOrder(_ body: CELExpression) {
        let type = type(of: body)
        guard match(OperatorSignatures.of(.less), [type, type]) == nil else { return }
        _ = report(.type, at: body.range, "There is no order of \(solver.final(type)).")
    }

    private mutating func optionalMacro(
        _ comprehension: CELExpression.Comprehension,
        _ operand: CELType
    ) -> CELType {
        let name = comprehension.macro.rawValue
        var content = solver.unknown()
        if !solver.fit(operand, to: .optional(content)) {
            content = report(
                .type,
                at: comprehension.operand.range,
                "\(name)() needs an optional value, not \(solver.final(operand))."
            )
        }
        return within([(comprehension.variables[0].name, content)]) { checker in
            let body = checker.type(of: comprehension.body)
            guard comprehension.macro == .optFlatMap else { return .optional(body) }
            let result = CELType.optional(checker.solver.unknown())
            if checker.solver.fit(body, to: result) { return result }
            return checker.report(
                .type,
                at: comprehension.body.range,
                "optFlatMap() needs an optional result, not \(checker.solver.final(body))."
            )
        }
    }
}
