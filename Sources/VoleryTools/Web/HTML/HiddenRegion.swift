/// An element of which nothing is shown, followed to its end without a tree.
///
/// It ends where a browser's tree would have it end: at its own end tag, at a tag that implies that one (a `li` ends the
/// `li` before it), or at the end of an element around it.
struct HiddenRegion {
    let name: String
    let element: HTMLElement?
    private var depth = 1
    private var inside = OpenElements()

    init(_ tag: HTMLTag) {
        name = tag.name
        element = tag.element
    }

    /// Takes note of a start tag.
    /// - Returns: Whether the region ended before it.
    mutating func start(_ tag: HTMLTag) -> Bool {
        let isNested = inside.contains(anyOf: element?.enclosing ?? [])
        if !isNested, let element, let other = tag.element, element.isEnded(by: other) { return true }
        if tag.name != name { inside.open(tag.element) } else if !isNested { depth += 1 }
        return false
    }

    /// What an end tag means to a region.
    enum Ending {
        /// It ended something inside, or nothing.
        case inside
        /// It ended the region.
        case own
        /// It ended an element around the region, and so the region first.
        case around
    }

    /// Takes note of an end tag.
    ///
    /// - Parameters:
    ///   - name: The tag's name.
    ///   - element: What the name stands for.
    ///   - outside: The elements that are open around the region.
    /// - Returns: What it means to the region.
    mutating func end(_ name: String, _ element: HTMLElement?, outside: OpenElements) -> Ending {
        if name == self.name {
            guard !inside.contains(anyOf: self.element?.enclosing ?? []) else { return .inside }
            depth -= 1
            return depth == 0 ? .own : .inside
        }
        if inside.close(element) { return .inside }
        guard let element, element.isBlock, outside.contains(anyOf: [element]) else { return .inside }
        return .around
    }
}

extension HTMLElement {
    /// The elements inside which another one of this kind does not belong to the list or table that this one is of.
    fileprivate var enclosing: [HTMLElement] {
        switch self {
        case .li: [.ul, .ol, .menu, .dir]
        case .dt, .dd: [.dl]
        case .td, .th, .tr, .thead, .tbody, .tfoot, .caption: [.table]
        default: []
        }
    }

    /// Whether a start tag implies this element's end tag.
    fileprivate func isEnded(by next: HTMLElement) -> Bool {
        switch self {
        case .p: next.isBlock
        case .li: next == .li
        case .dt, .dd: next == .dt || next == .dd
        case .td, .th: [.td, .th, .tr, .thead, .tbody, .tfoot].contains(next)
        case .tr, .caption: [.tr, .thead, .tbody, .tfoot].contains(next)
        case .thead, .tbody, .tfoot: [.thead, .tbody, .tfoot].contains(next)
        default: false
        }
    }
}
