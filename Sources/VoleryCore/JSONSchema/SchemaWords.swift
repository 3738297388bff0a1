/// Says in words what a schema expects.
struct SchemaWords {
    let program: SchemaProgram

    /// Says that a value isn't what its schema expects.
    func mismatch(_ node: SchemaNode, _ keyword: SchemaKeyword, _ value: JSONValue) -> String {
        let expected = expectation(of: node) ?? "another value"
        return "expected \(expected), found \(found(value, for: keyword))" + hint(node.choices, value)
    }

    /// Says that a value fits none of some alternatives.
    func mismatch(alternatives: [Int], _ value: JSONValue) -> String {
        let expected = alternatives.prefix(8).map { expectation(of: $0) ?? "a value that fits another schema" }
        let rest = alternatives.count > 8 ? ["one of \(alternatives.count - 8) others"] : []
        let choices = alternatives.flatMap { program.nodes[followed($0)].choices }
        let words = joined(unique(Array(expected)) + rest)
        return "expected \(words), found \(value.shortDescription)" + hint(choices, value)
    }

    /// Says that a value is none of some listed ones.
    func mismatch(values: [JSONValue], _ value: JSONValue) -> String {
        "expected \(oneOf(values)), found \(value.shortDescription)" + hint(values, value)
    }

    func unknownMember(_ key: String, known: [String]) -> String {
        if let near = NearestName.of(key, among: known) { return "this member isn't known; did you mean `\(near)`?" }
        guard !known.isEmpty else { return "this member isn't known" }
        let names = known.prefix(12).map { "`\($0)`" } + (known.count > 12 ? ["…"] : [])
        return "this member isn't known; known are \(names.joined(separator: ", "))"
    }

    func missingMember(_ name: String, in node: SchemaNode) -> String {
        let schema = node.keywords.lazy.compactMap { keyword -> Int? in
            guard case .members(let rules) = keyword.rule else { return nil }
            return rules.named[ExactText(name)]
        }.first
        let expected = schema.flatMap { expectation(of: $0) }.map { " (\($0))" } ?? ""
        return "the member `\(name)`\(expected) is missing"
    }

    /// What a schema expects, if it can be told in a few words.
    func expectation(of number: Int) -> String? {
        expectation(of: program.nodes[followed(number)])
    }

    private func expectation(of node: SchemaNode) -> String? {
        if let constant = node.constant { return constant.shortDescription }
        if !node.choices.isEmpty { return oneOf(node.choices) }
        let details = node.keywords.compactMap { detail(of: $0.rule, in: node) }
        guard let noun = noun(for: node, hasDetails: !details.isEmpty) else { return nil }
        return ([noun] + details).joined(separator: " ")
    }

    /// Follows references that stand alone; a few, as they may lead in circles.
    private func followed(_ number: Int) -> Int {
        var number = number
        for _ in 0..<16 {
            guard program.nodes[number].keywords.count == 1,
                case .reference(let target) = program.nodes[number].keywords.first?.rule
            else { break }
            number = target
        }
        return number
    }
}

extension SchemaWords {
    private func noun(for node: SchemaNode, hasDetails: Bool) -> String? {
        for keyword in node.keywords {
            if case .types(let types) = keyword.rule { return joined(nouns(types)) }
            if case .nothing = keyword.rule { return "nothing" }
        }
        guard hasDetails else { return nil }
        return node.isAboutNumbers ? "a number" : "text"
    }

    private func nouns(_ types: JSONTypes) -> [String] {
        let nouns: [(JSONTypes, String)] = [
            (.object, "an object"), (.array, "a list"), (.string, "text"), (.integer, "an integer"),
            (.number, "a number"), (.boolean, "true or false"), (.null, "null"),
        ]
        return nouns.compactMap { types.contains($0.0) && !($0.0 == .integer && types.contains(.number)) ? $0.1 : nil }
    }

    private func detail(of rule: SchemaRule, in node: SchemaNode) -> String? {
        switch rule {
        case .minimum(let least):
            guard let most = node.maximum else { return "of at least \(least)" }
            return "from \(least) to \(most)"
        case .maximum(let most): return node.minimum == nil ? "of at most \(most)" : nil
        case .exclusiveMinimum(let bound): return "above \(bound)"
        case .exclusiveMaximum(let bound): return "below \(bound)"
        case .multiple(_, let number): return "that is a multiple of \(number)"
        case .minLength(let least):
            guard let most = node.maxLength else { return "of at least \(counted(least, "character"))" }
            return "of " + (least == most ? "" : "\(least) to ") + counted(most, "character")
        case .maxLength(let most): return node.minLength == nil ? "of at most \(counted(most, "character"))" : nil
        case .pattern(let pattern): return "that matches `\(pattern.pattern)`"
        case .format(let format, isAsserted: true): return "in the format \(format.rawValue), such as \(format.sample)"
        default: return nil
        }
    }

    private func found(_ value: JSONValue, for keyword: SchemaKeyword) -> String {
        switch (keyword.rule, value) {
        case (.minLength, .string(let text)), (.maxLength, .string(let text)):
            counted(text.unicodeScalars.count, "character")
        default: value.shortDescription
        }
    }

    private func oneOf(_ values: [JSONValue]) -> String {
        guard values.count > 1 else { return values.first?.shortDescription ?? "nothing" }
        let shown =
            values.prefix(20).map(\.shortDescription) + (values.count > 20 ? ["… (\(values.count) in all)"] : [])
        return "one of " + shown.joined(separator: ", ")
    }

    private func hint(_ choices: [JSONValue], _ value: JSONValue) -> String {
        guard case .string(let text) = value,
            let near = NearestName.of(text, among: choices.lazy.compactMap(\.stringValue))
        else { return "" }
        return "; did you mean \(JSONValue.string(near))?"
    }

    private func joined(_ parts: [String]) -> String {
        guard parts.count > 1, let last = parts.last else { return parts.first ?? "nothing" }
        return parts.dropLast().joined(separator: ", ") + " or " + last
    }

    private func unique(_ parts: [String]) -> [String] {
        parts.indices.filter { !parts[..<$0].contains(parts[$0]) }.map { parts[$0] }
    }
}

extension SchemaNode {
    /// The values that `const` or `enum` lists.
    var allowedValues: [JSONValue] { constant.map { [$0] } ?? choices }

    fileprivate var constant: JSONValue? {
        first { if case .constant(let constant) = $0 { constant.value } else { nil } }
    }

    fileprivate var choices: [JSONValue] {
        first { if case .values(let values, _) = $0 { values } else { nil } } ?? []
    }

    fileprivate var minimum: JSONValue? { first { if case .minimum(let bound) = $0 { bound } else { nil } } }
    fileprivate var maximum: JSONValue? { first { if case .maximum(let bound) = $0 { bound } else { nil } } }
    fileprivate var minLength: Int? { first { if case .minLength(let count) = $0 { count } else { nil } } }
    fileprivate var maxLength: Int? { first { if case .maxLength(let count) = $0 { count } else { nil } } }

    fileprivate var isAboutNumbers: Bool {
        keywords.contains { keyword in
            switch keyword.rule {
            case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multiple: true
            default: false
            }
        }
    }

    private func first<Found>(_ find: (SchemaRule) -> Found?) -> Found? {
        for keyword in keywords {
            if let found = find(keyword.rule) { return found }
        }
        return nil
    }
}
