extension Checker {
    mutating func identifier(_ name: String, absolute: Bool, _ range: Range<Int>) -> CELType {
        if !absolute, let local = locals.last(where: { $0.name == name }) { return local.type }
        if let type = variable(name, absolute: absolute) { return type }
        let known = environment.variables.keys.sorted() + locals.map(\.name)
        let suggestion = NearestName.find(name, among: known)
        var message = "There is no variable `\(name)`."
        if suggestion == nil, !known.isEmpty { message += " There are: \(known.prefix(12).joined(separator: ", "))." }
        return report(.unknownVariable, at: range, message, suggestion: suggestion)
    }

    private func variable(_ name: String, absolute: Bool) -> CELType? {
        for candidate in environment.candidates(for: name, absolute: absolute) {
            if let type = environment.variables[candidate] { return type }
            if let type = StandardTypes.named[candidate] { return .type(type) }
        }
        return nil
    }

    mutating func select(_ select: CELExpression.Select, _ expression: CELExpression) -> CELType {
        if !select.isOptional, let type = qualifiedVariable(expression) { return type }
        let operand = type(of: select.operand)
        return field(select, of: operand, expression)
    }

    mutating func presence(_ select: CELExpression.Select) -> CELType {
        let operand = type(of: select.operand)
        acceptingAbsence += 1
        _ = field(select, of: operand, nil)
        acceptingAbsence -= 1
        return .bool
    }

    private mutating func field(
        _ select: CELExpression.Select,
        of operand: CELType,
        _ expression: CELExpression?
    ) -> CELType {
        let wrap: (CELType) -> CELType = { select.isOptional ? .optional($0) : $0 }
        switch solver.used(operand) {
        case .dyn: return wrap(.dyn)
        case .parameter:
            _ = solver.fit(operand, to: .dyn)
            return wrap(.dyn)
        case .optional(let content):
            acceptingAbsence += 1
            defer { acceptingAbsence -= 1 }
            let inner = CELExpression.Select(
                operand: select.operand,
                field: select.field,
                fieldRange: select.fieldRange,
                isOptional: false
            )
            return .optional(field(inner, of: content, nil))
        case .map(let key, let value):
            guard solver.fit(.string, to: key) else {
                return report(
                    .type,
                    at: select.fieldRange,
                    "The map's keys are \(solver.final(key)), so it has no field `\(select.field)`."
                )
            }
            return wrap(value)
        case .object(let object):
            return wrap(field(select.field, select.fieldRange, of: object, select.isOptional, expression))
        case let other:
            return report(
                .unknownField,
                at: select.fieldRange,
                "\(solver.final(other)) has no fields, so no `\(select.field)`.",
                suggestion: other.insteadOfField(select.field)
            )
        }
    }

    /// A known object's field; `expression` is the whole path if it is named bare.
    private mutating func field(
        _ name: String,
        _ range: Range<Int>,
        of object: CELObjectType,
        _ isOptional: Bool,
        _ expression: CELExpression?
    ) -> CELType {
        guard let field = object.fields[name] ?? object.otherFields else {
            let known = object.fields.keys.sorted()
            let suggestion = NearestName.find(name, among: known)
            let owner = object.name.isEmpty ? "The object" : object.name.capitalizedFirst
            var message = "\(owner) has no field `\(name)`."
            if suggestion == nil, !known.isEmpty { message += " It has: \(known.prefix(12).joined(separator: ", "))." }
            return report(.unknownField, at: range, message, suggestion: suggestion)
        }
        if field.isOptional, !isOptional, acceptingAbsence == 0, !isKnownPresent(expression) {
            _ = report(
                .optionalField,
                at: range,
                "The field `\(name)` may be missing.",
                suggestion: "ask with has(…), or write `.?\(name)`"
            )
        }
        return field.type
    }

    private func isKnownPresent(_ expression: CELExpression?) -> Bool {
        guard !present.isEmpty, let path = expression.flatMap(path) else { return false }
        return present.contains(path)
    }

