extension SchemaExample {
    /// An object with the members that must be there.
    mutating func object(of shape: SchemaShape, depth: Int) -> JSONValue? {
        guard shape.minMembers <= Self.maxMembers else { return nil }
        var members = JSONObject()
        for name in Self.required(in: shape) {
            guard let value = value(for: shape.schemas(ofMember: name), depth: depth + 1) else { return nil }
            members[name] = value
        }
        guard shape.minMembers > members.count else { return .object(members) }
        for name in shape.memberRules.flatMap(\.names) where members.count < shape.minMembers && members[name] == nil {
            members[name] = value(for: shape.schemas(ofMember: name), depth: depth + 1)
        }
        return fill(&members, of: shape, depth: depth) ? .object(members) : nil
    }

    /// The names that must be there, and those that they bring with them.
    private static func required(in shape: SchemaShape) -> [String] {
        var names: [String] = []
        var seen: Set<ExactText> = []
        var waiting = Array(shape.required.reversed())
        while let name = waiting.popLast() {
            guard seen.insert(ExactText(name)).inserted else { continue }
            names.append(name)
            waiting += shape.dependencies.filter { $0.0.isByteForByte(name) }.flatMap(\.1).reversed()
        }
        return names
    }

    /// Adds members with made-up names until there are enough.
    private mutating func fill(_ members: inout JSONObject, of shape: SchemaShape, depth: Int) -> Bool {
        let patterns = shape.memberRules.flatMap(\.patterns).map(\.0.pattern)
        for number in 1...(2 * Self.maxMembers) where members.count < shape.minMembers {
            guard let name = name(number: number, of: shape, patterns, depth: depth) else { return false }
            guard members[name] == nil else { continue }
            members[name] = value(for: shape.schemas(ofMember: name), depth: depth + 1)
        }
        return members.count >= shape.minMembers
    }

    private mutating func name(number: Int, of shape: SchemaShape, _ patterns: [String], depth: Int) -> String? {
        if !shape.memberNames.isEmpty { return value(for: shape.memberNames, depth: depth + 1)?.stringValue }
        // Where a schema says what others must be, a name that a pattern matches is the safer one.
        let isRestricted = shape.memberRules.contains { $0.others != nil }
        guard isRestricted, !patterns.isEmpty else { return "member\(number)" }
        return PatternSample.make(for: patterns[numbers.below(patterns.count)], minLength: 1, &numbers)
    }

    /// A list with as many elements as there must be.
    mutating func list(of shape: SchemaShape, depth: Int) -> JSONValue? {
        guard shape.minElements <= Self.maxElements else { return nil }
        var elements: [JSONValue] = []
        var wanted = shape.contained.flatMap { Array(repeating: $0.schema, count: min($0.count, 1_000)) }
        while elements.count < shape.minElements || !wanted.isEmpty {
            let index = elements.count
            let extra = wanted.popLast().map { [$0] } ?? []
            guard let element = element(shape.schemas(ofElement: index) + extra, shape, elements, depth: depth) else {
                return nil
            }
            elements.append(element)
        }
        return .array(elements)
    }

    private static let maxElements = 1_000
    private static let maxMembers = 200

    private mutating func element(
        _ schemas: [Int],
        _ shape: SchemaShape,
        _ others: [JSONValue],
        depth: Int
    ) -> JSONValue? {
        for _ in 0..<(shape.isUnique ? 50 : 1) {
            guard let element = value(for: schemas, depth: depth + 1) else { return nil }
            let isNew = !shape.isUnique || !others.contains { NumericEquality($0) == NumericEquality(element) }
            if isNew { return element }
        }
        // Where any value will do, numbers are never short of new ones.
        return schemas.isEmpty || fits(schemas, .int(others.count)) ? .int(others.count) : nil
    }
}
