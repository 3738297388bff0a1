extension JSONSchema {
    /// Makes up a small value that fits the schema: members and elements only as far as they must be there.
    ///
    /// The same schema and seed give the same value, in every process. Rehearsals use it where nobody says what a model
    /// would answer.
    ///
    /// - Parameter seed: Chooses among values that fit as well.
    /// - Returns: A value that is valid, or `nil` if none was found; there may still be one.
    public func example(seed: UInt64 = 0) -> JSONValue? {
        var maker = SchemaExample(program: program, seed: seed)
        guard let value = maker.value(for: [program.root], depth: 0), isValid(value) else { return nil }
        return value
    }
}

/// Makes up values that fit some schemas.
struct SchemaExample {
    let program: SchemaProgram
    var numbers: SeededNumbers
    /// How much work is left; schemas may ask for more than anybody can make up.
    var budget = 10_000

    private static let maxDepth = 40
    /// From here on the choice is for what ends soonest.
    private static let hurryDepth = 6

    init(program: SchemaProgram, seed: UInt64) {
        self.program = program
        self.numbers = SeededNumbers(seed: seed)
    }

    /// A value that fits all schemas; tries a few times, choosing differently.
    mutating func value(for schemas: [Int], depth: Int) -> JSONValue? {
        for attempt in 0..<(depth == 0 ? 64 : 8) {
            guard depth < Self.maxDepth, budget > 0 else { return nil }
            budget -= 1
            var shape = SchemaShape()
            for schema in schemas { gather(schema, into: &shape, attempt: attempt, depth: depth, level: 0) }
            guard let value = value(of: shape, attempt: attempt, depth: depth) else { continue }
            if fits(schemas, value) { return value }
        }
        return nil
    }

    func fits(_ schemas: [Int], _ value: JSONValue) -> Bool {
        schemas.allSatisfy { schema in
            var part = program
            part.root = schema
            var validator = SchemaValidator(program: part, maxViolations: 0)
            return validator.isValid(value)
        }
    }

    /// Collects what a schema and those that it applies to the same value demand.
    private mutating func gather(_ number: Int, into shape: inout SchemaShape, attempt: Int, depth: Int, level: Int) {
        budget -= 1
        guard level < 64, budget > 0 else { return }
        func follow(_ schema: Int, _ maker: inout SchemaExample) {
            maker.gather(schema, into: &shape, attempt: attempt, depth: depth, level: level + 1)
        }
        for keyword in program.nodes[number].keywords {
            switch keyword.rule {
            case .reference(let target), .dynamicReference(let target, _): follow(target, &self)
            case .all(let schemas): for schema in schemas { follow(schema, &self) }
            case .any(let schemas), .one(let schemas):
                if let schema = choose(among: schemas, attempt: attempt, depth: depth) { follow(schema, &self) }
            case .condition(let condition, let then, let otherwise):
                // In turn: meet the condition, don't, or leave it open.
                let branches = [[condition, then], [otherwise], []][attempt % 3]
                for schema in branches.compactMap(\.self) { follow(schema, &self) }
            default: shape.add(keyword.rule)
            }
        }
    }

    /// Chooses an alternative: one that isn't just null while it's not deep, later one that is a scalar.
    private mutating func choose(among schemas: [Int], attempt: Int, depth: Int) -> Int? {
        let preferred = schemas.filter { schema in
            let types = types(of: schema, level: 0)
            return depth < Self.hurryDepth
                ? types != .null : types.map { $0.isDisjoint(with: [.array, .object]) } ?? false
        }
        let candidates = preferred.isEmpty || attempt > 4 ? schemas : preferred
        return candidates.isEmpty ? nil : candidates[numbers.below(candidates.count)]
    }

    /// The types that a schema names, itself or behind references.
    private func types(of number: Int, level: Int) -> JSONTypes? {
        guard level < 8 else { return nil }
        for keyword in program.nodes[number].keywords {
            switch keyword.rule {
            case .types(let types): return types
            case .constant(let constant): return constant.value.isNull ? .null : nil
            case .reference(let target): return types(of: target, level: level + 1)
            default: continue
            }
        }
        return nil
    }
}

extension SchemaExample {
    private mutating func value(of shape: SchemaShape, attempt: Int, depth: Int) -> JSONValue? {
        if let values = shape.values {
            let possible = values.filter { shape.types?.contains(typeOf: $0) ?? true }
            return possible.isEmpty ? nil : possible[numbers.below(possible.count)]
        }
        switch type(for: shape, depth: depth) {
        case .object: return object(of: shape, depth: depth)
        case .array: return list(of: shape, depth: depth)
        case .string: return string(of: shape, attempt: attempt).map { .string($0) }
        case .integer: return integer(of: shape)
        case .number: return number(of: shape)
        case .boolean: return .bool(numbers.below(2) == 1)
        case .null: return .null
        default: return nil
        }
    }

    private mutating func type(for shape: SchemaShape, depth: Int) -> JSONTypes? {
        guard let types = shape.types else { return Self.hintedType(of: shape) }
        var named = JSONTypes.byName.map(\.type).filter { types.contains($0) }
        if named.count > 1 { named.removeAll { $0 == .null && depth < Self.hurryDepth } }
        if depth >= Self.hurryDepth, named.contains(.null) { return .null }
        return named.isEmpty ? nil : named[numbers.below(named.count)]
    }

    /// The type that a schema without `type` speaks of.
    private static func hintedType(of shape: SchemaShape) -> JSONTypes {
        if !shape.required.isEmpty || !shape.memberRules.isEmpty || shape.minMembers > 0 { return .object }
        if !shape.elementRules.isEmpty || shape.minElements > 0 || !shape.contained.isEmpty { return .array }
        if shape.bounds.lower != nil || shape.bounds.upper != nil || !shape.multiples.isEmpty { return .number }
        return .string
    }
}
