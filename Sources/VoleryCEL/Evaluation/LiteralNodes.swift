/// `[a, ?b]`.
final class ListNode: Node {
    private let elements: [(node: any Node, isOptional: Bool, range: Range<Int>)]

    init(_ elements: [(node: any Node, isOptional: Bool, range: Range<Int>)]) {
        self.elements = elements
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        var values: [CELValue] = []
        values.reserveCapacity(elements.count)
        for (node, isOptional, range) in elements {
            let value = try node.evaluate(in: evaluation)
            if !isOptional {
                values.append(value)
            } else if let content = try value.content(at: range) {
                values.append(content)
            }
        }
        try evaluation.charge(values.count + 2)
        return .list(CELList(values))
    }
}

/// `{k: v, ?k: v}`.
final class MapNode: Node {
    struct Entry: Sendable {
        var key: any Node
        var value: any Node
        var isOptional: Bool
        var keyRange: Range<Int>
        var valueRange: Range<Int>
    }

    private let entries: [Entry]

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    func evaluate(in evaluation: Evaluation) throws(CELError) -> CELValue {
        var builder = MapBuilder()
        for entry in entries {
            let key = try entry.key.evaluate(in: evaluation)
            let value = try entry.value.evaluate(in: evaluation)
            let content = entry.isOptional ? try value.content(at: entry.valueRange) : value
            guard let content else { continue }
            do {
                try builder.add(key, content)
            } catch {
                throw error.located(entry.keyRange)
            }
        }
        try evaluation.charge(entries.count * 8 + 8)
        return .map(CELMap(builder.build()))
    }
}

extension CELValue {
    /// The content of an optional, or nil if it has none.
    func content(at range: Range<Int>) throws(CELError) -> CELValue? {
        guard case .optional(let content) = self else {
            throw CELError(.noMatchingOverload, "`?` needs an optional value, not \(typeName).", at: range)
        }
        return content
    }
}
