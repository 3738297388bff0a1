/// Draws frames of lines at the end of a terminal, each in place of the one before.
///
/// It gives the bytes to write and keeps only the widths of what is drawn, from which it knows how many rows to go up,
/// also when the terminal has become narrower and has broken those lines. Between frames the terminal is in its usual
/// state, so nothing has to be put right when the program dies.
struct LiveScreen {
    private var drawn: [Int] = []
    private var drawnColumns = 0

    /// The bytes that replace the frame on screen.
    ///
    /// - Parameters:
    ///   - lines: The new frame; fewer lines than the terminal has rows, none wider than its columns.
    ///   - columns: The terminal's width now.
    ///   - inColour: Whether colours are used.
    /// - Returns: What to write, all at once.
    mutating func frame(_ lines: [StyledLine], columns: Int, inColour: Bool) -> String {
        var text = Self.hideCursor + Self.wrapOff + toTop(columns: columns)
        for line in lines { text += line.text(inColour: inColour) + Self.eraseToLineEnd + "\r\n" }
        text += Self.eraseBelow + Self.wrapOn + Self.showCursor
        drawn = lines.map(\.columns)
        drawnColumns = columns
        return text
    }

    /// To the start of the first line of the frame on screen.
    private func toTop(columns: Int) -> String {
        let rows = drawn.reduce(0) { $0 + max(1, ($1 + columns - 1) / max(1, columns)) }
        let up = rows > 0 ? "\u{1B}[\(rows)A\r" : "\r"
        return columns == drawnColumns ? up : up + Self.eraseBelow
    }

    private static let hideCursor = "\u{1B}[?25l"
    private static let showCursor = "\u{1B}[?25h"
    private static let wrapOff = "\u{1B}[?7l"
    private static let wrapOn = "\u{1B}[?7h"
    private static let eraseToLineEnd = "\u{1B}[K"
    private static let eraseBelow = "\u{1B}[J"
}
