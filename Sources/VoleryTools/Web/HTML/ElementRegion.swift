/// An element that is open, followed to its end without a tree: by counting the elements of its name.
struct ElementRegion {
    let name: String
    private var depth = 1

    init(_ tag: HTMLTag) {
        name = tag.name
    }

    /// Takes note of a start tag inside.
    mutating func start(_ tag: HTMLTag) {
        if tag.name == name { depth += 1 }
    }

    /// Takes note of an end tag.
    /// - Returns: Whether it ends the element.
    mutating func end(_ name: String) -> Bool {
        if name == self.name { depth -= 1 }
        return depth == 0
    }
}
