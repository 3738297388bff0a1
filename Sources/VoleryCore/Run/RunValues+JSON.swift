// The values that entries hold, in the events' JSON form. Written out rather than derived, since this form is a promise
// to other programs and must not follow a rename in Swift.

extension Usage {
    package var json: JSONValue {
        var members: JSONObject = [
            "input_tokens": .int(inputTokens), "cached_tokens": .int(cachedTokens),
            "output_tokens": .int(outputTokens), "reasoning_tokens": .int(reasoningTokens),
        ]
        members["cost"] = cost.map { .double($0.dollars) }
        return .object(members)
    }

    package init(json: JSONValue) throws(RunEventError) {
        try self.init(EventMembers(json))
    }

    init(_ members: EventMembers) throws(RunEventError) {
        self.init(
            inputTokens: try members.integer("input_tokens"),
            cachedTokens: try members.integer("cached_tokens"),
            outputTokens: try members.integer("output_tokens"),
            reasoningTokens: try members.integer("reasoning_tokens"),
            cost: members.valueIfAny("cost") == nil ? nil : Money(dollars: try members.number("cost"))
        )
    }
}

extension RunError {
    package var json: JSONValue {
        var members: JSONObject = [
            "code": .string(code.rawValue), "message": .string(message), "at": .string(address.text),
        ]
        members["path"] = path.map(JSONValue.string)
        return .object(members)
    }

    init(_ members: EventMembers) throws(RunEventError) {
        self.init(
            Code(rawValue: try members.text("code")),
            try members.text("message"),
            at: try members.address(),
            path: try members.textIfAny("path")
        )
    }
}

extension ModelFailure {
    var json: JSONValue {
        var members: JSONObject = [
            "kind": .string(CaseStyle.snake(kind.rawValue)), "message": .string(message),
        ]
        members["status"] = status.map(JSONValue.int)
        return .object(members)
    }

    init(_ members: EventMembers) throws(RunEventError) {
        self.init(
            ModelError(
                try members.word("kind"),
                try members.text("message"),
                status: try members.integerIfAny("status")
            )
        )
    }
}

extension ModelReply {
    var json: JSONValue {
        [
            "text": .string(text), "tool_calls": .array(toolCalls.map(\.json)),
            "finish": .string(CaseStyle.snake(finish.rawValue)), "usage": usage.json, "model": .string(model),
        ]
    }

    init(_ members: EventMembers) throws(RunEventError) {
        self.init(
            text: try members.text("text"),
            toolCalls: try members.list("tool_calls", ToolCall.init),
            finish: try members.word("finish"),
            usage: try members.object("usage", Usage.init),
            model: try members.text("model")
        )
    }
}

extension ToolCall {
    var json: JSONValue {
        ["id": .string(id), "name": .string(name), "arguments": .string(arguments)]
    }

    init(_ members: EventMembers) throws(RunEventError) {
        self.init(
            id: try members.text("id"),
            name: try members.text("name"),
            arguments: try members.text("arguments")
        )
    }
}

extension Message {
    var json: JSONValue {
        switch self {
        case .system(let text): ["role": "system", "text": .string(text)]
        case .user(let text): ["role": "user", "text": .string(text)]
        case .userParts(let parts): ["role": "user", "parts": .array(parts.map(\.json))]
        case .assistant(let text, let calls):
            ["role": "assistant", "text": .string(text), "tool_calls": .array(calls.map(\.json))]
        case .tool(let callID, let text): ["role": "tool", "call_id": .string(callID), "text": .string(text)]
        }
    }

    init(_ members: EventMembers) throws(RunEventError) {
        let role = try members.text("role")
        if role == "user", members.valueIfAny("parts") != nil {
            self = .userParts(try members.list("parts", ContentPart.init))
            return
        }
        let text = try members.text("text")
        switch role {
        case "system": self = .system(text)
        case "user": self = .user(text)
        case "assistant": self = .assistant(text: text, toolCalls: try members.list("tool_calls", ToolCall.init))
        case "tool": self = .tool(callID: try members.text("call_id"), text: text)
        default: throw RunEventError("`role` is `\(role)`, which this version does not know")
        }
    }
}

extension ContentPart {
    var json: JSONValue {
        switch self {
        case .text(let text): ["text": .string(text)]
        case .media(let media): media.json
        }
    }

    init(_ members: EventMembers) throws(RunEventError) {
        self = if let text = try members.textIfAny("text") { .text(text) } else { .media(try Media(members)) }
    }
}

extension Media {
    package var json: JSONValue {
        var members: JSONObject = ["kind": .string(kind.rawValue)]
        if !type.isEmpty { members["type"] = .string(type) }
        members["name"] = name.map(JSONValue.string)
        switch content {
        case .base64(let text): members["data"] = .string(text)
        case .address(let address): members["url"] = .string(address)
        }
        return .object(members)
    }

    init(_ members: EventMembers) throws(RunEventError) {
        let address = try members.textIfAny("url")
        self.init(
            try members.word("kind"),
            type: try members.textIfAny("type") ?? "",
            name: try members.textIfAny("name"),
            content: address == nil ? .base64(try members.text("data")) : .address(address ?? "")
        )
    }
}
