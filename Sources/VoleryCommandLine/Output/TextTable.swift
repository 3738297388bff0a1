internal import VoleryCore

/// Rows of text under headings, each column as wide as its widest cell; nothing in a cell can drive the terminal.
struct TextTable {
    /// A column's heading, and where its cells stand.
    struct Column {
        var heading: String
        var isRight = false
    }

    let columns: [Column]
    private var rows: [[String]] = []

    /// A table without rows.
    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row, a cell for each column.
    mutating func add(_ cells: [String]) {
        rows.append(cells.map { TerminalText.escaped($0) })
    }

    /// The table with a line break at the end of each line, and no spaces before it.
    var text: String {
        let all = [columns.map(\.heading)] + rows
        let widths = columns.indices.map { column in all.map { Self.width($0[column]) }.max() ?? 0 }
        return all.map { Self.line($0, columns, widths) }.joined()
    }

    private static func line(_ cells: [String], _ columns: [Column], _ widths: [Int]) -> String {
        let padded = cells.indices.map { index in
            let space = String(repeating: " ", count: widths[index] - width(cells[index]))
            return columns[index].isRight ? space + cells[index] : cells[index] + space
        }
        let line = padded.joined(separator: "  ")
        return line[..<(line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex)] + "\n"
    }

    private static func width(_ cell: String) -> Int {
        cell.unicodeScalars.reduce(0) { $0 + TerminalText.width(of: $1) }
    }
}
