internal import VoleryCore

/// A question as a person at a terminal reads it: nothing in it can drive the terminal, and nothing is left out.
enum QuestionText {
    /// What is asked, by whom and where, with a line break at the end of each line.
    static func text(of question: Question) -> String {
        let asker = question.asker ?? "the workflow"
        let place = TerminalText.escaped(question.address.description)
        switch question.subject {
        case .answer(let text, let schema, let draft):
            var lines = "\(TerminalText.escaped(asker)) asks (\(place)):\n" + indented(text)
            if let schema { lines += "  The answer has to fit: \(shown(schema))\n" }
            if let draft { lines += "  Just Enter takes: \(shown(draft))\n" }
            return lines
        case .approval(let tool, let arguments):
            let name = TerminalText.escaped(tool)
            var lines = "\(TerminalText.escaped(asker)) wants to call `\(name)` (\(place)) with:\n"
            lines += indented(TerminalText.escapedJSON(arguments.serialized(.pretty)))
            return lines
        }
    }

    /// What can be typed.
    static func prompt(for question: Question) -> String {
        guard case .approval(let tool, _) = question.subject else { return "> " }
        let site = question.site.map { ", [h]ost: \(TerminalText.escaped($0)) in this run" } ?? ""
        let name = TerminalText.escaped(tool)
        return "Allow it? [y]es, [n]o (and why)\(site), [a]lways: every `\(name)` of it in this run > "
    }

    private static func indented(_ text: String) -> String {
        TerminalText.escapedKeepingLines(text).split(separator: "\n", omittingEmptySubsequences: false)
            .map { "  \($0)\n" }.joined()
    }

    private static func shown(_ value: JSONValue) -> String {
        if case .string(let text) = value { return TerminalText.escaped(text) }
        return TerminalText.escapedJSON(value.serialized())
    }
}
