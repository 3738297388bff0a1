/// What several schemas together demand of one value, as far as it helps to make one up.
struct SchemaShape {
    var types: JSONTypes?
    /// The values that are listed, if some are.
    var values: [JSONValue]?
    var bounds = NumberBounds()
    var multiples: [(decimal: DecimalNumber, written: JSONValue)] = []
    var minLength = 0
    var maxLength = Int.max
    var patterns: [RegularExpression] = []
    var format: StringFormat?

    var memberRules: [MemberRules] = []
    var required: [String] = []
    var dependencies: [(String, [String])] = []
    var minMembers = 0
    var memberNames: [Int] = []

    var elementRules: [(prefix: [Int], rest: Int?)] = []
    var minElements = 0
    var contained: [(schema: Int, count: Int)] = []
    var isUnique = false

    /// The bounds of a number; each with whether the bound itself is outside.
    struct NumberBounds {
        var lower: (value: JSONValue, isOpen: Bool)?
        var upper: (value: JSONValue, isOpen: Bool)?

        mutating func raise(_ value: JSONValue, isOpen: Bool) {
            if let lower, (value.order(to: lower.value) ?? 0) < (isOpen ? 0 : 1) { return }
            lower = (value, isOpen)
        }

        mutating func reduce(_ value: JSONValue, isOpen: Bool) {
            if let upper, (value.order(to: upper.value) ?? 0) > (isOpen ? 0 : -1) { return }
            upper = (value, isOpen)
        }
    }
}

extension SchemaShape {
    /// Adds a demand; those that apply other schemas to the same value are the caller's.
    mutating func add(_ rule: SchemaRule) {
        switch rule {
        case .nothing: types = []
        case .types(let other): types = types.map { Self.intersection($0, other) } ?? other
        case .constant(let constant): restrict(to: [constant.value])
        case .values(let values, _): restrict(to: values)
        case .minimum(let bound): bounds.raise(bound, isOpen: false)
        case .exclusiveMinimum(let bound): bounds.raise(bound, isOpen: true)
        case .maximum(let bound): bounds.reduce(bound, isOpen: false)
        case .exclusiveMaximum(let bound): bounds.reduce(bound, isOpen: true)
        case .multiple(let decimal, let written): multiples.append((decimal, written))
        case .minLength(let count): minLength = max(minLength, count)
        case .maxLength(let count): maxLength = min(maxLength, count)
        case .pattern(let pattern): patterns.append(pattern)
        case .format(let format, _): self.format = format
        default: addStructure(rule)
        }
    }

    private mutating func addStructure(_ rule: SchemaRule) {
        switch rule {
        case .members(let rules): memberRules.append(rules)
        case .required(let names): required += names
        case .dependentRequired(let rules): dependencies += rules
        case .minMembers(let count): minMembers = max(minMembers, count)
        case .memberNames(let schema): memberNames.append(schema)
        case .elements(let prefix, let rest): elementRules.append((prefix, rest))
        case .minElements(let count): minElements = max(minElements, count)
        case .contains(let schema, let least, _): contained.append((schema, least))
        case .unique: isUnique = true
        default: break
        }
    }

    private mutating func restrict(to others: [JSONValue]) {
        guard let values else { return self.values = others }
        let known = Set(others.map(NumericEquality.init))
        self.values = values.filter { known.contains(NumericEquality($0)) }
    }

    private static func intersection(_ first: JSONTypes, _ second: JSONTypes) -> JSONTypes {
        var common = first.intersection(second)
        // An integer is a number too.
        if first.contains(.number), second.contains(.integer) { common.insert(.integer) }
        if first.contains(.integer), second.contains(.number) { common.insert(.integer) }
        return common
    }

    /// The schemas of a member.
    func schemas(ofMember name: String) -> [Int] {
        memberRules.flatMap { rules -> [Int] in
            let named = rules.named[ExactText(name)].map { [$0] } ?? []
            let matched = named + rules.patterns.filter { $0.0.matches(name) }.map(\.1)
            return matched.isEmpty ? [rules.others].compactMap(\.self) : matched
        }
    }

    /// The schemas of an element.
    func schemas(ofElement index: Int) -> [Int] {
        elementRules.compactMap { index < $0.prefix.count ? $0.prefix[index] : $0.rest }
    }
}
