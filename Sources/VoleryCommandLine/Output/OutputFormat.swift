internal import VoleryCore
internal import VoleryRuntime

/// What standard output carries.
enum OutputFormat: String, CaseIterable, Sendable {
    /// The one output as it is, or each under its name.
    case text
    /// One object: all outputs, or what a run waits for.
    case json
    /// Every event of the run.
    case jsonl
}

extension OutputFormat {
    /// The outputs of a run that is done, as they are written.
    ///
    /// - Parameters:
    ///   - outputs: The outputs by name.
    ///   - isTerminal: Whether people watch: then nothing in the text may drive the terminal.
    /// - Returns: What to write; nothing where events were written already.
    func text(of outputs: JSONObject, isTerminal: Bool) -> String {
        switch self {
        case .text: Self.plain(outputs, isTerminal)
        case .json: Self.json(.object(outputs), isTerminal)
        case .jsonl: ""
        }
    }

    /// A run that waits, as it is written; nothing where text is read, or events were written already.
    func text(of suspended: RunSuspended, isTerminal: Bool) -> String {
        self == .json ? Self.json(.object(suspended.json), isTerminal) : ""
    }

    /// An event as a line.
    static func line(of event: RunEvent, isTerminal: Bool) -> String {
        let line = event.json.serialized()
        return (isTerminal ? TerminalText.escapedJSON(line) : line) + "\n"
    }

    private static func plain(_ outputs: JSONObject, _ isTerminal: Bool) -> String {
        if outputs.count == 1 { return value(outputs[0].value, isTerminal) }
        return outputs.map { name, value in
            "\(isTerminal ? TerminalText.escaped(name) : name):\n\(Self.value(value, isTerminal))"
        }.joined(separator: "\n")
    }

    private static func value(_ value: JSONValue, _ isTerminal: Bool) -> String {
        guard case .string(let text) = value else { return json(value, isTerminal) }
        let shown = isTerminal ? TerminalText.escapedKeepingLines(text) : text
        return shown.utf8.last == UInt8(ascii: "\n") ? shown : shown + "\n"
    }

    private static func json(_ value: JSONValue, _ isTerminal: Bool) -> String {
        let text = value.serialized(.pretty)
        return (isTerminal ? TerminalText.escapedJSON(text) : text) + "\n"
    }
}
