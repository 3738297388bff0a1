internal import VoleryCore

/// Puts a model's answer together from the events of a stream, or from a whole completion.
///
/// It takes what real servers send: usage in a chunk of its own, in the last one or in every one, chunks without
/// choices, choices without a `delta`, reasons to finish that are missing or empty. It gives out a reply only when the
/// server has said that the answer is finished; a tool call of an answer that broke off is never seen.
struct ChatAnswer {
    /// The most bytes of text, reasoning and tool calls together.
    static let mostBytes = 16 << 20

    /// Whether the server has said that nothing more comes.
    private(set) var isDone = false
    private var text = ""
    private var refusal = ""
    private var calls = ChatToolCalls()
    private var finish: ModelReply.FinishReason?
    /// Whether the last choice named an empty reason, as some servers do in place of any.
    private var hasEmptyFinish = false
    private var usage: Usage?
    private var model = ""
    private var byteCount = 0

    /// Takes the data of one event.
    ///
    /// - Parameters:
    ///   - data: The event's data: a chunk's JSON, an error's, or `[DONE]`.
    ///   - onEvent: Called with the words in it.
    /// - Throws: `ModelError` if the server reports one, the data can't be understood, or the answer is too long.
    mutating func receive(_ data: [UInt8], onEvent: (ModelEvent) -> Void) throws(ModelError) {
        if data.elementsEqual("[DONE]".utf8) {
            isDone = true
            return
        }
        try receive(chunk: Self.parse(data), onEvent)
    }

    /// Takes a whole completion, as a server that doesn't stream answers.
    ///
    /// - Parameters:
    ///   - body: The response's body.
    ///   - onEvent: Called with the words in it.
    /// - Throws: `ModelError` if the server reports one, or this is no completion.
    mutating func receive(completion body: [UInt8], onEvent: (ModelEvent) -> Void) throws(ModelError) {
        guard let value = try? Self.parse(body) else {
            let words = ServerFault(body: body).message
            throw ModelError(
                .malformedAnswer,
                "the server answered with neither a stream nor JSON but \(words.isEmpty ? "nothing" : words)"
            )
        }
        try receive(chunk: value, onEvent)
        guard value["choices"]?[0]?["message"] != nil else {
            throw ModelError(.malformedAnswer, "the answer holds no message")
        }
        hasEmptyFinish = true
        isDone = true
    }

    /// The reply, once the stream has ended.
    ///
    /// - Returns: The reply; with the calls of an answer that was cut off at its length limit, but not of one that was
    ///   refused.
    /// - Throws: `ModelError` if the answer isn't finished.
    func reply() throws(ModelError) -> ModelReply {
        guard let reason = finish ?? (isDone && hasEmptyFinish ? .stop : nil) else {
            throw ModelError(.malformedAnswer, "the answer ended before it was finished")
        }
        let usage = usage ?? Usage()
        if reason == .refused || !refusal.isEmpty {
            return ModelReply(text: text.isEmpty ? refusal : text, finish: .refused, usage: usage, model: model)
        }
        let calls = calls.finished()
        // Servers have said `stop` for an answer that calls tools, and `tool_calls` for one that calls none.
        let finish = reason == .length ? .length : calls.isEmpty ? .stop : ModelReply.FinishReason.toolCalls
        return ModelReply(text: text, toolCalls: calls, finish: finish, usage: usage, model: model)
    }

    private static func parse(_ data: [UInt8]) throws(ModelError) -> JSONValue {
        do throws(JSONParseError) {
            return try JSONValue(parsing: data, options: .lenient)
        } catch {
            throw ModelError(.malformedAnswer, "the server sent something that is not JSON: \(error)")
        }
    }
}

// MARK: - Chunks

extension ChatAnswer {
    private mutating func receive(chunk: JSONValue, _ onEvent: (ModelEvent) -> Void) throws(ModelError) {
        guard case .object(let members) = chunk else {
            throw ModelError(
                .malformedAnswer,
                "the server sent a \(chunk.shortDescription) where a part of the answer belongs"
            )
        }
        for (key, value) in members {
            switch key {
            case "choices": try receive(choices: value, onEvent)
            case "usage": usage = ChatUsage.read(value) ?? usage
            case "model": if model.isEmpty { model = value.stringValue ?? "" }
            case "error": if value.isFault { throw ServerFault(chunk).error(status: nil) }
            case "object": if value == "error" { throw ServerFault(chunk).error(status: nil) }
            default: break
            }
        }
    }

    private mutating func receive(choices: JSONValue, _ onEvent: (ModelEvent) -> Void) throws(ModelError) {
        if choices.isNull { return }
        guard case .array(let choices) = choices else {
            throw ModelError(.malformedAnswer, "`choices` is a \(choices.shortDescription) in the server's answer")
        }
        // Only one choice is ever asked for.
        guard let choice = choices.first(where: { ($0["index"]?.intValue ?? 0) == 0 }) else { return }
        if let delta = choice["delta"] ?? choice["message"] { try receive(delta: delta, onEvent) }
        receive(finish: choice["finish_reason"])
    }

    private mutating func receive(delta: JSONValue, _ onEvent: (ModelEvent) -> Void) throws(ModelError) {
        guard case .object(let members) = delta else { return }
        for (key, value) in members {
            switch key {
            case "content":
                let words = value.chatText
                try count(words.utf8.count)
                if !words.isEmpty {
                    text += words
                    onEvent(.text(words))
                }
            case "reasoning_content", "reasoning":
                let words = value.chatText
                try count(words.utf8.count)
                if !words.isEmpty { onEvent(.reasoning(words)) }
            case "refusal":
                refusal += value.stringValue ?? ""
                try count(value.stringValue?.utf8.count ?? 0)
            case "tool_calls":
                try count(try calls.add(value.arrayValue ?? []))
            default: break
            }
        }
    }

    private mutating func count(_ bytes: Int) throws(ModelError) {
        byteCount += bytes
        guard byteCount <= Self.mostBytes else {
            throw ModelError(
                .malformedAnswer,
                "the answer is longer than \(Self.mostBytes >> 20) MiB",
                isRetryable: false
            )
        }
    }
}

// MARK: - Reasons to finish

extension ChatAnswer {
    /// What a server's filter has stopped stays stopped: a late block may follow an early `stop`.
    private mutating func receive(finish reason: JSONValue?) {
        guard let reason = reason?.stringValue else { return }
        hasEmptyFinish = reason.isEmpty
        guard !reason.isEmpty, finish != .refused else { return }
        finish = Self.finish(reason)
    }

    private static func finish(_ reason: String) -> ModelReply.FinishReason {
        switch reason {
        case "length", "max_tokens", "MAX_LEN", "MAX_CONTEXT", "TIME_LIMIT": .length
        case "tool_calls", "function_call", "tool_use", "TOOL_CALLS": .toolCalls
        case "content_filter", "refusal", "safety": .refused
        default: .stop
        }
    }
}

extension JSONValue {
    /// Whether a member `error` reports one; some servers always send it, and mostly empty.
    fileprivate var isFault: Bool {
        switch self {
        case .null, .bool(false): false
        case .string(let text): !text.isEmpty
        default: true
        }
    }

    /// Text that came as such or as a list of parts.
    fileprivate var chatText: String {
        switch self {
        case .string(let text): text
        case .array(let parts): parts.compactMap { $0["text"]?.stringValue }.joined()
        default: ""
        }
    }
}
