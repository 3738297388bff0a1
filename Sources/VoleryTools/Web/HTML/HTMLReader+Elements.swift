extension HTMLReader {
    /// Writes what an element's start means to the text.
    mutating func start(_ element: HTMLElement, _ tag: HTMLTag) {
        switch element {
        case .a: writer.startLink(tag[.href].flatMap { links.absolute(value($0)) })
        case .code: startCode(tag)
        case .img: writeAlternative(tag)
        case .br: writer.breakLine()
        case .hr: writer.rule()
        case .pre: startPreformatted(tag)
        case .blockquote: writer.startQuote()
        case .ul, .menu, .dir: writer.startList(from: nil)
        case .ol: writer.startList(from: number(tag[.start]) ?? 1)
        case .li: writer.startItem()
        case .dt: writer.endLine(1)
        case .dd: writer.startDescription()
        case .base: setBase(tag)
        case .table, .caption, .tr, .td, .th, .thead, .tbody, .tfoot: startTablePart(element, tag)
        default:
            if let level = element.headingLevel { return writer.startHeading(level) }
            if element.isBlock { writer.endLine(2) }
        }
    }

    /// Writes what an element's end means to the text.
    mutating func end(_ element: HTMLElement) {
        switch element {
        case .a: writer.endLink()
        case .code: if !writer.isPreformatted { writer.endCode() }
        case .pre: writer.endPreformatted()
        case .blockquote: writer.endQuote()
        case .ul, .ol, .menu, .dir: writer.endList()
        case .li, .dd: writer.endItem()
        case .dt: writer.endLine(1)
        case .table: writer.endTable()
        case .tr, .thead, .tbody, .tfoot: writer.endRow()
        case .td, .th: writer.endCell()
        default:
            if element.headingLevel != nil { return writer.endHeading() }
            if element.isBlock { writer.endLine(2) }
        }
    }

    private mutating func startTablePart(_ element: HTMLElement, _ tag: HTMLTag) {
        switch element {
        case .table: writer.startTable(isLayout: ["presentation", "none"].contains(text(tag[.role])))
        case .tr: writer.startRow()
        case .td, .th: writer.startCell()
        case .thead, .tbody, .tfoot: writer.endRow()
        default: writer.endLine(2)
        }
    }

    private mutating func startPreformatted(_ tag: HTMLTag) {
        writer.startPreformatted()
        nameLanguage(tag)
    }

    private mutating func startCode(_ tag: HTMLTag) {
        if writer.isPreformatted { nameLanguage(tag) } else { writer.startCode() }
    }

    /// Code says its language in a class: `language-swift`, `lang-swift`, `highlight-source-swift`.
    private mutating func nameLanguage(_ tag: HTMLTag) {
        for name in text(tag[.class]).utf8.split(whereSeparator: \.isHTMLSpace) {
            for prefix in ["language-", "lang-", "highlight-source-"] where name.starts(with: prefix.utf8) {
                let language = Array(name.dropFirst(prefix.utf8.count).prefix(20))
                let isName = language.allSatisfy {
                    $0.isASCIILetter || $0.isASCIIDigit || Array("+#-".utf8).contains($0)
                }
                if isName { return writer.name(language: language) }
            }
        }
    }

    private mutating func writeAlternative(_ tag: HTMLTag) {
        guard let range = tag[.alt] else { return }
        let bytes = value(range)
        writer.text(bytes, bytes.indices)
    }

    private func text(_ range: Range<Int>?) -> String {
        range.map { String(decoding: value($0), as: UTF8.self) } ?? ""
    }

    private func number(_ range: Range<Int>?) -> Int? {
        Int(text(range)).map { min(max($0, 0), 999_999_999) }
    }
}
