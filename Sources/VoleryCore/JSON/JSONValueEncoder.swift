/// An `Encoder` that fills a node.
struct JSONValueEncoder: Encoder {
    let node: JSONEncodingNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.becomeObject()
        return KeyedEncodingContainer(KeyedContainer(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.becomeList()
        return ListContainer(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        ScalarContainer(node: node, codingPath: codingPath)
    }
}

private struct KeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: JSONEncodingNode
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) {
        node.set(.null, for: key.stringValue)
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        node.set(try JSONEncodingNode.encode(value, path: codingPath + [key]), for: key.stringValue)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        nestedEncoder(for: key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nestedEncoder(for: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        nestedEncoder(for: JSONCodingKey(stringValue: "super"))
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        nestedEncoder(for: key)
    }

    private func nestedEncoder(for key: some CodingKey) -> JSONValueEncoder {
        JSONValueEncoder(node: node.node(for: key.stringValue), codingPath: codingPath + [key])
    }
}

private struct ListContainer: UnkeyedEncodingContainer {
    let node: JSONEncodingNode
    let codingPath: [any CodingKey]
    var count: Int { node.count }

    private var elementPath: [any CodingKey] { codingPath + [JSONCodingKey(intValue: count)] }

    func encodeNil() {
        node.append(.null)
    }

    func encode(_ value: some Encodable) throws {
        node.append(try JSONEncodingNode.encode(value, path: elementPath))
    }

    func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        nestedEncoder().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        nestedEncoder().unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        nestedEncoder()
    }

    private func nestedEncoder() -> JSONValueEncoder {
        let path = elementPath
        return JSONValueEncoder(node: node.appendNode(), codingPath: path)
    }
}

private struct ScalarContainer: SingleValueEncodingContainer {
    let node: JSONEncodingNode
    let codingPath: [any CodingKey]

    func encodeNil() { node.set(.null) }
    func encode(_ value: Bool) { node.set(.bool(value)) }
    func encode(_ value: String) { node.set(.string(value)) }
    func encode(_ value: Double) throws { node.set(try JSONEncodingNode.number(value, path: codingPath)) }
    func encode(_ value: Float) throws {
        // The decimal that a person would write for a Float, not the digits of its conversion (0.1, not 0.10000000149).
        node.set(try JSONEncodingNode.number(Double(value.description) ?? Double(value), path: codingPath))
    }
    func encode(_ value: Int) throws { try encode(integer: value) }
    func encode(_ value: Int8) throws { try encode(integer: value) }
    func encode(_ value: Int16) throws { try encode(integer: value) }
    func encode(_ value: Int32) throws { try encode(integer: value) }
    func encode(_ value: Int64) throws { try encode(integer: value) }
    func encode(_ value: UInt) throws { try encode(integer: value) }
    func encode(_ value: UInt8) throws { try encode(integer: value) }
    func encode(_ value: UInt16) throws { try encode(integer: value) }
    func encode(_ value: UInt32) throws { try encode(integer: value) }
    func encode(_ value: UInt64) throws { try encode(integer: value) }
    func encode(_ value: some Encodable) throws { node.set(try JSONEncodingNode.encode(value, path: codingPath)) }

    private func encode(integer value: some BinaryInteger) throws {
        node.set(try JSONEncodingNode.number(value, path: codingPath))
    }
}
