/// Follows the elements that say what a page's parts are for, and notes where their text stands.
struct Landmarks {
    /// What was noted.
    private(set) var content = MainContent()
    private var main: Place?
    private var article: Place?
    private var around: Place?

    private struct Place {
        var region: ElementRegion
        var start: Int
    }

    /// Takes note of a start tag.
    mutating func start(_ tag: HTMLTag, role: [UInt8]?, writer: inout MarkdownWriter) {
        main?.region.start(tag)
        article?.region.start(tag)
        around?.region.start(tag)
        let role = role.map { String(decoding: $0, as: UTF8.self) }
        if main == nil, tag.element == .main || role == "main" { main = place(tag, &writer) }
        if article == nil, tag.element == .article || role == "article" { article = place(tag, &writer) }
        if around == nil, Self.leadsAround(tag.element, role) { around = place(tag, &writer) }
    }

    private static func leadsAround(_ element: HTMLElement?, _ role: String?) -> Bool {
        element == .nav || element == .aside || element == .footer || role == "navigation" || role == "complementary"
    }

    private func place(_ tag: HTMLTag, _ writer: inout MarkdownWriter) -> Place {
        writer.leaveCell()
        writer.endLine(2)
        return Place(region: ElementRegion(tag), start: writer.output.count)
    }

    /// Takes note of an end tag.
    mutating func end(_ name: String, writer: inout MarkdownWriter) {
        if let range = Self.end(&main, name, &writer) { content.mains.append(range) }
        if let range = Self.end(&article, name, &writer) { content.articles.append(range) }
        if let range = Self.end(&around, name, &writer) { content.around.append(range) }
    }

    private static func end(_ place: inout Place?, _ name: String, _ writer: inout MarkdownWriter) -> Range<Int>? {
        guard place?.region.end(name) ?? false, let start = place?.start else { return nil }
        place = nil
        writer.endLine(2)
        return start < writer.output.count ? start..<writer.output.count : nil
    }

    /// Ends what is still open at the page's end.
    mutating func finish(at end: Int) {
        if let main, main.start < end { content.mains.append(main.start..<end) }
        if let article, article.start < end { content.articles.append(article.start..<end) }
        if let around, around.start < end { content.around.append(around.start..<end) }
        (main, article, around) = (nil, nil, nil)
    }
}
