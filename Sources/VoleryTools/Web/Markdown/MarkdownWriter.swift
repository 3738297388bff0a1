/// Writes Markdown from text and the marks around it, as they come.
///
/// Nothing is written before there is text for it: so elements without text leave no trace, and white space is written
/// once, where it counts. Depth is bounded: what is nested deeper is written as if it were not.
struct MarkdownWriter {
    /// What is written so far.
    private(set) var output: [UInt8] = []
    /// The most bytes that are written.
    let limit: Int

    /// The line breaks that are due before the next text.
    private var breaks = 0
    private var spaceIsDue = false
    private var isLineOpen = false
    /// Whether the open line has no text yet.
    private var isLineEmpty = true

    var containers = MarkdownContainers()
    var tables = MarkdownTables()
    /// The level of the heading that is open.
    private var heading = 0
    private var link: Link?
    private var code = Code.none
    /// The text of the preformatted block that is open.
    private var preformatted: Preformatted?

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

    private mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    // MARK: Lines

    private mutating func openLine() {
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

    private mutating func endInline() {
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
        guard let lines = block.lines else { return }
        openLine()
        output.append(contentsOf: block.fence + block.language)
        for line in lines where !isFull {
            write("\n")
            if line.isEmpty {
                containers.writeBlankPrefix(to: &output)
            } else {
                containers.writePrefix(to: &output)
                output.append(contentsOf: line)
            }
        }
        write("\n")
        containers.writePrefix(to: &output)
        output.append(contentsOf: block.fence)
        endLine(2)
    }

    /// Ends all that is open.
    mutating func finish() {
        endPreformatted()
        endRow()
        endInline()
    }
}

// MARK: - Containers

extension MarkdownWriter {
    /// Begins a quotation.
    mutating func startQuote() {
        endLine(2)
        guard preformatted == nil, !isInCell else { return }
        // The mark of the item that it stands in comes before it.
        if containers.markIsDue {
            openLine()
            endLine(1)
        }
        containers.push(.quote)
    }

    /// Ends a quotation.
    mutating func endQuote() {
        endLine(2)
        guard preformatted == nil, !isInCell else { return }
        containers.pop(.quote, above: tables.floor)
    }

    /// Begins a list; an ordered one has the number of its first item.
    mutating func startList(from number: Int?) {
        endLine(containers.hasList ? 1 : 2)
        guard preformatted == nil, !isInCell else { return }
        containers.push(.list(number: number))
    }

    /// Ends a list.
    mutating func endList() {
        endLine(1)
        guard preformatted == nil, !isInCell else { return }
        containers.pop(.list(number: nil), above: tables.floor)
        endLine(containers.hasList ? 1 : 2)
    }

    /// Begins an item of a list.
    mutating func startItem() {
        endLine(1)
        guard preformatted == nil, !isInCell else { return }
        if containers.startItem() { breaks = 1 }
    }

    /// Ends an item of a list.
    mutating func endItem() {
        endLine(1)
        containers.endItem()
    }

    /// Begins the description of a term.
    mutating func startDescription() {
        endLine(1)
        guard preformatted == nil, !isInCell else { return }
        containers.mark(Array(": ".utf8))
    }
}

// MARK: - Tables

extension MarkdownWriter {
    /// Whether text goes to a cell of a table.
    var isInCell: Bool { tables.isInCell }

    /// Begins a table; one that only arranges other things is none.
    mutating func startTable(isLayout: Bool) {
        leaveCell()
        endLine(2)
        tables.push(isLayout: isLayout || isPreformatted, depth: containers.count)
    }

    /// Ends a table.
    mutating func endTable() {
        endRow()
        guard let depth = tables.pop() else { return }
        containers.truncate(to: depth)
        endLine(2)
    }

    /// Begins a row of a table.
    mutating func startRow() {
        endRow()
        endLine(1)
        tables.startRow()
    }

    /// Begins a cell of a row.
    mutating func startCell() {
        if tables.isLayout { return endLine(1) }
        endCell()
        tables.startCell()
    }

    /// Ends a cell of a row.
    mutating func endCell() {
        if tables.isLayout { return endLine(1) }
        guard isInCell else { return }
        endInline()
        tables.endCell()
    }

    /// Ends a row of a table.
    mutating func endRow() {
        guard !tables.isLayout else { return }
        endCell()
        guard tables.isRowOpen else { return }
        if tables.endRow(&output) {
            write("\n")
            containers.writePrefix(to: &output)
            tables.writeRule(&output)
        }
        (isLineOpen, breaks) = (false, 1)
    }

    /// Takes the table whose cell is open for one that only arranges things: the cell holds more than a line of text.
    mutating func leaveCell() {
        guard isInCell else { return }
        endInline()
        tables.becomeLayout()
        endLine(2)
    }

    private mutating func openCell() {
        if !tables.isRowOpen { openLine() }
        if tables.openCell(&output) { isLineEmpty = true }
    }
}
