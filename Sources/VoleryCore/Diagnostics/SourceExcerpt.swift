/// One line of a file as a terminal shows it, cut to a width, and where in it the carets go.
struct SourceExcerpt {
    /// The line, escaped, with tabs as four spaces; `…` marks where it is cut.
    private(set) var text = ""
    /// The columns in front of the first caret.
    private(set) var indent = 0
    /// How many carets there are; at least one, also where a place is empty or behind the line's end.
    private(set) var carets = 1

    /// Shows the line where a place starts; a place that goes on to further lines is marked to the line's end.
    init?(of place: Place, in source: SourceText, columns: Int) {
        guard let line = source.utf8Range(ofLine: place.start.line) else { return nil }
        let first = place.start.column - 1
        let marked = place.end.line > place.start.line ? Int.max : max(1, place.end.column - place.start.column)
        // Only what can be seen is decoded, so a line of any length costs the same.
        let skipped = max(0, first - columns)
        let start = source.utf8Offset(ofScalar: skipped, inLine: place.start.line)
        let window = start..<min(line.upperBound, start + 8 * columns)
        let cells = String(decoding: source.bytes[window], as: UTF8.self).unicodeScalars.map(Cell.init)
        let caret = min(first - skipped, cells.count)
        addLead(cells[..<caret], isCut: skipped > 0, columns: columns * 2 / 3)
        addRest(cells[caret...], marked: marked, columns: columns)
    }

    /// What stands before the carets, without its front where that is too long.
    private mutating func addLead(_ cells: ArraySlice<Cell>, isCut: Bool, columns: Int) {
        var shown = cells
        var width = cells.reduce(0) { $0 + $1.width }
        while width > columns, let first = shown.first {
            width -= first.width
            shown.removeFirst()
        }
        let mark = isCut || shown.count < cells.count ? "…" : ""
        text = mark + shown.map(\.text).joined()
        indent = mark.unicodeScalars.count + width
    }

    /// What is marked and what follows it, as far as it fits.
    private mutating func addRest(_ cells: ArraySlice<Cell>, marked: Int, columns: Int) {
        var width = indent
        var markedWidth = 0
        for (index, cell) in cells.enumerated() {
            guard width + cell.width <= columns else {
                text += "…"
                break
            }
            text += cell.text
            width += cell.width
            if index < marked { markedWidth += cell.width }
        }
        carets = max(1, markedWidth)
    }

    /// A character as it is shown.
    private struct Cell {
        var text: String
        var width: Int

        init(_ scalar: Unicode.Scalar) {
            text = scalar == "\t" ? "    " : TerminalText.escape(scalar) ?? String(scalar)
            width = scalar == "\t" ? 4 : TerminalText.width(of: scalar)
        }
    }
}
