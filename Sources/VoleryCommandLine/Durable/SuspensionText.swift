internal import VoleryCEL
internal import VoleryCore
internal import VoleryRuntime

/// What a suspended run waits for, and the commands that go on with it.
enum SuspensionText {
    /// The lines for people, each ended.
    static func text(of suspended: RunSuspended) -> String {
        var text = "run \(suspended.run) waits; it uses nothing until it is resumed\n"
        for wait in suspended.waits { text += lines(of: wait, in: suspended.run) }
        return text + "go on with: volery resume \(suspended.run)\n"
    }

    private static func lines(of wait: RunSuspended.Wait, in run: String) -> String {
        if let question = wait.question {
            let command = "  answer with: volery answer \(run) '\(TerminalText.escaped(wait.address.text))' "
            let end = wait.until.map { "  the answer is waited for until \(time($0))\n" } ?? ""
            return "\n" + QuestionText.text(of: question) + command + choices(question) + "\n" + end + "\n"
        }
        let end = wait.until.map(time) ?? "its time"
        return "  \(TerminalText.escaped(wait.address.description)) waits until \(end)\n"
    }

    private static func time(_ seconds: Double) -> String {
        Int64(exactly: seconds.rounded()).flatMap { CELTimestamp(seconds: $0) }.map { "\($0)" } ?? "its time"
    }

    private static func choices(_ question: Question) -> String {
        switch question.subject {
        case .approval: "--approve\n  (or, in place of --approve: --deny --because TEXT)"
        case .answer(_, let schema?, _) where schema["type"] != "string": "--json JSON"
        case .answer: "TEXT"
        }
    }
}
