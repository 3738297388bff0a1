// Questions and answers in the events' JSON form; see `docs/events.md`.

extension Question {
    /// The members of the entry that says that it is asked; its address is the entry's.
    var members: JSONObject {
        var members = JSONObject()
        members["asker"] = asker.map(JSONValue.string)
        switch subject {
        case .answer(let text, let schema, let draft):
            members["text"] = .string(text)
            members["output"] = schema
            members["draft"] = draft
        case .approval(let tool, let arguments):
            members["tool"] = .string(tool)
            members["arguments"] = arguments
        }
        return members
    }

    init(_ members: EventMembers) throws(RunEventError) {
        let subject: Subject
        if let tool = try members.textIfAny("tool") {
            subject = .approval(tool: tool, arguments: try members.value("arguments"))
        } else {
            subject = .answer(
                text: try members.text("text"),
                schema: members.valueIfAny("output"),
                draft: members.valueIfAny("draft")
            )
        }
        self.init(at: try members.address(), asker: try members.textIfAny("asker"), subject)
    }
}

extension Answer {
    var members: JSONObject {
        switch self {
        case .value(let value): ["value": value]
        case .allowed(let scope): ["allowed": .string(scope.rawValue)]
        case .denied(nil): ["denied": true]
        case .denied(let reason?): ["denied": true, "because": .string(reason)]
        }
    }

    init(_ members: EventMembers) throws(RunEventError) {
        if members.valueIfAny("denied") != nil {
            self = .denied(because: try members.textIfAny("because"))
        } else if members.valueIfAny("allowed") != nil {
            self = .allowed(try members.word("allowed"))
        } else {
            self = .value(try members.value("value"))
        }
    }
}
