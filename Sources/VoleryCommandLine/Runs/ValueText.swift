internal import VoleryCore

/// A value as people read it.
enum ValueText {
    /// Text as it is, anything else as JSON on one line; not yet safe for a terminal.
    static func text(of value: JSONValue) -> String {
        if case .string(let text) = value { return text }
        return value.serialized()
    }

    /// The lines of a value, safe for a terminal: of text as it is, of anything else as indented JSON.
    static func lines(of value: JSONValue) -> [String] {
        if case .string(let text) = value { return lines(of: text) }
        return TerminalText.escapedJSON(value.serialized(.pretty)).split(separator: "\n").map(String.init)
    }

    /// The lines of a text, safe for a terminal.
    static func lines(of text: String) -> [String] {
        let lines = TerminalText.escapedKeepingLines(text).split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.last == "" ? lines.dropLast() : lines).map(String.init)
    }
}
