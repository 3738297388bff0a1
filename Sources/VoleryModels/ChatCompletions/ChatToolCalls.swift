internal import VoleryCore

/// Puts tool calls together from the pieces in which they come.
///
/// OpenAI sends pieces with an `index`, of which the first has the call's `id` and name; xAI sends each call whole. Some
/// servers leave out the index, and some give every call the index 0.
struct ChatToolCalls {
    /// The most calls of one answer.
    static let most = 128

    /// How a piece says which call it belongs to.
    private enum Key: Hashable {
        case index(Int)
        case id(String)
        case position(Int)
    }

    private(set) var calls: [ToolCall] = []
    /// Which of the calls a key's next piece belongs to.
    private var latest: [Key: Int] = [:]

    /// Takes the `tool_calls` of a delta or of a whole message.
    ///
    /// - Returns: How many bytes of arguments and names were added.
    mutating func add(_ pieces: [JSONValue]) throws(ModelError) -> Int {
        var added = 0
        for (position, piece) in pieces.enumerated() {
            let place = try place(of: piece, at: position)
            added += add(piece, to: place)
        }
        return added
    }

    /// The calls, whole, each with an id that no other has; one that came without stays empty.
    func finished() -> [ToolCall] {
        var seen: Set<String> = []
        return calls.map { call in
            guard !call.id.isEmpty else { return call }
            var call = call
            let id = call.id
            var number = 2
            while !seen.insert(call.id).inserted {
                call.id = "\(id)_\(number)"
                number += 1
            }
            return call
        }
    }

    private mutating func place(of piece: JSONValue, at position: Int) throws(ModelError) -> Int {
        let id = piece["id"]?.stringValue ?? ""
        let key: Key
        if let index = piece["index"]?.intValue {
            key = .index(index)
        } else {
            key = id.isEmpty ? .position(position) : .id(id)
        }
        if let place = latest[key], !begins(piece, id: id, after: calls[place]) { return place }
        guard calls.count < Self.most else {
            throw ModelError(
                .malformedAnswer,
                "the model wants more than \(Self.most) tools called in one answer",
                isRetryable: false
            )
        }
        calls.append(ToolCall(id: id, name: "", arguments: ""))
        latest[key] = calls.count - 1
        return calls.count - 1
    }

    /// Whether a piece begins a new call although its key is that of an earlier one.
    private func begins(_ piece: JSONValue, id: String, after call: ToolCall) -> Bool {
        guard let name = piece["function"]?["name"]?.stringValue, !name.isEmpty, !call.name.isEmpty else {
            return false
        }
        return !id.isEmpty && !call.id.isEmpty && id != call.id || name != call.name
    }

    private mutating func add(_ piece: JSONValue, to place: Int) -> Int {
        if calls[place].id.isEmpty, let id = piece["id"]?.stringValue { calls[place].id = id }
        let function = piece["function"]
        var added = 0
        if calls[place].name.isEmpty, let name = function?["name"]?.stringValue {
            calls[place].name = name
            added += name.utf8.count
        }
        let arguments = Self.arguments(function?["arguments"])
        calls[place].arguments += arguments
        return added + arguments.utf8.count
    }

    /// The piece of the arguments' text; a server that has read them already sends an object.
    private static func arguments(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text): text
        case .object, .array: value?.serialized() ?? ""
        default: ""
        }
    }
}
