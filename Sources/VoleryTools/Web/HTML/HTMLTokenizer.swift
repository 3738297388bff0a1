#if canImport(Glibc)
private import Glibc
#else
private import Musl
#endif

/// Cuts a page into tags and text, byte by byte in one pass, as the HTML standard's tokenizer does
/// (https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
///
/// Anything is a page: what is no markup is text, and what is never ended ends with the page. Comments, declarations
/// and instructions are passed over.
struct HTMLTokenizer {
    /// The page, in UTF-8.
    let bytes: [UInt8]
    /// Whether elements hold markup that would hold raw text elsewhere, as those inside `svg` do.
    var isInForeignContent = false
    private var position = 0
    /// The element whose end tag alone ends the text that comes next.
    private var rawElement: String?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next part; `nil` at the end.
    mutating func next() -> HTMLToken? {
        while position < bytes.count {
            if let name = rawElement {
                rawElement = nil
                let text = rawText(endedBy: name)
                if !text.isEmpty { return .text(text) }
            } else if bytes[position] != UInt8(ascii: "<") {
                let start = position
                position = index(of: UInt8(ascii: "<"), from: start)
                return .text(start..<position)
            } else if let token = markup() {
                return token
            }
        }
        return nil
    }

    // MARK: Markup

    /// What a `<` begins; `nil` for what is passed over.
    private mutating func markup() -> HTMLToken? {
        let start = position
        switch byte(start + 1) {
        case let letter? where letter.isASCIILetter: return startTag()
        case UInt8(ascii: "/"): return endTag()
        case UInt8(ascii: "!"): passComment()
        case UInt8(ascii: "?"): position = index(after: UInt8(ascii: ">"), from: start)
        default:
            position += 1
            return .text(start..<position)
        }
        return nil
    }

    private mutating func startTag() -> HTMLToken? {
        position += 1
        let name = tagName()
        var tag = HTMLTag(name: name, element: HTMLElement.named(name))
        guard readAttributes(into: &tag) else { return nil }
        if let element = tag.element, element.isRawText || element.isPlainText, !isInForeignContent {
            rawElement = name
        }
        return .start(tag)
    }

    private mutating func endTag() -> HTMLToken? {
        guard let letter = byte(position + 2), letter.isASCIILetter else {
            position = index(after: UInt8(ascii: ">"), from: position)
            return nil
        }
        position += 2
        let name = tagName()
        var ignored = HTMLTag(name: name)
        guard readAttributes(into: &ignored) else { return nil }
        return .end(name, HTMLElement.named(name))
    }

    private mutating func tagName() -> String {
        let start = position
        while let byte = byte(position), !byte.isHTMLSpace, byte != UInt8(ascii: ">"), byte != UInt8(ascii: "/") {
            position += 1
        }
        return lowercased(start..<position)
    }

    /// Passes over `<!-- … -->`, or anything else from `<!` to `>`.
    private mutating func passComment() {
        let start = position
        guard byte(start + 2) == UInt8(ascii: "-"), byte(start + 3) == UInt8(ascii: "-") else {
            position = index(after: UInt8(ascii: ">"), from: start)
            return
        }
        position = start + 4
        while position < bytes.count {
            let end = index(of: UInt8(ascii: ">"), from: position)
            position = min(end + 1, bytes.count)
            if isEnd(of: start, at: end) { return }
        }
    }

    /// Whether a `>` ends the comment that begins at an offset: after `--`, the opening ones included, or after `--!`.
    private func isEnd(of start: Int, at end: Int) -> Bool {
        let dash = UInt8(ascii: "-")
        if end - 2 >= start + 2, bytes[end - 1] == dash, bytes[end - 2] == dash { return true }
        return end - 3 >= start + 4 && bytes[end - 1] == UInt8(ascii: "!") && bytes[end - 2] == dash
            && bytes[end - 3] == dash
    }

    /// The text up to an element's end tag, or to the end of the page.
    private mutating func rawText(endedBy name: String) -> Range<Int> {
        let start = position
        while position < bytes.count {
            position = index(of: UInt8(ascii: "<"), from: position)
            if isEndTag(name, at: position) { break }
            position = min(position + 1, bytes.count)
        }
        return start..<position
    }

    private func isEndTag(_ name: String, at start: Int) -> Bool {
        guard byte(start + 1) == UInt8(ascii: "/") else { return false }
        var index = start + 2
        for letter in name.utf8 {
            guard byte(index)?.lowercasedASCII == letter else { return false }
            index += 1
        }
        guard let next = byte(index) else { return true }
        return next.isHTMLSpace || next == UInt8(ascii: ">") || next == UInt8(ascii: "/")
    }

    // MARK: Attributes

    /// Reads a tag to its `>`.
    /// - Returns: Whether there is one: a tag that the page's end cuts off counts for nothing.
    private mutating func readAttributes(into tag: inout HTMLTag) -> Bool {
        while let byte = byte(position) {
            if byte == UInt8(ascii: ">") {
                tag.isSelfClosing = bytes[position - 1] == UInt8(ascii: "/")
                position += 1
                return true
            }
            if byte.isHTMLSpace || byte == UInt8(ascii: "/") { position += 1 } else { readAttribute(into: &tag) }
        }
        return false
    }

    private mutating func readAttribute(into tag: inout HTMLTag) {
        let start = position
        repeat { position += 1 } while byte(position).map { !$0.endsAttributeName } ?? false
        let name = start..<position
        let value = attributeValue()
        // The longest name that makes a difference is shorter.
        guard name.count <= 16, let attribute = HTMLAttribute.named(lowercased(name)), tag[attribute] == nil else {
            return
        }
        tag.attributes.append((attribute, value))
    }

    private mutating func attributeValue() -> Range<Int> {
        let end = position
        passSpace()
        guard byte(position) == UInt8(ascii: "=") else { return end..<end }
        position += 1
        passSpace()
        guard let quote = byte(position) else { return end..<end }
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = position + 1
            let close = index(of: quote, from: start)
            position = min(close + 1, bytes.count)
            return start..<close
        }
        let start = position
        while let byte = byte(position), !byte.isHTMLSpace, byte != UInt8(ascii: ">") { position += 1 }
        return start..<position
    }

    private mutating func passSpace() {
        while byte(position)?.isHTMLSpace ?? false { position += 1 }
    }

    // MARK: Bytes

    private func byte(_ index: Int) -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    /// Where a byte is next; the end of the page if it is nowhere.
    private func index(of byte: UInt8, from start: Int) -> Int {
        guard start < bytes.count else { return bytes.count }
        return bytes.withUnsafeBytes { buffer in
            let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
            guard let base = rest.baseAddress, let found = memchr(base, Int32(byte), rest.count) else {
                return buffer.count
            }
            return start + (UnsafeRawPointer(found) - base)
        }
    }

    private func index(after byte: UInt8, from start: Int) -> Int {
        min(index(of: byte, from: start) + 1, bytes.count)
    }

    private func lowercased(_ range: Range<Int>) -> String {
        String(decoding: bytes[range].map(\.lowercasedASCII), as: UTF8.self)
    }
}

extension UInt8 {
    /// Whether it is white space between the parts of a tag.
    var isHTMLSpace: Bool {
        self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C
    }

    var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }

    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }

    var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    fileprivate var endsAttributeName: Bool {
        isHTMLSpace || self == UInt8(ascii: "=") || self == UInt8(ascii: ">") || self == UInt8(ascii: "/")
    }
}
