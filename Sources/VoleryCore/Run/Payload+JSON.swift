extension Entry.Payload {
    /// The name of the type in the events' JSON form, and the members that come with it.
    package var typeAndMembers: (type: String, members: JSONObject) {
        switch self {
        case .runStarted(let run, let workflow, let inputs):
            ("run_started", ["run": .string(run), "workflow": .string(workflow), "inputs": inputs])
        case .runEnded(let status, let outputs, let error, let usage, let seconds):
            (
                "run_ended",
                [
                    ("status", .string(status.rawValue)), ("outputs", outputs), ("error", error?.json),
                    ("usage", usage.json), ("seconds", .double(seconds)),
                ].present
            )
        case .runResumed: ("run_resumed", [:])
        case .runSuspended(let until): ("run_suspended", [("until", until.map(JSONValue.double))].present)
        case .stepStarted(let kind, let detail):
            ("step_started", [("kind", .string(kind)), ("detail", detail.map(JSONValue.string))].present)
        case .stepEnded(let status, let output, let error, let usage, let seconds):
            (
                "step_ended",
                [
                    ("status", .string(status.rawValue)), ("output", output), ("error", error?.json),
                    ("usage", usage.json), ("seconds", .double(seconds)),
                ].present
            )
        case .stepRetried(let error, let seconds):
            ("step_retried", ["error": error.json, "seconds": .double(seconds)])
        case .messageAdded, .modelStarted, .modelRetried, .modelEnded, .modelFailed: conversation
        case .toolStarted, .toolEnded, .toolFailed: tool
        case .networkUsed(let host, let port, let failure):
            (
                "network_used",
                [("host", .string(host)), ("port", .int(port)), ("failure", failure.map(JSONValue.string))].present
            )
        case .sandboxLowered(let tier): ("sandbox_lowered", ["to": .string(tier)])
        case .questionAsked(let question): ("question_asked", question.members)
        case .questionAnswered(let answer): ("question_answered", answer.members)
        case .waitStarted(let until): ("wait_started", ["until": .double(until)])
        case .waitEnded: ("wait_ended", [:])
        }
    }

    private var conversation: (type: String, members: JSONObject) {
        switch self {
        case .messageAdded(let message): ("message_added", ["message": message.json])
        case .modelStarted(let model): ("model_started", ["model": .string(model)])
        case .modelRetried(let attempt, let error, let seconds):
            ("model_retried", ["attempt": .int(attempt), "error": error.json, "seconds": .double(seconds)])
        case .modelEnded(let reply): ("model_ended", ["reply": reply.json])
        case .modelFailed(let error): ("model_failed", ["error": error.json])
        default: ("", [:])
        }
    }

    private var tool: (type: String, members: JSONObject) {
        switch self {
        case .toolStarted(let tool, let arguments):
            ("tool_started", ["tool": .string(tool), "arguments": arguments])
        case .toolEnded(let tool, let output, let media, let failure):
            (
                "tool_ended",
                [
                    ("tool", .string(tool)), ("output", output),
                    ("media", media.isEmpty ? nil : .array(media.map(\.json))),
                    ("failure", failure.map(JSONValue.string)),
                ].present
            )
        case .toolFailed(let tool, let message, let correctable):
            (
                "tool_failed",
                ["tool": .string(tool), "message": .string(message), "correctable": .bool(correctable)]
            )
        default: ("", [:])
        }
    }

    /// Reads what a type of entry holds from the members that `typeAndMembers` gave and the entry's address; `nil` for a
    /// type that this version does not know.
    package init?(type: String, members: JSONValue, at address: Address) throws(RunEventError) {
        var members = members
        // The one payload that holds its entry's address.
        if type == "question_asked", case .object(var object) = members {
            object["at"] = .string(address.text)
            members = .object(object)
        }
        try self.init(type: type, EventMembers(members))
    }

    /// Reads what a type of entry holds; `nil` for a type that this version does not know.
    init?(type: String, _ members: EventMembers) throws(RunEventError) {
        switch type {
        case "run_started":
            self = .runStarted(
                run: try members.text("run"),
                workflow: try members.text("workflow"),
                inputs: try members.value("inputs")
            )
        case "run_ended":
            self = .runEnded(
                status: try members.word("status"),
                outputs: members.valueIfAny("outputs"),
                error: try members.objectIfAny("error", RunError.init),
                usage: try members.object("usage", Usage.init),
                seconds: try members.number("seconds")
            )
        case "run_suspended":
            self = .runSuspended(until: members.valueIfAny("until") == nil ? nil : try members.number("until"))
        case "step_started":
            self = .stepStarted(kind: try members.text("kind"), detail: try members.textIfAny("detail"))
        case "step_ended":
            self = .stepEnded(
                status: try members.word("status"),
                output: members.valueIfAny("output"),
                error: try members.objectIfAny("error", RunError.init),
                usage: try members.object("usage", Usage.init),
                seconds: try members.number("seconds")
            )
        case "step_retried":
            self = .stepRetried(
                error: try members.object("error", RunError.init),
                seconds: try members.number("seconds")
            )
        default:
            guard let payload = try Self.call(type, members) else { return nil }
            self = payload
        }
    }

    private static func call(_ type: String, _ members: EventMembers) throws(RunEventError) -> Self? {
        switch type {
        case "message_added": .messageAdded(message: try members.object("message", Message.init))
        case "model_started": .modelStarted(model: try members.text("model"))
        case "model_retried":
            .modelRetried(
                attempt: try members.integer("attempt"),
                error: try members.object("error", ModelFailure.init),
                seconds: try members.number("seconds")
            )
        case "model_ended": .modelEnded(reply: try members.object("reply", ModelReply.init))
        case "model_failed": .modelFailed(error: try members.object("error", ModelFailure.init))
        case "tool_started":
            .toolStarted(tool: try members.text("tool"), arguments: try members.value("arguments"))
        case "tool_ended":
            .toolEnded(
                tool: try members.text("tool"),
                output: try members.value("output"),
                media: try members.listIfAny("media", Media.init),
                failure: try members.textIfAny("failure")
            )
        case "tool_failed":
            .toolFailed(
                tool: try members.text("tool"),
                message: try members.text("message"),
                correctable: try members.boolean("correctable")
            )
        case "network_used":
            .networkUsed(
                host: try members.text("host"),
                port: try members.integer("port"),
                failure: try members.textIfAny("failure")
            )
        case "sandbox_lowered": .sandboxLowered(to: try members.text("to"))
        case "question_asked": .questionAsked(question: try Question(members))
        case "question_answered": .questionAnswered(answer: try Answer(members))
        case "wait_started": .waitStarted(until: try members.number("until"))
        case "wait_ended": .waitEnded
        case "run_resumed": .runResumed
        default: nil
        }
    }
}

extension [(String, JSONValue?)] {
    /// The members that have a value, in order.
    fileprivate var present: JSONObject {
        var object = JSONObject()
        for (name, value) in self { object[name] = value }
        return object
    }
}
