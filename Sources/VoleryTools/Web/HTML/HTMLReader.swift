internal import VoleryHTTP

/// Reads a page of HTML as Markdown: headings, paragraphs, links, lists, tables, quotations and code; nothing that the
/// page hides from its readers.
///
/// The page is read once from start to end, without a tree: time and memory grow with its length alone, whatever it
/// nests.
struct HTMLReader {
    /// The most bytes of Markdown that a page is made into.
    static let longest = 4 << 20

    /// What is said of a page that is all made by scripts, so that nobody takes it for an empty one.
    static let nothingWithoutScripts = "[the page shows nothing without its scripts, which are not run]"

    var tokenizer: HTMLTokenizer
    var writer = MarkdownWriter(limit: longest)
    var links: LinkAddress
    private let page: WebURL
    private let visibility: Visibility
    private var open = OpenElements()
    private var hidden: HiddenRegion?
    private var landmarks = Landmarks()
    private var title: [UInt8]?
    private var isInTitle = false
    private var hasScripts = false

    /// A reader of a page.
    ///
    /// - Parameters:
    ///   - bytes: The page in valid UTF-8.
    ///   - page: The page's address, from which its links lead.
    init(_ bytes: [UInt8], at page: WebURL) {
        tokenizer = HTMLTokenizer(bytes)
        visibility = Visibility(bytes: bytes)
        links = LinkAddress(base: page)
        self.page = page
    }

    /// The page as Markdown, its main content alone where the page says which that is.
    mutating func markdown() -> String {
        while !writer.isFull, let token = tokenizer.next() {
            switch token {
            case .text(let range): text(range)
            case .start(let tag):
                hasScripts = hasScripts || tag.element == .script
                start(tag)
            case .end(let name, let element): end(name, element)
            }
        }
        writer.finish()
        landmarks.finish(at: writer.output.count)
        var content = landmarks.content.select(from: writer.output)
        if content.isEmpty, hasScripts { content = Array(Self.nothingWithoutScripts.utf8) }
        let text = String(decoding: titled(content), as: UTF8.self)
        return writer.isFull ? text + "\n\n[cut: the text of the page is longer than \(Self.longest) bytes]" : text
    }

    /// The text below the page's title, unless it has a heading of its own.
    private func titled(_ text: [UInt8]) -> [UInt8] {
        let mark = Array("# ".utf8)
        let hasHeading = text.starts(with: mark) || text.split(separator: 0x0A).contains { $0.starts(with: mark) }
        guard let title, !hasHeading else { return text }
        var heading = MarkdownWriter(limit: Self.longest)
        heading.startHeading(1)
        heading.text(title, title.indices)
        guard !heading.output.isEmpty else { return text }
        return text.isEmpty ? heading.output : heading.output + [0x0A, 0x0A] + text
    }

    // MARK: Parts

    private mutating func text(_ range: Range<Int>) {
        guard hidden == nil else { return }
        guard !isInTitle else {
            if title == nil { title = CharacterReference.decoded(range, of: tokenizer.bytes) }
            return
        }
        let bytes = tokenizer.bytes
        var start = range.lowerBound
        while let ampersand = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "&")) {
            let reference = CharacterReference(in: bytes, at: ampersand, limit: range.upperBound)
            writer.text(bytes, start..<(reference == nil ? ampersand + 1 : ampersand))
            if let reference {
                let character = Array(String(reference.scalar).utf8)
                writer.text(character, character.indices)
            }
            start = reference?.end ?? ampersand + 1
        }
        writer.text(bytes, start..<range.upperBound)
    }

    private mutating func start(_ tag: HTMLTag) {
        if hidden != nil {
            guard hidden?.start(tag) ?? false else { return }
            endHidden()
        }
        if visibility.hides(tag) { return hide(tag) }
        landmarks.start(tag, role: tag[.role].map { value($0) }, writer: &writer)
        open.open(tag.element)
        guard let element = tag.element else { return }
        if element == .title { isInTitle = !tag.isSelfClosing }
        start(element, tag)
    }

    private mutating func hide(_ tag: HTMLTag) {
        // A drawing's tag may be empty; elsewhere a slash at the end means nothing.
        guard tag.element != .svg || !tag.isSelfClosing else { return }
        if tag.element?.isBlock ?? false { writer.endLine(2) }
        tokenizer.isInForeignContent = tag.element == .svg
        hidden = HiddenRegion(tag)
    }

    private mutating func endHidden() {
        hidden = nil
        tokenizer.isInForeignContent = false
    }

    private mutating func end(_ name: String, _ element: HTMLElement?) {
        if hidden != nil {
            switch hidden?.end(name, element, outside: open) {
            case .own: return endHidden()
            case .around: endHidden()
            case .inside, nil: return
            }
        }
        open.close(element)
        isInTitle = false
        if let element { end(element) }
        landmarks.end(name, writer: &writer)
    }

    /// The text of an attribute.
    func value(_ range: Range<Int>) -> [UInt8] {
        CharacterReference.decoded(range, of: tokenizer.bytes)
    }

    /// Reads the page's own word on where its links lead from; the first one counts.
    mutating func setBase(_ tag: HTMLTag) {
        guard let range = tag[.href], let base = try? page.resolve(String(decoding: value(range), as: UTF8.self)) else {
            return
        }
        links = LinkAddress(base: base)
    }
}
