internal import VoleryCore

/// The tools of a catalogue as a table: a name, and what it does.
struct ToolTable {
    let catalogue: any ToolCatalogue

    /// The lines, each ended, with descriptions broken at a width.
    func text(columns: Int) -> String {
        let names = catalogue.names.map { TerminalText.fitted($0, columns: 64) }
        let column = 2 + (names.map(\.columns).max() ?? 0)
        return zip(names, catalogue.names).map { shown, name in
            let description = catalogue.description(of: name)?.description ?? ""
            let lines = TerminalText.wrapped(description, columns: max(20, columns - column))
            let first = shown.text + String(repeating: " ", count: column - shown.columns) + (lines.first ?? "")
            let rest = lines.dropFirst().map { String(repeating: " ", count: column) + $0 }
            return ([first] + rest).map { Self.trimmed($0) + "\n" }.joined()
        }.joined()
    }

    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line.removeLast() }
        return String(line)
    }
}
