/// The quotations and lists that text stands in, and how they begin its lines.
struct MarkdownContainers {
    enum Container: Equatable {
        case quote
        /// A list, with the number of its next item if it is ordered.
        case list(number: Int?)
    }

    private struct Level {
        var container: Container
        /// How far the lines of the current item are indented.
        var indent = 0
        /// Whether it has an item, or a line.
        var isBegun = false
    }

    /// How deep they are followed.
    static let deepest = 8

    private var levels: [Level] = []
    /// How many are open that lie deeper.
    private var deeper = 0
    /// The mark of an item that has no text yet.
    private var mark: [UInt8] = []

    /// How many are followed.
    var count: Int { levels.count }
    /// Whether the next line begins with the mark of an item.
    var markIsDue: Bool { !mark.isEmpty }
    /// Whether a list is open.
    var hasList: Bool { levels.contains { $0.container != .quote } }

    mutating func push(_ container: Container) {
        applyMark()
        if levels.count < Self.deepest { levels.append(Level(container: container)) } else { deeper += 1 }
    }

    /// Ends the innermost container of a kind, and what is open inside; those around a table stay.
    mutating func pop(_ container: Container, above floor: Int) {
        mark = []
        guard deeper == 0 else {
            deeper -= 1
            return
        }
        let isQuote = container == .quote
        guard let index = levels.lastIndex(where: { ($0.container == .quote) == isQuote }), index >= floor
        else { return }
        levels.removeSubrange(index...)
    }

    /// Ends what lies deeper than a count.
    mutating func truncate(to count: Int) {
        mark = []
        guard levels.count > count else { return }
        levels.removeSubrange(count...)
        deeper = 0
    }

    /// Begins an item of the innermost list.
    /// - Returns: Whether the list had items before.
    mutating func startItem() -> Bool {
        guard deeper == 0, let index = levels.lastIndex(where: { $0.container != .quote }) else {
            mark = Array("- ".utf8)
            return false
        }
        levels.removeSubrange((index + 1)...)
        defer { levels[index].isBegun = true }
        levels[index].indent = 0
        if case .list(let number?) = levels[index].container {
            mark = Array("\(number). ".utf8)
            levels[index].container = .list(number: min(number + 1, 999_999_999))
        } else {
            mark = Array("- ".utf8)
        }
        return levels[index].isBegun
    }

    /// Forgets the mark of an item that had no text.
    mutating func endItem() {
        applyMark()
    }

    /// Gives the next line a mark of its own.
    mutating func mark(_ bytes: [UInt8]) {
        mark = bytes
    }

    /// The lines to come belong to the item, whether or not its mark was written.
    private mutating func applyMark() {
        if deeper == 0, let last = levels.indices.last, levels[last].container != .quote, !mark.isEmpty {
            levels[last].indent = mark.count
        }
        mark = []
    }

    /// Begins a line with text.
    mutating func writePrefix(to output: inout [UInt8]) {
        for index in levels.indices {
            let level = levels[index]
            if level.container == .quote {
                levels[index].isBegun = true
                output.append(contentsOf: [UInt8(ascii: ">"), 0x20])
            } else {
                output.append(contentsOf: repeatElement(0x20, count: level.indent))
            }
        }
        output.append(contentsOf: mark)
        applyMark()
    }

    /// Begins a line without text, which belongs to the quotations that have a line before.
    func writeBlankPrefix(to output: inout [UInt8]) {
        guard let last = levels.lastIndex(where: { $0.container == .quote && $0.isBegun }) else { return }
        for level in levels[...last] {
            if level.container == .quote {
                output.append(UInt8(ascii: ">"))
            } else {
                output.append(contentsOf: repeatElement(0x20, count: level.indent))
            }
        }
    }
}
