internal import VoleryCore

/// One line of a terminal, built from left to right within a width; whatever text goes in, nothing in it can drive the
/// terminal.
struct StyledLine: Hashable {
    /// A kind of emphasis, as the parameters of ANSI's "select graphic rendition".
    enum Style: String {
        case plain = ""
        case strong = "1"
        case faint = "2"
        case good = "32"
        case bad = "31"
        case odd = "33"
        case lively = "36"
    }

    private var spans: [Span] = []
    private(set) var columns = 0
    let limit: Int

    private struct Span: Hashable {
        var text: String
        var style: Style
    }

    /// An empty line of at most so many columns.
    init(limit: Int) {
        self.limit = max(0, limit)
    }

    /// Adds text, escaped and cut to what is left of the line.
    mutating func add(_ text: some StringProtocol, _ style: Style = .plain) {
        guard columns < limit else { return }
        let (fitted, width) = TerminalText.fitted(text, columns: limit - columns)
        spans.append(Span(text: fitted, style: style))
        columns += width
    }

    /// Adds spaces up to a column.
    mutating func pad(to column: Int) {
        let missing = min(column, limit) - columns
        guard missing > 0 else { return }
        spans.append(Span(text: String(repeating: " ", count: missing), style: .plain))
        columns += missing
    }

    /// The line as it is written to a terminal, without a line break.
    func text(inColour: Bool) -> String {
        spans.map { span in
            guard inColour, span.style != .plain else { return span.text }
            return "\u{1B}[\(span.style.rawValue)m\(span.text)\u{1B}[0m"
        }.joined()
    }
}
