/// The tables that text stands in.
///
/// A table becomes rows of Markdown unless it only arranges other things, as pages do that nest them.
struct MarkdownTables {
    private struct Table {
        var isLayout: Bool
        /// How many quotations and lists the table stands in.
        var depth: Int
        var rows = 0
        /// The columns of the first row.
        var columns = 0
        /// The cells of the current row so far, and how many of them are written.
        var cells = 0
        var written = 0
        var isInCell = false
    }

    /// How deep they are followed.
    private static let deepest = 8
    /// How many cells a short row is given at most, so that a page can't make much of little.
    private static let mostAdded = 64

    private var tables: [Table] = []
    /// How many are open that lie deeper.
    private var deeper = 0

    /// Whether text goes to a cell.
    var isInCell: Bool { deeper == 0 && tables.last?.isInCell ?? false }
    /// Whether there is a row with text.
    var isRowOpen: Bool { deeper == 0 && tables.last.map { $0.written > 0 } ?? false }
    /// Whether the innermost table, if there is one, only arranges other things.
    var isLayout: Bool { deeper > 0 || tables.last?.isLayout ?? true }

    /// How many of the quotations and lists stand around the innermost table.
    var floor: Int { tables.last?.depth ?? 0 }

    mutating func push(isLayout: Bool, depth: Int) {
        guard tables.count < Self.deepest else {
            deeper += 1
            return
        }
        tables.append(Table(isLayout: isLayout, depth: depth))
    }

    /// Ends the innermost table.
    /// - Returns: How many quotations and lists it stood in, if there was one.
    mutating func pop() -> Int? {
        guard deeper == 0 else {
            deeper -= 1
            return nil
        }
        return tables.popLast()?.depth
    }

    mutating func startRow() {
        change { ($0.cells, $0.written, $0.isInCell) = (0, 0, false) }
    }

    mutating func startCell() {
        change {
            $0.cells += 1
            $0.isInCell = true
        }
    }

    mutating func endCell() {
        change { $0.isInCell = false }
    }

    mutating func becomeLayout() {
        change { ($0.isLayout, $0.isInCell, $0.written) = (true, false, 0) }
    }

    private mutating func change(_ body: (inout Table) -> Void) {
        guard deeper == 0, let last = tables.indices.last else { return }
        body(&tables[last])
    }

    /// Writes the borders up to the current cell, with those of the cells before it that had no text.
    /// - Returns: Whether the cell has no text yet.
    mutating func openCell(_ output: inout [UInt8]) -> Bool {
        guard let last = tables.indices.last, tables[last].written < tables[last].cells else { return false }
        while tables[last].written < tables[last].cells {
            output.append(contentsOf: Array((tables[last].written == 0 ? "| " : " | ").utf8))
            tables[last].written += 1
        }
        return true
    }

    /// Writes the end of a row.
    /// - Returns: Whether it was the first one, which has a line below.
    mutating func endRow(_ output: inout [UInt8]) -> Bool {
        guard isRowOpen, let last = tables.indices.last else { return false }
        let missing = max(tables[last].cells, tables[last].columns) - tables[last].written
        for _ in 0..<min(max(0, missing), Self.mostAdded) { output.append(contentsOf: Array(" | ".utf8)) }
        output.append(contentsOf: Array(" |".utf8))
        if tables[last].rows == 0 { tables[last].columns = tables[last].cells }
        tables[last].rows += 1
        (tables[last].cells, tables[last].written) = (0, 0)
        return tables[last].rows == 1
    }

    /// Writes the line that tells the first row from the others.
    func writeRule(_ output: inout [UInt8]) {
        output.append(UInt8(ascii: "|"))
        for _ in 0..<(tables.last?.columns ?? 0) { output.append(contentsOf: Array(" --- |".utf8)) }
    }
}
