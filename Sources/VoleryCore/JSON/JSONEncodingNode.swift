/// A value that grows while a type encodes itself.
///
/// It is a class because `Encoder` hands out containers that are
/// filled after their parent has got them.
final class JSONEncodingNode {
    private(set) var content: Content = .nothing

    /// What was encoded so far.
    enum Content {
        case nothing
        case value(JSONValue)
        /// Elements; those that containers still fill hold `null` and are listed beside them.
        case list([JSONValue], open: [(Int, JSONEncodingNode)])
        /// Members; those that containers still fill hold `null` and are listed beside them.
        case object(JSONObject, open: [(String, JSONEncodingNode)])
    }

    /// What was encoded; a type that encodes nothing is an empty object.
    var value: JSONValue {
        switch content {
        case .nothing: return .object([:])
        case .value(let value): return value
        case .list(var elements, let open):
            for (index, node) in open { elements[index] = node.value }
            return .array(elements)
        case .object(var members, let open):
            for (key, node) in open { members[key] = node.value }
            return .object(members)
        }
    }

    func set(_ value: JSONValue) {
        content = .value(value)
    }

    func becomeList() {
        guard case .list = content else { return content = .list([], open: []) }
    }

    func becomeObject() {
        guard case .object = content else { return content = .object([:], open: []) }
    }

    var count: Int {
        guard case .list(let elements, _) = content else { return 0 }
        return elements.count
    }

    func append(_ value: JSONValue) {
        guard case .list(var elements, let open) = content else { return }
        content = .nothing
        elements.append(value)
        content = .list(elements, open: open)
    }

    func appendNode() -> JSONEncodingNode {
        guard case .list(var elements, var open) = content else { return JSONEncodingNode() }
        content = .nothing
        let node = JSONEncodingNode()
        open.append((elements.count, node))
        elements.append(.null)
        content = .list(elements, open: open)
        return node
    }

    func set(_ value: JSONValue, for key: String) {
        guard case .object(var members, let open) = content else { return }
        content = .nothing
        members[key] = value
        content = .object(members, open: open)
    }

    func node(for key: String) -> JSONEncodingNode {
        guard case .object(var members, var open) = content else { return JSONEncodingNode() }
        content = .nothing
        let known = members[key] == nil ? nil : open.first { $0.0.isByteForByte(key) }?.1
        let node = known ?? JSONEncodingNode()
        members[key] = .null
        open.append((key, node))
        content = .object(members, open: open)
        return node
    }
}

extension JSONEncodingNode {
    /// Encodes a whole value.
    static func encode(_ value: some Encodable, path: [any CodingKey]) throws -> JSONValue {
        if let simple = simple(value) { return simple }
        let node = JSONEncodingNode()
        try value.encode(to: JSONValueEncoder(node: node, codingPath: path))
        switch (node.value, value) {
        case (.object(let members), is any UnorderedCollection): return .object(members.sortedByKey())
        case (.array(let elements), is any UnorderedCollection): return .array(elements.sortedByText())
        case (let encoded, _): return encoded
        }
    }

    /// The value itself where it needs no encoder.
    private static func simple(_ value: some Encodable) -> JSONValue? {
        switch value {
        case let value as JSONValue: value
        case let value as JSONObject: .object(value)
        case let value as String: .string(value)
        default: nil
        }
    }

    static func number(_ value: some BinaryInteger, path: [any CodingKey]) throws -> JSONValue {
        guard let number = Int(exactly: value) else {
            let context = EncodingError.Context(codingPath: path, debugDescription: "\(value) needs over 64 bits")
            throw EncodingError.invalidValue(value, context)
        }
        return .int(number)
    }

    static func number(_ value: Double, path: [any CodingKey]) throws -> JSONValue {
        guard value.isFinite else {
            let context = EncodingError.Context(codingPath: path, debugDescription: "\(value) is no JSON number")
            throw EncodingError.invalidValue(value, context)
        }
        return .double(value)
    }
}

/// Marks the collections whose order differs from process to process.
///
/// A dictionary without text as its key encodes as
/// a list of keys and values in turn, whose order can't be mended.
private protocol UnorderedCollection {}
extension Dictionary: UnorderedCollection where Key: StringKey {}
extension Set: UnorderedCollection {}

private protocol StringKey {}
extension String: StringKey {}

extension [JSONValue] {
    fileprivate func sortedByText() -> [JSONValue] {
        map { ($0, $0.serialized(.canonical)) }
            .sorted { $0.1.precedesByteForByte($1.1) }
            .map(\.0)
    }
}
