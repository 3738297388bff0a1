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

    /// Writes what comes before the text of a cell.
    mutating func openCell() {
        if !tables.isRowOpen { openLine() }
        if tables.openCell(&output) { isLineEmpty = true }
    }
}
