internal import VoleryCore

/// What happens in a run as plain lines, for logs and for terminals that can't do more: one for each start and end of a
/// step, each tool call, each further try and each failure.
///
///     plan  started: agent planner
///     research[0]  web_fetch https://example.org/swifts
///     plan  done in 2.1s, 1,204 tokens, $0.0004
enum LineLog {
    /// The lines of an event, without line breaks; most events have none.
    static func lines(of event: RunEvent) -> [String] {
        switch event {
        case .entry(let entry): text(of: entry).map { lines(entry.address, $0) } ?? []
        case .notEnding(let address, let tool): lines(address, notEnding(tool))
        case .words, .progress: []
        }
    }

    /// What is said of a call that goes on though it was told to stop.
    static func notEnding(_ tool: String) -> String {
        "\(tool) was told to stop and goes on; waiting for it"
    }

    /// What is said of an entry.
    ///
    /// What fails a step, or a call of another agent, is said by the entry that follows.
    private static func text(of entry: Entry) -> String? {
        let isStep = entry.address.withoutTries.subject.callingConversation == nil
        return switch entry.payload {
        case .runStarted(let run, let workflow, _): "started: \(workflow), \(run)"
        case .stepStarted(let kind, let detail): "started: \(kind)\(detail.map { " \($0)" } ?? "")"
        case .stepEnded(let status, _, let error, let usage, let seconds): ending(status, error, usage, seconds)
        case .stepRetried(let error, let seconds): "tries again in \(Measure.time(seconds)): \(error.message)"
        case .modelRetried(_, let error, let seconds):
            "asks the model again in \(Measure.time(seconds)): \(error.message)"
        case .toolStarted(let tool, let arguments): CallText.text(tool, arguments)
        case .toolEnded(let tool, _, _, let failure): isStep ? nil : failure.map { "\(tool): \($0)" }
        case .toolFailed(let tool, let message, _): isStep ? nil : "\(tool) failed: \(message)"
        case .networkUsed(let host, let port, nil): "connects to \(host):\(port)"
        case .networkUsed(let host, let port, let failure?): "does not connect to \(host):\(port): \(failure)"
        case .sandboxLowered(let tier):
            tier == "none" ? "the command is not in a sandbox" : "the command is held by \(tier)"
        case .questionAsked(let question): asking(question)
        case .questionAnswered(.denied(let reason)): "not allowed" + (reason.map { ": \($0)" } ?? "")
        case .questionAnswered(.allowed): "allowed"
        case .questionAnswered(.value): "answered"
        case .waitStarted(let until): "waits for \(Measure.time(max(0, until - entry.time)))"
        case .runResumed: "goes on"
        case .runEnded, .runSuspended, .messageAdded, .modelStarted, .modelEnded, .modelFailed, .waitEnded: nil
        }
    }

    private static func asking(_ question: Question) -> String {
        switch question.subject {
        case .answer(let text, _, _): "asks: \(text)"
        case .approval(let tool, let arguments): "asks to call \(CallText.text(tool, arguments))"
        }
    }

    private static func ending(_ status: StepStatus, _ error: RunError?, _ usage: Usage, _ seconds: Double) -> String {
        switch status {
        case .skipped: return "skipped"
        case .failed: return "failed after \(Measure.time(seconds)): \(error?.message ?? "for an unknown reason")"
        case .completed:
            var parts = ["done in \(Measure.time(seconds))"]
            if usage.tokens > 0 { parts.append(Measure.count(usage.tokens, "token")) }
            if let cost = usage.cost, cost > .zero { parts.append("\(cost)") }
            return parts.joined(separator: ", ")
        }
    }

    /// The text behind the address of the conversation or step; further lines of it stand below, indented.
    private static func lines(_ address: Address, _ text: String) -> [String] {
        let address = address.withoutTries.subject
        let owner = address.callingConversation ?? address.turnOfConversation?.conversation ?? address
        let name = TerminalText.fitted(owner.description, columns: 80).text
        let block = TerminalText.block(text)
        return block.enumerated().map { index, line in index == 0 ? "\(name)  \(line)" : "    \(line)" }
    }
}
