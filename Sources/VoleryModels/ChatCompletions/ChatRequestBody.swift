internal import VoleryCore

/// A request to a model as the body of `POST /chat/completions`.
///
/// The same request gives the same bytes. Members follow OpenAI's `CreateChatCompletionRequest`.
struct ChatRequestBody {
    /// The model as the server knows it; on Azure the deployment.
    var model: String
    /// What the server's protocol differs in.
    var dialect: ChatDialect
    /// Whether the model takes `reasoning_effort`; some refuse it whatever it says.
    var takesReasoningEffort = true
    /// The most tokens that the model can answer with, if known.
    var maxOutputTokens: Int?

    /// The body for a request, in UTF-8.
    func bytes(for request: ModelRequest) -> [UInt8] {
        var bytes: [UInt8] = []
        json(for: request).write(into: &bytes)
        return bytes
    }

    /// The body for a request.
    func json(for request: ModelRequest) -> JSONValue {
        var body: JSONObject = ["model": .string(model), "messages": .array(request.messages.map(\.chatMessage))]
        addTools(of: request, to: &body)
        if let output = request.output { body["response_format"] = responseFormat(output) }
        let limit = min(max(1, request.maxOutputTokens), maxOutputTokens ?? .max)
        body[dialect.namesCompletionTokens ? "max_completion_tokens" : "max_tokens"] = .int(limit)
        body["temperature"] = request.temperature.map(number)
        if takesReasoningEffort { body["reasoning_effort"] = request.reasoning.map(JSONValue.string) }
        if dialect.takesCacheKey { body["prompt_cache_key"] = .string(cacheKey(of: request)) }
        body["stream"] = true
        body["stream_options"] = ["include_usage": true]
        return .object(body)
    }

    private func addTools(of request: ModelRequest, to body: inout JSONObject) {
        guard !request.tools.isEmpty else { return }
        body["tools"] = .array(request.tools.map(\.chatTool))
        // `auto` is every server's default, and some know no other word.
        if request.toolChoice != .auto { body["tool_choice"] = .string(request.toolChoice.rawValue) }
        if dialect.asksForParallelCalls { body["parallel_tool_calls"] = true }
    }

    private func responseFormat(_ output: JSONSchema) -> JSONValue {
        [
            "type": "json_schema",
            "json_schema": [
                "name": "answer", "schema": output.value, "strict": .bool(StrictSchema.covers(output.value)),
            ],
        ]
    }

    private func number(_ value: Double) -> JSONValue {
        Int(exactly: value).map(JSONValue.int) ?? .double(value)
    }

    /// The same for all turns of a conversation, and at most 64 characters long, which is all that OpenAI takes.
    private func cacheKey(of request: ModelRequest) -> String {
        let digest = StableHash.of(request.agent, request.address.text)
        return "volery-\(String(digest, radix: 16))"
    }
}

extension Message {
    fileprivate var chatMessage: JSONValue {
        switch self {
        case .system(let text): ["role": "system", "content": .string(text)]
        case .user(let text): ["role": "user", "content": .string(text)]
        case .userParts(let parts): ["role": "user", "content": .array(parts.map(\.chatPart))]
        case .tool(let callID, let text):
            ["role": "tool", "tool_call_id": .string(callID), "content": .string(text)]
        case .assistant(let text, let calls) where calls.isEmpty:
            ["role": "assistant", "content": .string(text)]
        case .assistant(let text, let calls):
            [
                "role": "assistant",
                "content": text.isEmpty ? .null : .string(text),
                "tool_calls": .array(calls.map(\.chatCall)),
            ]
        }
    }
}

extension ContentPart {
    /// Images and files as OpenAI and xAI take them; videos as servers for open models do.
    fileprivate var chatPart: JSONValue {
        guard case .media(let media) = self else { return ["type": "text", "text": .string(text)] }
        let address = JSONValue.string(media.address)
        switch (media.kind, media.content) {
        case (.image, _): return ["type": "image_url", "image_url": ["url": address]]
        case (.video, _): return ["type": "video_url", "video_url": ["url": address]]
        case (.file, .base64):
            return ["type": "file", "file": ["filename": .string(media.name ?? "file"), "file_data": address]]
        case (.file, .address): return ["type": "file", "file": ["url": address]]
        }
    }
}

extension ToolCall {
    fileprivate var chatCall: JSONValue {
        [
            "id": .string(id), "type": "function",
            "function": ["name": .string(name), "arguments": .string(soundArguments)],
        ]
    }

    /// The arguments as an object's JSON text whatever the model wrote: servers read them again to lay out the prompt,
    /// and answer with status 500 to those that they can't read.
    private var soundArguments: String {
        if arguments.utf8.allSatisfy(\.isJSONSpace) { return "{}" }
        if case .object? = try? JSONValue(parsing: arguments, options: .lenient) { return arguments }
        return JSONValue.object(["unreadable": .string(arguments)]).serialized()
    }
}

extension ToolDefinition {
    fileprivate var chatTool: JSONValue {
        var function: JSONObject = ["name": .string(name)]
        if !description.isEmpty { function["description"] = .string(description) }
        function["parameters"] = parameters.value.objectValue.map(JSONValue.object) ?? ["type": "object"]
        return ["type": "function", "function": .object(function)]
    }
}

extension UInt8 {
    fileprivate var isJSONSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}
