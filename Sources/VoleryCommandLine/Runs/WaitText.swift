internal import VoleryCore

/// What a run waits for, in a few words; not yet safe for a terminal.
enum WaitText {
    /// `an answer at sign: Ship it?`, with how many more there are.
    static func text(of waits: [Entry]) -> String {
        guard let first = waits.first.flatMap(text) else { return "" }
        return waits.count > 1 ? "\(first) (and \(waits.count - 1) more)" : first
    }

    /// What one entry waits for.
    static func text(of wait: Entry) -> String? {
        switch wait.payload {
        case .questionAsked(let question):
            switch question.subject {
            case .answer(let text, _, _): "an answer at \(wait.address): \(TerminalText.firstLine(of: text))"
            case .approval(let tool, let arguments):
                "approval at \(wait.address): \(TerminalText.firstLine(of: CallText.text(tool, arguments)))"
            }
        case .waitStarted(let until): "\(LocalTime.text(until)) at \(wait.address)"
        default: nil
        }
    }
}
