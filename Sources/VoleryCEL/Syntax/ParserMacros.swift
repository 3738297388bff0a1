extension Parser {
    /// The node that a macro call stands for, or nil if the call is of an ordinary function.
    mutating func expandMacro(_ call: CELExpression.Call, from start: Int) throws(CELProblem) -> CELExpression? {
        guard expandsMacros else { return nil }
        guard let receiver = call.receiver else {
            return call.name == "has" && call.arguments.count == 1 ? try presence(call, from: start) : nil
        }
        if call.name == "bind", call.arguments.count == 3, case .identifier("cel", _) = receiver.kind {
            return try binding(call, from: start)
        }
        guard let (macro, count, hasFilter) = MacroForm.matching(call) else { return nil }
        let variables = try names(of: call, count: count)
        let comprehension = CELExpression.Comprehension(
            macro: macro,
            operand: receiver,
            variables: variables,
            filter: hasFilter ? call.arguments[count] : nil,
            body: call.arguments[call.arguments.count - 1],
            nameRange: call.nameRange
        )
        return try make(.comprehension(comprehension), from: start)
    }

    private mutating func presence(_ call: CELExpression.Call, from start: Int) throws(CELProblem) -> CELExpression {
        guard case .select(let select) = call.arguments[0].kind, !select.isOptional else {
            throw CELProblem(
                .syntax,
                at: call.arguments[0].range,
                "has() asks for a field, such as has(a.b).",
                suggestion: call.arguments[0].membershipInstead
            )
        }
        return try make(.presence(select), from: start)
    }

    private mutating func binding(_ call: CELExpression.Call, from start: Int) throws(CELProblem) -> CELExpression {
        let variable = try name(call.arguments[0], of: "cel.bind")
        let binding = CELExpression.Binding(variable: variable, value: call.arguments[1], body: call.arguments[2])
        return try make(.bind(binding), from: start)
    }

    private func names(
        of call: CELExpression.Call,
        count: Int
    ) throws(CELProblem) -> [CELExpression.Variable] {
        var variables: [CELExpression.Variable] = []
        for argument in call.arguments[..<count] { variables.append(try name(argument, of: call.name)) }
        if count == 2, variables[0].name == variables[1].name {
            throw CELProblem(.syntax, at: variables[1].range, "The two names of \(call.name)() are the same.")
        }
        return variables
    }

    private func name(_ argument: CELExpression, of macro: String) throws(CELProblem) -> CELExpression.Variable {
        guard case .identifier(let name, false) = argument.kind else {
            throw CELProblem(.syntax, at: argument.range, "\(macro)() takes a plain name here, such as `x`.")
        }
        return CELExpression.Variable(name: name, range: argument.range)
    }
}

/// The forms in which macros over elements are written.
private enum MacroForm {
    static func matching(_ call: CELExpression.Call) -> (CELExpression.Macro, names: Int, hasFilter: Bool)? {
        switch (call.name, call.arguments.count) {
        case ("all", 2): (.all, 1, false)
        case ("all", 3): (.all, 2, false)
        case ("exists", 2): (.exists, 1, false)
        case ("exists", 3): (.exists, 2, false)
        case ("exists_one", 2), ("existsOne", 2): (.existsOne, 1, false)
        case ("exists_one", 3), ("existsOne", 3): (.existsOne, 2, false)
        case ("map", 2): (.map, 1, false)
        case ("map", 3): (.map, 1, true)
        case ("filter", 2): (.filter, 1, false)
        case ("transformList", 3): (.transformList, 2, false)
        case ("transformList", 4): (.transformList, 2, true)
        case ("transformMap", 3): (.transformMap, 2, false)
        case ("transformMap", 4): (.transformMap, 2, true)
        case ("transformMapEntry", 3): (.transformMapEntry, 2, false)
        case ("transformMapEntry", 4): (.transformMapEntry, 2, true)
        case ("sortBy", 2): (.sortBy, 1, false)
        case ("optMap", 2): (.optMap, 1, false)
        case ("optFlatMap", 2): (.optFlatMap, 1, false)
        default: nil
        }
    }
}

extension CELExpression {
    /// For `a["b"]`, what asks for the same in a form that is allowed.
    fileprivate var membershipInstead: String? {
        guard case .index(_, let index, _) = kind, case .literal(.string(let key)) = index.kind else { return nil }
        return "\"\(key)\" in …"
    }
}
