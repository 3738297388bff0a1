import VoleryCore

/// A node with what its use by an alias costs.
struct BuiltNode {
    var node: YAMLNode
    /// How many values it holds with itself, aliases expanded.
    var count: Int
    /// How many mappings and lists are nested in it with itself, aliases expanded.
    var height: Int

    init(node: YAMLNode, count: Int, height: Int) {
        self.node = node
        self.count = count
        self.height = height
    }

    /// The stand-in for a value that couldn't be read, so that the rest of the file can be.
    init(null range: Range<Int>, of source: SourceText) {
        self.init(
            node: YAMLNode(.scalar(YAMLScalar("unreadable", style: .singleQuoted)), source: source, utf8Range: range),
            count: 1,
            height: 0
        )
    }
}

/// A mapping or list whose end hasn't come yet.
struct OpenCollection {
    /// What it holds so far.
    private var content: YAMLNode.Content
    /// The anchor in front of it.
    let anchor: String?
    /// The keys so far, and the byte where each stands.
    var keys: [KeyIdentity: Int] = [:]
    private let start: Int
    private var key: YAMLNode?
    private var end: Int
    private var count = 1
    private var height = 0

    init(content: YAMLNode.Content, anchor: String?, start: Int) {
        self.content = content
        self.anchor = anchor
        self.start = start
        self.end = start
    }

    /// Whether the next node is a key.
    var awaitsKey: Bool {
        if case .mapping = content { key == nil } else { false }
    }

    /// Takes the next element, key or value, which may be an alias that ends elsewhere than the node.
    mutating func add(_ built: BuiltNode, endingAt close: Int) {
        count += built.count
        height = max(height, built.height)
        end = max(end, close)
        switch content {
        case .sequence(var elements):
            content = .sequence([])
            elements.append(built.node)
            content = .sequence(elements)
        case .mapping(var entries):
            guard let key else {
                self.key = built.node
                return
            }
            content = .mapping([])
            entries.append(YAMLEntry(key: key, value: built.node))
            content = .mapping(entries)
            self.key = nil
        case .scalar: break
        }
    }

    /// The node, where the text of the closing bracket, if it has one, ends at a byte.
    func built(in source: SourceText, endingAt close: Int) -> BuiltNode {
        let isBracketed = source.bytes.indices.contains(start) && bracket.opening == source.bytes[start]
        let isClosed = isBracketed && close > start && source.bytes[close - 1] == bracket.closing
        let range = start..<max(start, isClosed ? close : end)
        let node = YAMLNode(content, source: source, utf8Range: range)
        return BuiltNode(node: node, count: count, height: height + 1)
    }

    private var bracket: (opening: UInt8, closing: UInt8) {
        if case .mapping = content {
            (UInt8(ascii: "{"), UInt8(ascii: "}"))
        } else {
            (UInt8(ascii: "["), UInt8(ascii: "]"))
        }
    }
}
