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
            return "\n" + QuestionText.text(of: question) + command + choices(question) + "\n\n"
        }
        let time = wait.until.flatMap { CELTimestamp(seconds: Int64($0)) }.map { "\($0)" } ?? "its time"
        return "  \(TerminalText.escaped(wait.address.description)) waits until \(time)\n"
    }

    private static func choices(_ question: Question) -> String {
        switch question.subject {
        case .approval: "--approve | --deny [--because TEXT]"
        case .answer(_, let schema?, _) where schema["type"] != "string": "--json JSON"
        case .answer: "TEXT"
        }
    }
}
