/// The anchors of a document so far; a name that's used again stands for its last node.
struct AnchorTable {
    enum Anchor {
        /// Its node is still being read.
        case open
        /// Its node was read.
        case complete(BuiltNode)
    }

    private var anchors: [String: Anchor] = [:]
    /// The names in the file's order, for suggestions that are the same each time.
    private(set) var names: [String] = []

    subscript(name: String) -> Anchor? { anchors[name] }

    /// Notes that a node with this anchor begins.
    mutating func open(_ name: String?) {
        guard let name else { return }
        if anchors.updateValue(.open, forKey: name) == nil { names.append(name) }
    }

    /// Notes the node of an anchor.
    mutating func define(_ name: String?, as built: BuiltNode) {
        guard let name else { return }
        if anchors.updateValue(.complete(built), forKey: name) == nil { names.append(name) }
    }
}
