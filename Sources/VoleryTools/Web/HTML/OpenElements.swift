/// How many elements of each kind are open.
struct OpenElements {
    private var counts: [HTMLElement: Int] = [:]

    /// Takes note of a start tag.
    mutating func open(_ element: HTMLElement?) {
        guard let element, !element.isVoid else { return }
        counts[element, default: 0] += 1
    }

    /// Takes note of an end tag.
    /// - Returns: Whether it ended anything.
    @discardableResult
    mutating func close(_ element: HTMLElement?) -> Bool {
        guard let element, let count = counts[element], count > 0 else { return false }
        counts[element] = count - 1
        return true
    }

    /// Whether one of these is open.
    func contains(anyOf elements: [HTMLElement]) -> Bool {
        elements.contains { counts[$0, default: 0] > 0 }
    }
}
