internal import VoleryCore

/// A tool call in a few words: the tool's name and what it is called with.
enum CallText {
    /// `web_fetch https://example.org/`, `search_files pattern=swift path=notes`.
    ///
    /// A single argument stands alone; several have their names. The text is bounded, but not yet safe for a terminal.
    static func text(_ tool: String, _ arguments: JSONValue?) -> String {
        guard let arguments else { return tool }
        let shown = self.arguments(arguments)
        return shown.isEmpty ? tool : "\(tool) \(shown)"
    }

    private static func arguments(_ arguments: JSONValue) -> String {
        guard case .object(let members) = arguments else { return value(arguments) }
        if members.count == 1 { return value(members[0].value) }
        return members.prefix(8).map { "\($0.key)=\(value($0.value))" }.joined(separator: " ")
    }

    private static func value(_ value: JSONValue) -> String {
        String(ToolOutput(value).text.unicodeScalars.prefix(200))
    }
}
