/// Shows diagnostics to people: what is wrong, the line of the file with carets below the place, and what to do.
///
///     error[V0102]: unknown key `instruction`
///       --> workflows/review.yaml:7:5
///        |
///      7 |     instruction: |
///        |     ^^^^^^^^^^^
///        = did you mean `instructions`?
///
/// Whatever text comes from the file or the diagnostic, nothing in it can drive the terminal.
public struct DiagnosticRenderer: Sendable {
    /// Whether the terminal's colours are used.
    public enum Style: Sendable, Hashable {
        /// Text alone.
        case plain
        /// With the terminal's colours, by ANSI escape sequences.
        case coloured
    }

    /// The most columns of a message or note: what to do often stands at its end.
    package static let mostColumns = 2_000

    private let style: Style
    private let columns: Int
    private let sources: [String: SourceText]

    /// A renderer for diagnostics of some files.
    ///
    /// - Parameters:
    ///   - sources: The files whose lines are shown; a diagnostic of another file is shown without its line.
    ///   - style: With or without colours.
    ///   - columns: How much of a line is shown, from 20; longer ones are cut around the place.
    public init(sources: [SourceText], style: Style = .plain, columns: Int = 100) {
        self.sources = Dictionary(sources.map { ($0.file, $0) }) { _, last in last }
        self.style = style
        self.columns = max(20, columns)
    }

    /// Several diagnostics in their order, with an empty line between two, each line ended.
    public func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(render).joined(separator: "\n")
    }

    /// One diagnostic as lines, each ended.
    public func render(_ diagnostic: Diagnostic) -> String {
        let gutter = diagnostic.place.map { String($0.start.line).utf8.count + 1 } ?? 1
        var lines = [headline(diagnostic)]
        if let place = diagnostic.place { lines += location(place, gutter: gutter, diagnostic.severity) }
        lines += diagnostic.notes.flatMap { note($0, gutter: gutter) }
        if let suggestion = diagnostic.suggestion {
            lines += note("did you mean `\(suggestion)`?", gutter: gutter)
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func headline(_ diagnostic: Diagnostic) -> String {
        let label = "\(diagnostic.severity.rawValue)[\(TerminalText.escaped(diagnostic.code))]"
        let message = TerminalText.escaped(diagnostic.message, columns: Self.mostColumns)
        return paint(label, colour(of: diagnostic.severity)) + paint(": \(message)", .strong)
    }

    private func location(_ place: Place, gutter: Int, _ severity: Diagnostic.Severity) -> [String] {
        let margin = String(repeating: " ", count: gutter)
        let file = TerminalText.escaped(place.file)
        let arrow = margin + paint("-->", .frame) + " \(file):\(place.start.line):\(place.start.column)"
        guard let source = sources[place.file], let excerpt = SourceExcerpt(of: place, in: source, columns: columns)
        else { return [arrow] }
        let number = "\(place.start.line)"
        let bar = paint("|", .frame)
        let carets = paint(String(repeating: "^", count: excerpt.carets), colour(of: severity))
        return [
            arrow,
            "\(margin) \(bar)",
            "\(margin.dropLast(number.utf8.count))\(paint(number, .frame)) \(bar) \(excerpt.text)",
            "\(margin) \(bar) \(String(repeating: " ", count: excerpt.indent))\(carets)",
        ]
    }

    private func note(_ text: String, gutter: Int) -> [String] {
        let margin = String(repeating: " ", count: gutter + 1)
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
            margin + (index == 0 ? paint("=", .frame) : " ") + " "
                + TerminalText.escaped(line, columns: Self.mostColumns)
        }
    }
}

extension DiagnosticRenderer {
    /// A kind of emphasis, as the parameters of ANSI's "select graphic rendition".
    private enum Paint: String {
        case error = "1;31"
        case warning = "1;33"
        case frame = "1;34"
        case strong = "1"
    }

    private func colour(of severity: Diagnostic.Severity) -> Paint {
        switch severity {
        case .error: .error
        case .warning: .warning
        }
    }

    private func paint(_ text: String, _ paint: Paint) -> String {
        style == .plain ? text : "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m"
    }
}
