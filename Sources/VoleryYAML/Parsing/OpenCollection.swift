import VoleryCore

/// A node with what its use by an alias costs.
struct BuiltNode {
    var node: YAMLNode
    /// How many values it holds with itself, aliases expanded.
    var count: Int
    /// How many mappings and lists are nested in it with itself, aliases expanded.
    var height: Int
    /// Whether it stands for a value that couldn't be read.
    var isStandIn = false

    init(node: YAMLNode, count: Int, height: Int) {
        self.node = node
        self.count = count
        self.height = height
    }

    /// The stand-in for a value that couldn't be read, so that the rest of the file can be.
    ///
    /// Its place is that of the fault, so that what else is said of it is known to follow from that.
    init(standInFor range: Range<Int>, of source: SourceText, count: Int = 1) {
        self.init(
            node: YAMLNode(.scalar(YAMLScalar("unreadable", style: .singleQuoted)), source: source, utf8Range: range),
            count: count,
            height: 0
        )
        isStandIn = true
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
    /// Where a key stands that makes no sense of the whole.
    var brokenKey: Range<Int>?
    private let start: Int
    private var key: YAMLNode?
    private var use = KeyUse.entry
    private var merged: [YAMLEntry] = []
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

    /// What becomes of a key and its value.
    enum KeyUse {
        /// They are an entry of the mapping.
        case entry
        /// The value's entries are entries of the mapping, too, unless it has their keys itself.
        case merge
        /// They are left out.
        case nothing
    }

    /// Whether it was written in brackets.
    func isBracketed(in source: SourceText) -> Bool {
        source.bytes.indices.contains(start) && bracket.opening == source.bytes[start]
    }

    /// Takes the next key.
    mutating func add(key built: BuiltNode, use: KeyUse, endingAt close: Int) {
        add(built, endingAt: close)
        self.use = use
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
            self.key = nil
            guard use == .entry else {
                if use == .merge { merged += Self.entries(mergedFrom: built.node) }
                return
            }
            content = .mapping([])
            entries.append(YAMLEntry(key: key, value: built.node))
            content = .mapping(entries)
        case .scalar: break
        }
    }

    private static func entries(mergedFrom node: YAMLNode) -> [YAMLEntry] {
        node.entries ?? (node.elements ?? []).flatMap { $0.entries ?? [] }
    }

    /// Adds what is merged in and not there yet.
    mutating func merge() {
        guard case .mapping(var entries) = content else { return }
        for entry in merged {
            guard let value = entry.key.scalar?.value, keys.updateValue(0, forKey: .init(value)) == nil else {
                continue
            }
            entries.append(entry)
        }
        content = .mapping(entries)
    }

    /// The node, where the text of the closing bracket, if it has one, ends at a byte.
    func built(in source: SourceText, endingAt close: Int) -> BuiltNode {
        let isClosed = isBracketed(in: source) && close > start && source.bytes[close - 1] == bracket.closing
        let range = start..<max(start, isClosed ? close : end)
        if let brokenKey { return BuiltNode(standInFor: brokenKey, of: source, count: count) }
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
