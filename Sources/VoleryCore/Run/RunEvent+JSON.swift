extension RunEvent {
    /// The version of the events' JSON form that this code writes and reads.
    public static let version = 1

    /// The event as one JSON object; `docs/events.md` has the grammar.
    ///
    ///     {"v": 1, "n": 12, "time": 1767225601.5, "at": "plan.turn1", "type": "model_started", "model": "grok-4.3"}
    ///
    /// Members and their order never change within a version, types and members may be added.
    public var json: JSONValue {
        switch self {
        case .entry(let entry): return .object(entry.members)
        case .words(let address, let text): return passing("words", address, "text", text)
        case .progress(let address, let text): return passing("progress", address, "text", text)
        case .notEnding(let address, let tool): return passing("not_ending", address, "tool", tool)
        }
    }

    /// Reads an event from its JSON object; `nil` for a type of event that this version does not know.
    ///
    /// - Parameter json: An object as `json` gives it; members that this version does not know are passed over.
    /// - Throws: `RunEventError` if it is no event of this version, or a member is missing or does not fit.
    public init?(json: JSONValue) throws(RunEventError) {
        let members = try EventMembers(json)
        guard try members.integer("v") == Self.version else {
            throw RunEventError("`v` is not \(Self.version): this is an event of another version")
        }
        let type = try members.text("type")
        switch type {
        case "words": self = .words(address: try members.address(), text: try members.text("text"))
        case "progress": self = .progress(address: try members.address(), text: try members.text("text"))
        case "not_ending": self = .notEnding(address: try members.address(), tool: try members.text("tool"))
        default:
            guard let payload = try Entry.Payload(type: type, members) else { return nil }
            self = .entry(try Entry(payload, members))
        }
    }

    private func passing(_ type: JSONValue, _ address: Address, _ member: String, _ text: String) -> JSONValue {
        ["v": .int(Self.version), "at": .string(address.text), "type": type, member: .string(text)]
    }
}

/// Why a JSON value is no event.
public struct RunEventError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, naming the member.
    public var description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Entry {
    fileprivate var members: JSONObject {
        let (type, payload) = payload.typeAndMembers
        var members: JSONObject = [
            "v": .int(RunEvent.version), "n": .int(number), "time": .double(time), "at": .string(address.text),
            "type": .string(type),
        ]
        members["fingerprint"] = fingerprint.map(JSONValue.string)
        for (name, value) in payload { members[name] = value }
        return members
    }

    fileprivate init(_ payload: Payload, _ members: EventMembers) throws(RunEventError) {
        self.init(
            number: try members.integer("n"),
            time: try members.number("time"),
            address: try members.address(),
            fingerprint: try members.textIfAny("fingerprint"),
            payload: payload
        )
    }
}
