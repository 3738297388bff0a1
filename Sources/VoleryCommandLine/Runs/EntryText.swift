internal import VoleryCore

/// An entry as people read it, all of it: a heading, and what was said below it.
///
/// Nothing in it can drive a terminal.
enum EntryText {
    /// The lines of an entry of a part.
    static func lines(of entry: Entry, in part: Address) -> [String] {
        switch entry.payload {
        case .runStarted, .runEnded, .runSuspended, .runResumed: lines(ofRun: entry.payload)
        case .stepStarted, .stepEnded, .stepRetried: lines(ofStep: entry.payload)
        case .messageAdded(let message): block(heading(of: message), ValueText.lines(of: message.text))
        case .modelStarted, .modelRetried, .modelEnded, .modelFailed: lines(ofTurn: entry)
        case .toolStarted, .toolEnded, .toolFailed: lines(ofCall: entry, in: part)
        case .questionAsked(let question):
            block("\(place(entry)): \(asker(question)) asks", ValueText.lines(of: QuestionText.text(of: question)))
        case .questionAnswered(let answer): lines(of: answer, at: place(entry))
        case .waitStarted(let until): block("waits until \(LocalTime.text(until))")
        case .waitEnded: block("the time has come")
        case .networkUsed, .sandboxLowered: LineLog.lines(of: .entry(entry))
        }
    }

    private static func lines(ofRun payload: Entry.Payload) -> [String] {
        switch payload {
        case .runStarted(let run, let workflow, let inputs):
            return block("run \(run) of \(workflow) began with", ValueText.lines(of: inputs))
        case .runEnded(let status, let outputs, let error, _, let seconds):
            let said = error.map { ValueText.lines(of: "\($0)") } ?? []
            let given = outputs.map(ValueText.lines) ?? []
            return block("the run ended: \(status.rawValue), after \(Measure.time(seconds))", said + given)
        case .runSuspended(let until):
            return block("the run rests\(until.map { " until \(LocalTime.text($0))" } ?? "")")
        case .runResumed: return block("the run goes on")
        default: return []
        }
    }

    private static func lines(ofStep payload: Entry.Payload) -> [String] {
        switch payload {
        case .stepRetried(let error, let seconds):
            block("tries again in \(Measure.time(seconds))", ValueText.lines(of: "\(error)"))
        case .stepEnded(.failed, let output, let error, _, _):
            block("failed", (error.map { ValueText.lines(of: "\($0)") } ?? []) + (output.map(ValueText.lines) ?? []))
        case .stepEnded(.completed, let output?, _, _, _): block("output", ValueText.lines(of: output))
        case .stepEnded(.skipped, _, _, _, _): block("skipped")
        default: []
        }
    }

    private static func lines(ofTurn entry: Entry) -> [String] {
        let place = place(entry)
        switch entry.payload {
        case .modelStarted(let model): return ["", "\(place): asks \(TerminalText.escaped(model))"]
        case .modelRetried(_, let error, let seconds):
            return block("\(place): asks again in \(Measure.time(seconds))", ValueText.lines(of: error.message))
        case .modelFailed(let error): return block("\(place): no answer", ValueText.lines(of: error.message))
        case .modelEnded(let reply):
            let calls = reply.toolCalls.enumerated().map { index, call in
                "→ call\(index + 1) \(TerminalText.escaped(call.name)) \(TerminalText.escaped(call.arguments))"
            }
            let ending = reply.finish == .stop || reply.finish == .toolCalls ? "" : ", cut: \(reply.finish.rawValue)"
            let heading = "\(place): \(reply.model) answers (\(used(reply.usage))\(ending))"
            return block(heading, ValueText.lines(of: reply.text) + calls)
        default: return []
        }
    }

    private static func lines(ofCall entry: Entry, in part: Address) -> [String] {
        let place = place(entry)
        switch entry.payload {
        case .toolStarted(let tool, let arguments):
            return block("\(place): calls \(tool) with", ValueText.lines(of: arguments))
        case .toolEnded(_, let output, let media, let failure):
            let shown = media.flatMap { ValueText.lines(of: ContentPart.media($0).text) }
            let said = shown + (failure.map { ["(counts as a failure: \(TerminalText.escaped($0)))"] } ?? [])
            return block("\(place): result", ValueText.lines(of: output) + said)
        case .toolFailed(let tool, let message, _):
            return block("\(place): \(tool) failed", ValueText.lines(of: message))
        default: return []
        }
    }

    private static func lines(of answer: Answer, at place: String) -> [String] {
        switch answer {
        case .value(let value): block("\(place): answer", ValueText.lines(of: value))
        case .allowed(.call): block("\(place): allowed")
        case .allowed(let scope): block("\(place): allowed, for every call of the same \(scope.rawValue)")
        case .denied(let reason): block("\(place): not allowed", reason.map { ValueText.lines(of: $0) } ?? [])
        }
    }

    private static func heading(of message: Message) -> String {
        switch message {
        case .system: "system"
        case .user, .userParts: "user"
        case .assistant: "assistant"
        case .tool(let call, _): "result of \(call)"
        }
    }

    private static func asker(_ question: Question) -> String { question.asker ?? "the workflow" }

    private static func place(_ entry: Entry) -> String { entry.address.description }

    private static func used(_ usage: Usage) -> String {
        let cached = usage.cachedTokens > 0 ? ", \(Measure.count(usage.cachedTokens)) of them cached" : ""
        let cost = usage.cost.map { ", \($0)" } ?? ""
        return
            "\(Measure.count(usage.inputTokens, "token")) in\(cached), \(Measure.count(usage.outputTokens)) out\(cost)"
    }

    private static func block(_ heading: String, _ lines: [String] = []) -> [String] {
        ["", TerminalText.escaped(heading)] + lines.map { "  \($0)" }
    }
}

extension Message {
    /// What is said.
    fileprivate var text: String {
        switch self {
        case .system(let text), .user(let text), .assistant(let text, _), .tool(_, let text): text
        case .userParts(let parts): parts.map(\.text).joined(separator: "\n")
        }
    }
}
