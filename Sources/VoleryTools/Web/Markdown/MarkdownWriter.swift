/// Writes Markdown from text and the marks around it, as they come.
///
/// Nothing is written before there is text for it: so elements without text leave no trace, and white space is written
/// once, where it counts. Depth is bounded: what is nested deeper is written as if it were not.
struct MarkdownWriter {
    /// What is written so far.
    var output: [UInt8] = []
    /// The most bytes that are written.
    let limit: Int

    /// The line breaks that are due before the next text.
    var breaks = 0
    private var spaceIsDue = false
    /// Whether the last line is one that text may still be added to.
    var isLineOpen = false
    /// Whether the open line has no text yet.
    var isLineEmpty = true

    var containers = MarkdownContainers()
    var tables = MarkdownTables()
    /// The level of the heading that is open.
    private var heading = 0
    private var link: Link?
    private var code = Code.none
    /// The text of the preformatted block that is open.
    var preformatted: Preformatted?

    private struct Link {
        var address: [UInt8]
        var isOpen = false
    }

    private enum Code { case none, due, open }

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether so much is written that no more may be.
    var isFull: Bool { output.count >= limit }

    // MARK: Text

    /// Writes text in UTF-8; its white space counts as one space.
    mutating func text(_ bytes: [UInt8], _ range: Range<Int>) {
        guard preformatted == nil else {
            preformatted?.append(bytes, range)
            return
        }
        var start = range.lowerBound
        var index = start
        while index < range.upperBound {
            let byte = bytes[index]
            if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "|") || !isInCell {
                index += 1
                continue
            }
            var (kind, length) = (CharacterClass.invisible, 1)
            if byte.isHTMLSpace { kind = .space } else if byte == UInt8(ascii: "|") { kind = .visible }
            if byte >= 0x80 { (kind, length) = CharacterClass.at(index, in: bytes, limit: range.upperBound) }
            if kind != .visible || byte == UInt8(ascii: "|") {
                write(bytes, start..<index)
                start = index + length
            }
            if kind == .space { spaceIsDue = true }
            if byte == UInt8(ascii: "|") { write(Array("\\|".utf8), 0..<2) }
            index += length
        }
        write(bytes, start..<index)
    }

    private mutating func write(_ bytes: [UInt8], _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        prepareForText()
        output.append(contentsOf: bytes[range])
        isLineEmpty = false
    }

    /// Writes all that is due before text: line breaks, marks of lists and headings, a space, the start of a link.
    private mutating func prepareForText() {
        if isInCell { openCell() } else { openLine() }
        let isSpaced = spaceIsDue && !isLineEmpty
        spaceIsDue = false
        if let link, !link.isOpen {
            closeCode()
            write(isSpaced ? " [" : "[")
            self.link?.isOpen = true
        } else if isSpaced {
            write(" ")
        }
        if code == .due {
            write("`")
            code = .open
        }
    }

    /// Writes a mark.
    mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    // MARK: Lines

    /// Writes what comes before the first text of a line.
    mutating func openLine() {
        if !isInCell, tables.isRowOpen { endRow() }
        guard !isLineOpen else { return }
        if !output.isEmpty {
            for _ in 1..<max(1, breaks) {
                write("\n")
                containers.writeBlankPrefix(to: &output)
            }
            write("\n")
        }
        containers.writePrefix(to: &output)
        if heading > 0 { output.append(contentsOf: [UInt8](repeating: UInt8(ascii: "#"), count: heading) + [0x20]) }
        (breaks, isLineOpen, isLineEmpty, spaceIsDue) = (0, true, true, false)
    }

    /// Ends the line; the next text comes after so many line breaks at least.
    mutating func endLine(_ count: Int) {
        guard preformatted == nil else {
            preformatted?.endLine()
            return
        }
        guard !isInCell, !tables.isRowOpen else {
            spaceIsDue = true
            return
        }
        // A link without text so far has it on the lines to come.
        if link?.isOpen ?? false { endLink() }
        endCode()
        spaceIsDue = false
        let hasMark = containers.markIsDue || heading > 0
        if isLineOpen {
            (isLineOpen, breaks, heading) = (false, count, 0)
        } else if !hasMark {
            breaks = max(breaks, count)
        }
    }

    /// A line break inside a paragraph; two of them end it.
    mutating func breakLine() {
        guard preformatted == nil else {
            preformatted?.append([0x0A], 0..<1)
            return
        }
        guard !isInCell, heading == 0 else {
            spaceIsDue = true
            return
        }
        breaks = isLineOpen ? 1 : min(breaks + 1, 2)
        isLineOpen = false
        spaceIsDue = false
    }

    /// A line across the page.
    mutating func rule() {
        endLine(2)
        guard preformatted == nil, !isInCell, !output.isEmpty else { return }
        openLine()
        write("---")
        endLine(2)
    }

    // MARK: Headings

    /// Begins a heading of a level from 1 to 6.
    mutating func startHeading(_ level: Int) {
        guard preformatted == nil else { return }
        leaveCell()
        endLine(2)
        heading = level
    }

    /// Ends a heading.
    mutating func endHeading() {
        endLine(2)
        heading = 0
    }

    // MARK: Links and code

    /// Begins a link, and ends the one before it; without an address it only does that.
    mutating func startLink(_ address: [UInt8]?) {
        endLink()
        guard preformatted == nil, let address else { return }
        link = Link(address: address)
    }

    /// Ends a link; one without text is none.
    mutating func endLink() {
        if let link, link.isOpen {
            closeCode()
            write("](")
            output.append(contentsOf: link.address)
            write(")")
        }
        link = nil
    }

    /// Begins words of a program.
    mutating func startCode() {
        if preformatted == nil, code == .none { code = .due }
    }

    /// Ends words of a program.
    mutating func endCode() {
        closeCode()
        code = .none
    }

    /// Closes code that is open; the next text opens it again.
    private mutating func closeCode() {
        guard code == .open else { return }
        write("`")
        code = .due
    }

    /// Ends what stands within a line.
    mutating func endInline() {
        endLink()
        endCode()
        spaceIsDue = false
    }

    // MARK: Preformatted text

    /// Begins text whose lines stay as they are.
    mutating func startPreformatted() {
        leaveCell()
        endLine(2)
        guard preformatted == nil else { return }
        preformatted = Preformatted()
    }

    /// The language of the preformatted text, where a page names it.
    mutating func name(language: [UInt8]) {
        preformatted?.language = language
    }

    /// Whether text is preformatted.
    var isPreformatted: Bool { preformatted != nil }

    /// Ends text whose lines stay as they are.
    mutating func endPreformatted() {
        guard let block = preformatted else { return }
        preformatted = nil
        guard var rest = block.text else { return }
        openLine()
        output.append(contentsOf: block.fence + block.language)
        while !isFull {
            let end = rest.firstIndex(of: 0x0A)
            write(line: rest[..<(end ?? rest.endIndex)])
            guard let end else { break }
            rest = rest[(end + 1)...]
        }
        write("\n")
        containers.writePrefix(to: &output)
        output.append(contentsOf: block.fence)
        endLine(2)
    }

    private mutating func write(line: ArraySlice<UInt8>) {
        write("\n")
        guard !line.isEmpty else { return containers.writeBlankPrefix(to: &output) }
        containers.writePrefix(to: &output)
        output.append(contentsOf: line)
    }

    /// Ends all that is open.
    mutating func finish() {
        endPreformatted()
        endRow()
        endInline()
    }
}
