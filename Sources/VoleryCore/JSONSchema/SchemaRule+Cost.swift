extension SchemaRule {
    /// How much work it is to apply a keyword to a value, without the schemas that it applies in turn.
    ///
    /// Both may come from others, so what grows with either is paid for.
    func cost(for value: JSONValue) -> Int {
        switch (self, value) {
        case (.constant, .array), (.constant, .object), (.values, .array), (.values, .object): value.size
        case (.unique, .array): value.size
        case (.pattern(let pattern), .string(let text)): 1 + pattern.cost(bytes: text.utf8.count)
        case (.format, .string(let text)): 1 + text.utf8.count / 16
        case (_, .string(let text)): 1 + text.utf8.count / 256
        case (.members(let rules), .object(let members)): 1 + rules.cost(for: members)
        case (.required(let names), .object): 1 + names.count
        case (.dependentRequired(let rules), .object): rules.reduce(1) { $0 + 1 + $1.1.count }
        case (.dependentSchemas(let schemas), .object): 1 + schemas.count
        default: 1
        }
    }
}

extension RegularExpression {
    /// The work of searching a text of a size: at worst every instruction is tried at every byte.
    fileprivate func cost(bytes: Int) -> Int {
        let (instructions, overflow) = bytes.multipliedReportingOverflow(by: programSize + 8)
        return overflow ? SchemaValidator.maxSteps : min(instructions >> 6, SchemaValidator.maxSteps)
    }
}

extension MemberRules {
    /// The work of trying every pattern on every key.
    fileprivate func cost(for members: JSONObject) -> Int {
        guard !patterns.isEmpty else { return 0 }
        let bytes = members.keys.reduce(0) { $0 + $1.utf8.count }
        return patterns.reduce(0) { $0 + members.count + $1.0.cost(bytes: bytes) }
    }
}

extension JSONValue {
    /// The number of values in this one, itself included, and more for long texts.
    fileprivate var size: Int {
        switch self {
        case .string(let text): 1 + text.utf8.count / 64
        case .array(let elements): elements.reduce(1) { $0 + $1.size }
        case .object(let members): members.reduce(1) { $0 + 1 + $1.value.size }
        default: 1
        }
    }
}
