import VoleryCore

@testable import VoleryCommandLine

/// A small terminal: what its screen shows after some bytes.
///
/// It knows what the program may send, and notes all else.
struct ScreenModel {
    private(set) var columns: Int
    let rows: Int
    /// All lines, those that have scrolled away as well.
    private(set) var lines: [[String]] = [[]]
    private var (row, column) = (0, 0)
    private var wraps = true
    /// Sequences and characters that the program has no business to send.
    private(set) var violations: [String] = []

    init(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
    }

    /// The lines as text, without spaces and empty lines at the end.
    var text: [String] {
        var texts = lines.map { line -> String in
            var text = line.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
        while texts.last == "" { texts.removeLast() }
        return texts
    }

    mutating func feed(_ text: String) {
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\u{1B}": sequence(&scalars)
            case "\r": column = 0
            case "\n": moveDown()
            case _ where TerminalText.escape(scalar) != nil: violations.append("U+\(String(scalar.value, radix: 16))")
            default: put(scalar)
            }
        }
    }

    /// Makes the terminal narrower, which breaks lines as modern terminals do.
    mutating func narrow(to columns: Int) {
        self.columns = columns
        let cursorIsBelow = row == lines.count - 1
        lines = lines.flatMap { line -> [[String]] in
            guard line.count > columns else { return [line] }
            return stride(from: 0, to: line.count, by: columns).map { Array(line[$0..<min(line.count, $0 + columns)]) }
        }
        if cursorIsBelow { row = lines.count - 1 }
    }

    private mutating func moveDown() {
        row += 1
        while lines.count <= row { lines.append([]) }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = TerminalText.width(of: scalar)
        if width == 0, column > 0, column <= lines[row].count {
            lines[row][column - 1].unicodeScalars.append(scalar)
            return
        }
        if column + width > columns {
            guard wraps else {
                violations.append("a line is wider than \(columns)")
                return
            }
            moveDown()
            column = 0
        }
        while lines[row].count < column + width { lines[row].append(" ") }
        lines[row][column] = String(scalar)
        if width == 2 { lines[row][column + 1] = "" }
        column += width
    }

    private mutating func sequence(_ scalars: inout ArraySlice<Unicode.Scalar>) {
        guard scalars.popFirst() == "[" else { return violations.append("an escape that is no CSI") }
        var parameters = ""
        while let scalar = scalars.popFirst() {
            guard ("@"..."~").contains(scalar) else {
                parameters.unicodeScalars.append(scalar)
                continue
            }
            return perform(scalar, parameters)
        }
    }

    private mutating func perform(_ final: Unicode.Scalar, _ parameters: String) {
        switch (final, parameters) {
        case ("A", _):
            let target = row - (Int(parameters) ?? 1)
            if target < max(0, lines.count - rows) { violations.append("up beyond the screen") }
            row = max(0, target)
        case ("K", ""): lines[row] = Array(lines[row].prefix(column))
        case ("J", ""):
            lines[row] = Array(lines[row].prefix(column))
            lines.removeSubrange((row + 1)...)
        case ("h", "?7"): wraps = true
        case ("l", "?7"): wraps = false
        case ("h", "?25"), ("l", "?25"), ("m", _): break
        default: violations.append("CSI \(parameters)\(final)")
        }
    }
}
