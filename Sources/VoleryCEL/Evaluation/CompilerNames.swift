extension Compiler {
    func identifier(_ name: String, absolute: Bool, _ range: Range<Int>) -> Part {
        if !absolute, let local = local(name) { return local }
        let readings = self.readings(of: [(name, range)], absolute: absolute)
        if readings.count == 1, let only = readings.first {
            return Part(node: VariableNode(only.name, fallback: only.fallback, range: range))
        }
        return Part(node: QualifiedNameNode(readings, range: range))
    }

    mutating func select(_ select: CELExpression.Select, _ expression: CELExpression) throws(CELProblem) -> Part {
        if mayHaveDots(expression), let name = qualifiedName(expression), !select.isOptional {
            let readings = self.readings(of: name.parts, absolute: name.absolute)
            if readings.contains(where: { $0.name.contains(".") }) {
                return Part(node: QualifiedNameNode(readings, range: expression.range))
            }
        }
        let operand = try part(select.operand)
        guard !select.isOptional else {
            let node = OptionalSelectNode(operand.node, select.field, range: select.fieldRange)
            return Self.joined([operand], node, nesting: 1)
        }
        let field = PathNode.Field(name: select.field, range: select.fieldRange)
        guard let path = operand.node as? PathNode else {
            return Self.joined([operand], PathNode(operand.node, [field]))
        }
        return Self.joined([operand], PathNode(path.operand, path.fields + [field]))
    }

    /// Whether it is at all possible that a variable with dots is meant, which is seldom.
    private func mayHaveDots(_ expression: CELExpression) -> Bool {
        if hasNamesWithDots { return true }
        var first = expression
        while case .select(let select) = first.kind { first = select.operand }
        guard case .identifier(let name, _) = first.kind else { return false }
        return StandardTypes.namespaces.contains(name)
    }

    /// The parts of a name with dots, or nil if the expression is something else or begins with a local name.
    private func qualifiedName(
        _ expression: CELExpression
    ) -> (parts: [(name: String, range: Range<Int>)], absolute: Bool)? {
        switch expression.kind {
        case .identifier(let name, let absolute):
            return absolute || local(name) == nil ? ([(name, expression.range)], absolute) : nil
        case .select(let select) where !select.isOptional:
            guard var name = qualifiedName(select.operand) else { return nil }
            name.parts.append((select.field, select.fieldRange))
            return name
        default: return nil
        }
    }

    /// What a name with dots can mean, the longest variable first; the rest are fields.
    private func readings(
        of parts: [(name: String, range: Range<Int>)],
        absolute: Bool
    ) -> [QualifiedNameNode.Reading] {
        var readings: [QualifiedNameNode.Reading] = []
        for length in stride(from: parts.count, to: 0, by: -1) {
            let name = parts[..<length].map(\.name).joined(separator: ".")
            let fields = Array(parts[length...])
            for candidate in environment.candidates(for: name, absolute: absolute) {
                let type = StandardTypes.named[candidate].map { _ in CELValue.type(candidate) }
                guard !candidate.contains(".") || type != nil || environment.variables[candidate] != nil else {
                    continue
                }
                readings.append(QualifiedNameNode.Reading(name: candidate, fallback: type, fields: fields))
            }
        }
        return readings
    }

    // MARK: Calls

    mutating func call(_ call: CELExpression.Call, _ range: Range<Int>) throws(CELProblem) -> Part {
        if let (name, functions) = globalFunctions(call) {
            return try self.call(name, functions, call.arguments, call)
        }
        guard let receiver = call.receiver else {
            let error = CELError(.unknownFunction, "There is no function `\(call.name)`.", at: call.nameRange)
            return Part(node: UnresolvedNode(error))
        }
        let functions = environment.functions.named(call.name, isMember: true)
        return try self.call(call.name, functions, [receiver] + call.arguments, call)
    }

    /// The functions without receiver that a call can mean: those of its name, or of `receiver.name` as a name with dots.
    private func globalFunctions(_ call: CELExpression.Call) -> (String, [CELFunction])? {
        var name = call.name
        var absolute = false
        if let receiver = call.receiver {
            guard let qualified = qualifiedName(receiver) else { return nil }
            name = (qualified.parts.map(\.name) + [name]).joined(separator: ".")
            absolute = qualified.absolute
        }
        for candidate in environment.candidates(for: name, absolute: absolute) {
            let functions = environment.functions.named(candidate, isMember: false)
            if !functions.isEmpty { return (candidate, functions) }
        }
        return nil
    }

    private mutating func call(
        _ name: String,
        _ functions: [CELFunction],
        _ arguments: [CELExpression],
        _ call: CELExpression.Call
    ) throws(CELProblem) -> Part {
        let parts = try self.parts(arguments)
        let nodes = parts.map(\.node)
        if name == "matches", let node = matchNode(arguments, nodes, call) { return Self.joined(parts, node) }
        guard let function = functions.first(where: { $0.accepts(nodes.count) }) else {
            return Part(node: UnresolvedNode(Self.noFunction(name, functions, call)))
        }
        switch function.implementation {
        case .strict(let body):
            return Self.joined(parts, CallNode(function, body, nodes, range: call.nameRange), nesting: 1)
        case .lazy(let body):
            return Self.joined(parts, LazyCallNode(body, nodes, range: call.nameRange), nesting: 1)
        }
    }

    /// A match of a literal pattern, unless that is faulty, an error when it is evaluated, or large.
    private mutating func matchNode(
        _ arguments: [CELExpression],
        _ nodes: [any Node],
        _ call: CELExpression.Call
    ) -> MatchNode? {
        guard arguments.count == 2, case .literal(.string(let text)) = arguments[1].kind,
            patterns < TextPattern.maximumLiterals
        else { return nil }
        patterns += 1
        guard let pattern = try? TextPattern.literal(text) else { return nil }
        return MatchNode(nodes[0], pattern, range: call.nameRange)
    }

    private static func noFunction(_ name: String, _ functions: [CELFunction], _ call: CELExpression.Call) -> CELError {
        guard !functions.isEmpty else {
            return CELError(.unknownFunction, "There is no function `\(name)`.", at: call.nameRange)
        }
        return CELError(
            .noMatchingOverload,
            "`\(name)()` doesn't take \(call.arguments.count) argument\(call.arguments.count == 1 ? "" : "s").",
            at: call.nameRange
        )
    }
}

extension CELEnvironment {
    /// What a name can stand for: it within the container and within each namespace around that, then it alone.
    func candidates(for name: String, absolute: Bool) -> [String] {
        guard !absolute, !container.isEmpty else { return [name] }
        var candidates: [String] = []
        var namespace = container.split(separator: ".")[...]
        while !namespace.isEmpty {
            candidates.append((namespace + [name[...]]).joined(separator: "."))
            namespace.removeLast()
        }
        return candidates + [name]
    }
}

/// The names of types that expressions can use as values.
enum StandardTypes {
    static let named: [String: CELType] = [
        "null_type": .null, "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
        "bytes": .bytes, "list": .list(.dyn), "map": .map(.dyn, .dyn), "type": .type(.dyn),
        "optional_type": .optional(.dyn), "google.protobuf.Timestamp": .timestamp,
        "google.protobuf.Duration": .duration,
    ]

    /// What names of types with dots begin with.
    static let namespaces: Set<String> = ["google"]
}
