internal import VoleryCore

/// What becomes of a tool call of which it is not known whether it was made, since the run was interrupted in it, and
/// whose tool does not say that it may be repeated.
public enum InDoubt: Sendable, Hashable {
    /// A person decides.
    case ask
    /// It is made again.
    case again
    /// It counts as failed; the model is told so.
    case fail
    /// This is its result.
    case result(String)

    /// What a person or a command line says: `repeat`, `fail`, or else the result.
    public init(_ text: String) {
        switch text {
        case "repeat": self = .again
        case "fail": self = .fail
        default: self = .result(text)
        }
    }
}

extension InDoubt {
    /// How a call fails that counts as failed.
    fileprivate static let failure = "the run was interrupted in this call, and it is not known whether it was done"
}

extension Entry.Payload {
    /// Whether a call counts as failed of which nobody knows whether it was made.
    var isSettledDoubt: Bool {
        guard case .toolFailed(_, InDoubt.failure, _) = self else { return false }
        return true
    }
}

extension RunContext {
    /// What a call comes to of which it is in doubt whether it was made; `nil` if it is to be made.
    func settleDoubt(_ tool: any Tool, _ arguments: JSONValue, at address: Address) async throws -> Entry.Payload? {
        guard tool.repeats == .once, transcript.record.start(at: address) != nil else { return nil }
        var decision = inDoubt
        if decision == .ask {
            let text = """
                The run was interrupted while `\(tool.name)` was called with \(arguments.serialized()), and it is not \
                known whether that was done. Answer `repeat` to call it again, `fail` to let it count as failed, or \
                with its result.
                """
            let question = Question(
                at: address.question("doubt"),
                asker: nil,
                .answer(text: text, schema: nil, draft: nil)
            )
            guard case .value(let answer) = try await ask(question) else { return nil }
            decision = InDoubt(answer.stringValue ?? "fail")
        }
        switch decision {
        case .again, .ask: return nil
        case .fail:
            return .toolFailed(tool: tool.name, message: InDoubt.failure, correctable: false)
        case .result(let text): return .toolEnded(tool: tool.name, output: .string(text), media: [], failure: nil)
        }
    }
}