    /// The names that a path consists of, or nil if it is no plain path.
    func path(_ expression: CELExpression) -> [String]? {
        switch expression.kind {
        case .identifier(let name, _):
            // A local name is told apart from others of the same name by its position.
            return [locals.lastIndex { $0.name == name }.map { "\(name)@\($0)" } ?? name]
        case .select(let select) where !select.isOptional: return path(select.operand).map { $0 + [select.field] }
        case .index(let operand, let index, false):
            guard case .literal(.string(let key)) = index.kind else { return nil }
            return path(operand).map { $0 + [key] }
        default: return nil
        }
    }

    mutating func index(
        _ operand: CELExpression,
        _ index: CELExpression,
        _ isOptional: Bool,
        _ expression: CELExpression
    ) -> CELType {
        let type = type(of: operand)
        let key = self.type(of: index)
        let element = element(of: type, at: index, key, isOptional, expression)
        guard case .optional = solver.used(type) else { return isOptional ? .optional(element) : element }
        return element
    }

    private mutating func element(
        of type: CELType,
        at index: CELExpression,
        _ key: CELType,
        _ isOptional: Bool,
        _ expression: CELExpression?
    ) -> CELType {
        switch solver.used(type) {
        case .dyn, .parameter: return .dyn
        case .optional(let content):
            return .optional(element(of: content, at: index, key, true, nil))
        case .list(let element):
            if solver.fit(key, to: .int) || solver.used(key).isNumber { return element }
            return report(.type, at: index.range, "A list's index is an int, not \(solver.final(key)).")
        case .map(let wanted, let value):
            if solver.resolve(wanted).isNumber, solver.used(key).isNumber { return value }
            if solver.fit(key, to: wanted) { return value }
            return report(
                .type,
                at: index.range,
                "The map's keys are \(solver.final(wanted)), not \(solver.final(key))."
            )
        case .object(let object):
            if case .literal(.string(let name)) = index.kind {
                return field(name, index.range, of: object, isOptional, expression)
            }
            if solver.fit(key, to: .string) { return solver.common(object.allTypes) }
            return report(.type, at: index.range, "The object's fields are named by text, not \(solver.final(key)).")
        case let other:
            return report(.type, at: index.range, "\(solver.final(other)) has no elements to index.")
        }
    }

    // MARK: Names with dots

    /// The type of a variable with dots in its name, and of the fields behind it, if there is one.
    private mutating func qualifiedVariable(_ expression: CELExpression) -> CELType? {
        guard let (name, absolute) = dottedName(expression), isQualified(name) else { return nil }
        for candidate in environment.candidates(for: name, absolute: absolute) where candidate.contains(".") {
            if let type = environment.variables[candidate] { return type }
            if let type = StandardTypes.named[candidate] { return .type(type) }
        }
        return nil
    }

    private func isQualified(_ name: String) -> Bool {
        hasNamesWithDots || StandardTypes.namespaces.contains(String(name.prefix { $0 != "." }))
    }

    func dottedName(_ expression: CELExpression) -> (name: String, absolute: Bool)? {
        switch expression.kind {
        case .identifier(let name, let absolute):
            return absolute || !locals.contains { $0.name == name } ? (name, absolute) : nil
        case .select(let select) where !select.isOptional:
            return dottedName(select.operand).map { ("\($0.name).\(select.field)", $0.absolute) }
        default: return nil
        }
    }
}

extension CELType {
    /// What to write where a field is taken of something that has none.
    fileprivate func insteadOfField(_ field: String) -> String? {
        switch self {
        case .list(.object), .list(.map), .list(.dyn):
            field == "length" || field == "size" ? ".size()" : "[0].\(field), or .map(x, x.\(field))"
        case .list, .string, .enumeration, .bytes: ["length", "size", "count"].contains(field) ? ".size()" : nil
        default: nil
        }
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension CELEnvironment {
    /// Whether there are variables with dots in their names, or a container to look into.
    var hasNamesWithDots: Bool {
        !container.isEmpty || variables.keys.contains { $0.utf8.contains(UInt8(ascii: ".")) }
    }
}
