package import VoleryCore

/// Entries of all kinds that follow from a seed, with values at the edges of what they may be.
package struct GeneratedEntries {
    private var random: SplitMix

    package init(seed: UInt64) {
        random = SplitMix(state: seed)
    }

    package func entries(_ numbers: ClosedRange<Int>) -> [Entry] {
        var copy = self
        return numbers.map { copy.entry($0) }
    }

    private mutating func entry(_ number: Int) -> Entry {
        let address = Address(pick(["", "a", "research[2].turn3.call1", text()]))
        return Entry(
            number: number,
            time: double(),
            address: address,
            fingerprint: pick([nil, "", text(), String(repeating: "0f", count: 32)]),
            payload: payload(at: address)
        )
    }

    private mutating func payload(at address: Address) -> Entry.Payload {
        switch Int.random(in: 0..<21, using: &random) {
        case 0: .runStarted(run: text(), workflow: text(), inputs: json())
        case 1:
            .runEnded(
                status: pick([.completed, .failed, .cancelled]),
                outputs: pick([nil, json()]),
                error: errorIfAny(),
                usage: usage(),
                seconds: double()
            )
        case 2: .stepStarted(kind: text(), detail: pick([nil, text()]))
        case 3:
            .stepEnded(
                status: pick([.completed, .skipped, .failed]),
                output: pick([nil, json()]),
                error: errorIfAny(),
                usage: usage(),
                seconds: double()
            )
        case 4: .stepRetried(error: error(), seconds: double())
        case 5: .messageAdded(message: message())
        case 6: .modelStarted(model: text())
        case 7: .modelRetried(attempt: integer(), error: failure(), seconds: double())
        case 8: .modelEnded(reply: reply())
        case 9: .modelFailed(error: failure())
        case 10: .toolStarted(tool: text(), arguments: json())
        case 11: .toolEnded(tool: text(), output: json(), media: media(), failure: pick([nil, text()]))
        case 12: .runSuspended(until: pick([nil, double()]))
        case 13: .questionAsked(question: question(at: address))
        case 14: .questionAnswered(answer: answer())
        case 15: .runResumed
        case 16: .networkUsed(host: text(), port: integer(), failure: pick([nil, text()]))
        case 17: .sandboxLowered(to: text())
        case 18: .waitStarted(until: double())
        case 19: .waitEnded
        default: .toolFailed(tool: text(), message: text(), correctable: pick([true, false]))
        }
    }

    private mutating func question(at address: Address) -> Question {
        let subject: Question.Subject = pick([
            .answer(text: text(), schema: pick([nil, ["type": "integer"]]), draft: pick([nil, json()])),
            .approval(tool: text(), arguments: json()),
        ])
        return Question(at: address, asker: pick([nil, text()]), subject)
    }

    private mutating func answer() -> Answer {
        pick([.value(json()), .allowed(pick(ApprovalScope.allCases)), .denied(because: pick([nil, text()]))])
    }

    private mutating func message() -> Message {
        switch Int.random(in: 0..<5, using: &random) {
        case 0: .system(text())
        case 1: .user(text())
        case 2: .assistant(text: text(), toolCalls: calls())
        case 3: .userParts(media().flatMap { [.media($0), .text(text())] } + [.text(text())])
        default: .tool(callID: text(), text: text())
        }
    }

    private mutating func media() -> [Media] {
        (0..<Int.random(in: 0..<3, using: &random)).map { _ in
            let kind = pick(Media.Kind.allCases)
            let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            return pick([Media(kind, bytes, type: text(), name: pick([nil, text()])), Media(kind, at: text())])
        }
    }

    private mutating func reply() -> ModelReply {
        ModelReply(
            text: text(),
            toolCalls: calls(),
            finish: pick([.stop, .toolCalls, .length, .refused]),
            usage: usage(),
            model: text()
        )
    }

    private mutating func calls() -> [ToolCall] {
        (0..<Int.random(in: 0..<3, using: &random)).map { _ in ToolCall(id: text(), name: text(), arguments: text()) }
    }

    private mutating func usage() -> Usage {
        let ticks = Int.random(in: 0...(1 << 50), using: &random)
        return Usage(
            inputTokens: integer(),
            cachedTokens: integer(),
            outputTokens: integer(),
            reasoningTokens: integer(),
            cost: pick([nil, .zero, Money(ticks: 1), Money(ticks: ticks), Money(ticks: .max)])
        )
    }

    private mutating func errorIfAny() -> RunError? { pick([nil, error()]) }

    private mutating func error() -> RunError {
        let code: RunError.Code = pick([.limit, .timeout, RunError.Code(rawValue: text())])
        return RunError(code, text(), at: Address(text()), path: pick([nil, text()]))
    }

    private mutating func failure() -> ModelFailure {
        let kind: ModelError.Kind = pick([
            .unavailable, .timeout, .authentication, .unknownModel, .contextFull, .refused, .invalidRequest,
            .malformedAnswer,
        ])
        return ModelFailure(ModelError(kind, text(), status: pick([nil, 0, 429, integer()])))
    }

    private mutating func json(depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth < 4 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(pick([true, false]))
        case 2: return .int(integer())
        case 3: return .double(double())
        case 4: return .string(text())
        case 5: return .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in json(depth: depth + 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<5, using: &random) { object[text()] = json(depth: depth + 1) }
            return .object(object)
        }
    }

    private mutating func integer() -> Int {
        pick([0, 1, -1, .max, .min, 1 << 53 + 1, Int(truncatingIfNeeded: random.next())])
    }

    private mutating func double() -> Double {
        let any = Double(bitPattern: random.next())
        let edges = [
            0, -0.0, 1, 0.1, 1e-7, 1e21, 1_767_225_601.123456, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
        ]
        return pick(edges + [any.isFinite ? any : 2.5])
    }

    private mutating func text() -> String {
        let scalars = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
            // Above the surrogates, below them, and those that JSON and databases find hard.
            Unicode.Scalar(UInt32.random(in: 0..<0xD800, using: &random))
                ?? Unicode.Scalar(UInt8.random(in: 0...0x7F, using: &random))
        }
        let generated = String(String.UnicodeScalarView(scalars))
        let edges = ["", "\u{0}", "a\u{0}b", "\"\\/\n\r\t", "e\u{301}", "é", "\u{10FFFF}\u{FFFF}\u{FEFF}", "\u{2028}"]
        let long = String(repeating: generated, count: Int.random(in: 0..<200, using: &random))
        return pick(edges + [generated, generated, generated, long])
    }

    private mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &random)]
    }
}
