internal import VoleryHTTP

/// What a page says, as a model can read it.
struct PageText {
    let page: FetchedPage

    /// The text: HTML as Markdown, other text as it is, and of anything else what it is.
    func text() -> String {
        let type = page.type
        if type.isHTML { return html() }
        if type.isText { return plain() }
        guard type.essence.isEmpty else { return note() }
        if looksLikeHTML { return html() }
        return page.body.prefix(1_024).contains(0) ? note() : plain()
    }

    private func html() -> String {
        let decoder = TextDecoder(page.body, header: page.type.charset, page: Self.charset(in: page.body))
        var reader = HTMLReader(decoder.utf8(page.body), at: page.url)
        return reader.markdown()
    }

    private func plain() -> String {
        let decoder = TextDecoder(page.body, header: page.type.charset, page: nil)
        let text = decoder.utf8(page.body)
        return text.contains(0) ? note() : String(decoding: text, as: UTF8.self)
    }

    private func note() -> String {
        let type = page.type.essence.isEmpty ? "data of no type that the server names" : page.type.essence
        let size = page.isCut ? "more than \(page.body.count) bytes" : "\(page.size ?? page.body.count) bytes"
        return "[\(type), \(size): this is no text, so there is nothing to read]"
    }

    private var looksLikeHTML: Bool {
        let start = page.body.prefix(1_024).drop(while: \.isHTMLSpace).prefix(15).map(\.lowercasedASCII)
        return ["<!doctype html", "<html", "<head", "<body", "<!--"].contains { start.starts(with: $0.utf8) }
    }

    /// The character set that a page itself names, near its start.
    private static func charset(in body: [UInt8]) -> String? {
        let start = Array(body.prefix(4_096))
        var tokenizer = HTMLTokenizer(start)
        while let token = tokenizer.next() {
            guard case .start(let tag) = token, tag.element == .meta else { continue }
            if let range = tag[.charset] { return nearlyUTF8(String(decoding: start[range], as: UTF8.self)) }
            guard let range = tag[.content] else { continue }
            let content = MediaType(String(decoding: start[range], as: UTF8.self))
            if let charset = content.charset { return nearlyUTF8(charset) }
        }
        return nil
    }

    /// What could be read so far was no UTF-16, whatever it says of itself.
    private static func nearlyUTF8(_ name: String) -> String {
        let name = String(name.filter { !$0.isWhitespace })
        return name.lowercased().hasPrefix("utf-16") ? "utf-8" : name
    }
}
