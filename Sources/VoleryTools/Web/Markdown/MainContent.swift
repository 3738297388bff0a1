/// Which parts of a page's text are what the page is about, and which only lead around its site.
struct MainContent {
    /// What stands in `main` elements.
    var mains: [Range<Int>] = []
    /// What stands in `article` elements.
    var articles: [Range<Int>] = []
    /// What stands in navigation, asides and footers.
    var around: [Range<Int>] = []

    /// Less text than this is no page's content.
    private static let enough = 200

    /// The text without what only leads around, if the page says well enough what that is; else all of it.
    func select(from text: [UInt8]) -> [UInt8] {
        let main = without(around, in: mains)
        if Self.size(main) >= Self.enough { return Self.joined(main, of: text) }
        let article = without(around, in: articles)
        if Self.size(article) >= max(Self.enough, text.count / 4) { return Self.joined(article, of: text) }
        return Self.joined([0..<text.count], of: text)
    }

    private static func size(_ ranges: [Range<Int>]) -> Int {
        ranges.reduce(0) { $0 + $1.count }
    }

    /// What is left of some ranges; all are in order and do not overlap each other.
    private func without(_ holes: [Range<Int>], in ranges: [Range<Int>]) -> [Range<Int>] {
        var left: [Range<Int>] = []
        var holes = holes[...]
        for range in ranges {
            var start = range.lowerBound
            holes = holes.drop { $0.upperBound <= start }
            while let hole = holes.first, hole.lowerBound < range.upperBound {
                if hole.lowerBound > start { left.append(start..<hole.lowerBound) }
                start = max(start, hole.upperBound)
                // One that goes on beyond this range may have a part of the next.
                guard hole.upperBound <= range.upperBound else { break }
                holes = holes.dropFirst()
            }
            if start < range.upperBound { left.append(start..<range.upperBound) }
        }
        return left
    }

    /// The parts as paragraphs of one text.
    private static func joined(_ ranges: [Range<Int>], of text: [UInt8]) -> [UInt8] {
        var joined: [UInt8] = []
        for range in ranges {
            let part = text[range]
            guard let last = part.lastIndex(where: { !$0.isHTMLSpace }) else { continue }
            if !joined.isEmpty { joined.append(contentsOf: [0x0A, 0x0A]) }
            joined.append(contentsOf: part[...last].drop { $0 == 0x0A })
        }
        return joined
    }
}
