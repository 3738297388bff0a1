internal import VoleryCore

/// What an agent does next: a value that is given what happened and answers with what to do.
///
/// It holds the rules of the agent loop and no effect: ask the model, make the calls of one reply, go on until there is
/// an answer that fits or a bound is hit. Calls that can't be made, answers that do not fit and empty answers go back
/// to the model, each kind a bounded number of times.
struct Conversation {
    /// What holds for the whole conversation.
    struct Rules {
        /// The schema of the answer; `nil` for text.
        var output: JSONSchema?
        /// The tools by the name that the model calls.
        var tools: [String: JSONSchema]
        /// Whether the answer's schema may go with tools in one request.
        var combinesToolsWithOutput: Bool
        /// How often an answer that does not fit is sent back.
        var repairs = 2
        /// How many turns in a row may consist of calls that can't be made.
        var badTurns = 3
    }

    /// What to do next.
    enum Action {
        /// Ask the model with all messages so far.
        case ask(withTools: Bool, output: JSONSchema?)
        /// Make these calls, and give back a result for each in order.
        case call([Call])
        /// The conversation has its answer.
        case finish(JSONValue)
        /// It can't be brought to an end.
        case fail(RunError.Code, String)
    }

    /// One call of a reply.
    enum Call {
        /// It can be made.
        case make(ToolCall, arguments: JSONValue)
        /// It can't; the model is told why.
        case reject(ToolCall, because: String)
    }

    let rules: Rules
    private(set) var messages: [Message]
    private(set) var turn = 0
    private var pendingCalls: [ToolCall] = []
    private var repairsLeft: Int
    private var badTurns = 0
    private var isLastTurn = false

    init(rules: Rules, opening: [Message]) {
        self.rules = rules
        messages = opening
        repairsLeft = rules.repairs
        isLastTurn = rules.tools.isEmpty
    }

    /// The next request to the model.
    mutating func ask() -> Action {
        turn += 1
        let output = isLastTurn || rules.combinesToolsWithOutput ? rules.output : nil
        return .ask(withTools: !isLastTurn || rules.output == nil, output: output)
    }

    /// What follows from the model's reply to the last request.
    mutating func receive(_ reply: ModelReply) -> Action {
        if reply.finish == .refused {
            return .fail(.refused, reply.text.isEmpty ? "the model refused to answer" : reply.text)
        }
        guard reply.toolCalls.isEmpty else { return receiveCalls(of: reply) }
        messages.append(.assistant(text: reply.text, toolCalls: []))
        if reply.finish == .length {
            return repair(
                "Your answer was cut off because it was too long. Answer again, shorter.",
                orFail: "the model's answer was cut off at \(reply.usage.outputTokens) tokens; raise `max_tokens`"
            )
        }
        if reply.text.allSatisfy(\.isWhitespace) {
            return repair("Your answer was empty. Answer now.", orFail: "the model's answer was empty")
        }
        return receiveAnswer(reply.text)
    }

    /// What follows from the results of the calls, one for each in order.
    mutating func receive(results: [CallResult]) -> Action {
        messages += Message.results(of: pendingCalls, results)
        pendingCalls = []
        if badTurns > rules.badTurns {
            return .fail(.invalid, "the model made only calls that can't be made, \(badTurns) times in a row")
        }
        return ask()
    }

    private mutating func receiveCalls(of reply: ModelReply) -> Action {
        if reply.finish == .length {
            // The last call of a cut reply may lack its end, so none of them is made.
            return repair(
                "Your answer was cut off in its tool calls, so none was made. Make fewer or shorter calls.",
                orFail: "the model's tool calls were cut off; raise `max_tokens`"
            )
        }
        pendingCalls = distinctIDs(reply.toolCalls)
        messages.append(.assistant(text: reply.text, toolCalls: pendingCalls))
        let calls = pendingCalls.map(examine)
        let areAllBad = calls.allSatisfy { if case .reject = $0 { true } else { false } }
        badTurns = areAllBad ? badTurns + 1 : 0
        return .call(calls)
    }

    /// Servers have sent empty and repeated ids; results are told apart by them, so each gets one of its own.
    private func distinctIDs(_ calls: [ToolCall]) -> [ToolCall] {
        var seen: Set<String> = []
        return calls.enumerated().map { index, call in
            var call = call
            if call.id.isEmpty || !seen.insert(call.id).inserted {
                call.id = "call_\(turn)_\(index + 1)"
                seen.insert(call.id)
            }
            return call
        }
    }

