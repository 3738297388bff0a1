extension Checker {
    mutating func call(_ call: CELExpression.Call, _ range: Range<Int>) -> CELType {
        if let (name, functions) = globalFunctions(call) {
            return self.call(name, functions, call.arguments, call)
        }
        guard let receiver = call.receiver else {
            for argument in call.arguments { _ = type(of: argument) }
            return unknownFunction(call)
        }
        let functions = environment.functions.named(call.name, isMember: true)
        guard !functions.isEmpty else {
            if !isNamespace(receiver) { _ = type(of: receiver) }
            for argument in call.arguments { _ = type(of: argument) }
            return unknownFunction(call)
        }
        return self.call(call.name, functions, [receiver] + call.arguments, call)
    }

    private func globalFunctions(_ call: CELExpression.Call) -> (String, [CELFunction])? {
        var name = call.name
        var absolute = false
        if let receiver = call.receiver {
            guard let qualified = dottedName(receiver) else { return nil }
            name = "\(qualified.name).\(name)"
            absolute = qualified.absolute
        }
        for candidate in environment.candidates(for: name, absolute: absolute) {
            let functions = environment.functions.named(candidate, isMember: false)
            if !functions.isEmpty { return (candidate, functions) }
        }
        return nil
    }

    private func isNamespace(_ receiver: CELExpression) -> Bool {
        guard case .identifier(let name, _) = receiver.kind, environment.variables[name] == nil else { return false }
        return StandardFunctions.namespaces.contains(name) && !locals.contains { $0.name == name }
    }

    private mutating func call(
        _ name: String,
        _ functions: [CELFunction],
        _ arguments: [CELExpression],
        _ call: CELExpression.Call
    ) -> CELType {
        let acceptsAbsence = functions.contains { $0.acceptsAbsence && $0.accepts(arguments.count) }
        if acceptsAbsence { acceptingAbsence += 1 }
        let types = arguments.map { type(of: $0) }
        if acceptsAbsence { acceptingAbsence -= 1 }
        if name == "matches" { checkPattern(arguments) }
        let signatures = functions.flatMap(\.signatures)
        let fitting = signatures.filter { $0.accepts(types.count) }
        guard !fitting.isEmpty else { return wrongCount(name, signatures, call) }
        if let result = match(fitting, types) {
            return functions.contains(where: \.givesArgument) ? solver.given(of: types) : result
        }
        let given = types.map { solver.final($0).description }
        let isMember = functions[0].isMember
        let forms = fitting.map { CELFunction.form(name, $0.parameters.map(\.description), isMember: isMember) }
        return report(
            .type,
            at: call.nameRange,
            "There is no \(CELFunction.form(name, given, isMember: isMember)); there is \(forms.joined(separator: ", "))."
        )
    }

    /// Checks a literal pattern of `matches`.
    private mutating func checkPattern(_ arguments: [CELExpression]) {
        guard let pattern = arguments.last, case .literal(.string(let text)) = pattern.kind,
            patterns < TextPattern.maximumLiterals
        else { return }
        patterns += 1
        do {
            _ = try TextPattern.literal(text)
        } catch {
            _ = report(.type, at: pattern.range, error.message)
        }
    }

    private mutating func wrongCount(
        _ name: String,
        _ signatures: [CELSignature],
        _ call: CELExpression.Call
    ) -> CELType {
        let receiver = signatures.isEmpty || call.receiver == nil || name.contains(".") ? 0 : 1
        let counts = Set(signatures.map { $0.parameters.count - receiver }).sorted().map(String.init)
        let takes = counts.joined(separator: " or ") + (signatures.contains(where: \.isVariadic) ? " or more" : "")
        let unit = takes == "1" ? "argument" : "arguments"
        return report(.type, at: call.nameRange, "`\(name)()` takes \(takes) \(unit), not \(call.arguments.count).")
    }

    /// The result of the one signature that fits; `dyn` if several do with different results; nil if none does.
    mutating func match(_ signatures: [CELSignature], _ types: [CELType]) -> CELType? {
        var result: CELType?
        var solved: TypeSolver?
        for signature in signatures {
            // Numbers of different types are for when nothing simpler fits.
            if signature.takesNumbers, result != nil { continue }
            var attempt = solver
            let own = attempt.instantiate(signature)
            guard fits(own, signature, types, &attempt) else { continue }
            if let earlier = result {
                if earlier != own.result { return .dyn }
            } else {
                result = own.result
                solved = attempt
            }
        }
        if let solved { solver = solved }
        return result
    }

    private func fits(
        _ own: CELSignature,
        _ signature: CELSignature,
        _ types: [CELType],
        _ solver: inout TypeSolver
    ) -> Bool {
        for (index, type) in types.enumerated() {
            let parameter = own.parameters[min(index, own.parameters.count - 1)]
            guard solver.fit(type, to: parameter) else { return false }
            if signature.takesNumbers, !isNumeric(type) { return false }
        }
        return true
    }

    private func isNumeric(_ type: CELType) -> Bool {
        switch solver.used(type) {
        case .dyn, .parameter, .int, .uint, .double: true
        case .list(let element): isNumeric(element)
        default: false
        }
    }

    // MARK: Unknown functions

    private mutating func unknownFunction(_ call: CELExpression.Call) -> CELType {
        var isMember = call.receiver != nil
        var name = call.name
        if let receiver = call.receiver, isNamespace(receiver), let qualified = dottedName(receiver) {
            name = "\(qualified.name).\(name)"
            isMember = false
        }
        let functions = environment.functions
        if !functions.named(name, isMember: !isMember).isEmpty {
            let form = isMember ? "\(name)(…)" : "x.\(name)(…)"
            return report(
                .unknownFunction,
                at: call.nameRange,
                "`\(name)` is called as `\(form)`.",
                suggestion: form
            )
        }
        let names = functions.names(isMember: isMember) + Self.macros
        let elsewhere = NearestName.find(call.name, among: Self.namesFromElsewhere.keys)
        let suggestion = NearestName.find(name, among: names) ?? elsewhere.flatMap { Self.namesFromElsewhere[$0] }
        return report(
            .unknownFunction,
            at: call.nameRange,
            "There is no function `\(name)`.",
            suggestion: suggestion
        )
    }

    private static let macros = [
        "has", "all", "exists", "exists_one", "existsOne", "map", "filter", "sortBy", "transformList", "transformMap",
        "transformMapEntry", "optMap", "optFlatMap",
    ]

    private static let namesFromElsewhere = [
        "len": "size", "length": "size", "count": "size", "includes": "contains", "has": "contains",
        "some": "exists", "any": "exists", "every": "all", "forEach": "map", "select": "map", "where": "filter",
        "upper": "upperAscii", "toUpperCase": "upperAscii", "lower": "lowerAscii", "toLowerCase": "lowerAscii",
        "strip": "trim", "str": "string", "toString": "string", "number": "double", "float": "double",
        "parseInt": "int", "Number": "double", "max": "math.greatest", "min": "math.least", "abs": "math.abs",
        "round": "math.round", "floor": "math.floor", "ceil": "math.ceil", "range": "lists.range", "typeof": "type",
        "unique": "distinct", "find": "filter", "slice": "substring", "concat": "+", "default": "orValue",
    ]
}