    private func examine(_ call: ToolCall) -> Call {
        guard !isLastTurn, let schema = rules.tools[call.name] else {
            let known = isLastTurn ? [] : rules.tools.keys.sorted()
            let near = NearestName.of(call.name, among: known).map { " Did you mean `\($0)`?" } ?? ""
            let list = known.isEmpty ? "there are no tools" : "there are: \(known.joined(separator: ", "))"
            return .reject(call, because: "there is no tool `\(call.name)`; \(list).\(near)")
        }
        do throws(ToolArgumentsError) {
            let arguments = try ToolArgumentsReader(schema: schema).read(call.arguments.utf8)
            return .make(call, arguments: .object(arguments))
        } catch {
            return .reject(call, because: error.description)
        }
    }

    private mutating func receiveAnswer(_ text: String) -> Action {
        var faults: [String] = []
        if let schema = rules.output {
            switch structured(text, schema) {
            case .success(let value): return .finish(value)
            case .failure(let misfit): faults = misfit.faults
            }
        }
        if let name = toolCallWrittenAsText(text) {
            return repair(
                "You wrote a call of the tool `\(name)` as text, so it was not made. Call tools by the tool interface.",
                orFail: "the model wrote its tool call as text: \(excerpt(text))"
            )
        }
        guard rules.output != nil else { return .finish(.string(text)) }
        if !isLastTurn, !rules.combinesToolsWithOutput {
            // The server was not told the schema yet: the tools are done with, now the answer is asked for in its form.
            isLastTurn = true
            messages.append(.user("Now give your final answer as JSON that fits the required schema."))
            return ask()
        }
        return repair(
            "Your answer does not fit the required schema:\n\(faults.joined(separator: "\n"))\nAnswer again with JSON alone.",
            orFail: "the model's answer does not fit the schema of `output`: \(faults.joined(separator: "; "))"
        )
    }

    private struct Misfit: Error {
        var faults: [String]
    }

    private func structured(_ text: String, _ schema: JSONSchema) -> Result<JSONValue, Misfit> {
        do {
            let value = try JSONValue(parsing: String(withoutFence(text)))
            let violations = schema.validate(value)
            return violations.isEmpty ? .success(value) : .failure(Misfit(faults: violations.map { $0.description }))
        } catch {
            return .failure(Misfit(faults: ["it is not JSON: \(error)"]))
        }
    }

    /// Models put JSON into a Markdown fence out of habit; one around the whole answer is taken off.
    private func withoutFence(_ text: String) -> Substring {
        let trimmed = text.trimmingWhitespace()
        guard trimmed.hasPrefix("```"), trimmed.hasSuffix("```"), trimmed.count > 6,
            let lineEnd = trimmed.firstIndex(where: \.isNewline)
        else { return trimmed }
        return trimmed[lineEnd...].dropLast(3)
    }

    private mutating func repair(_ words: String, orFail message: String) -> Action {
        guard repairsLeft > 0 else { return .fail(.invalid, message) }
        repairsLeft -= 1
        messages.append(.user(words))
        return ask()
    }

    /// The tool that a text seems to call: `{"name": "…", "arguments": {…}}`, alone, fenced or in a `tool_call` tag.
    private func toolCallWrittenAsText(_ text: String) -> String? {
        var body = withoutFence(text)
        if body.hasPrefix("<tool_call>") { body = body.dropFirst("<tool_call>".count).trimmingWhitespace() }
        if body.hasSuffix("</tool_call>") { body = body.dropLast("</tool_call>".count) }
        guard body.trimmingWhitespace().hasPrefix("{"), let value = try? JSONValue(parsing: String(body)),
            case .object(let object) = value, object["arguments"] != nil,
            case .string(let name)? = object["name"], rules.tools[name] != nil
        else { return nil }
        return name
    }

    private func excerpt(_ text: String) -> String {
        text.count > 200 ? "\(text.prefix(200))…" : text
    }
}

extension StringProtocol {
    fileprivate func trimmingWhitespace() -> SubSequence {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return self[endIndex...] }
        return self[first...last]
    }
}
