internal import VoleryCore
internal import VoleryRuntime

/// Where two runs part, address by address; times aside.
struct RunDifference {
    /// A place at which they are not the same.
    struct Place {
        var address: Address
        /// What is only in one of them, or differs; `nil` where there is nothing.
        var first: JSONValue?
        var second: JSONValue?
    }

    private(set) var places: [Place] = []
    private let names: (first: String, second: String)

    /// Compares two runs' entries.
    init(_ first: [Entry], _ second: [Entry], names: (first: String, second: String)) {
        self.names = names
        let (mine, others) = (Self.byAddress(first), Self.byAddress(second))
        for address in Set(mine.keys).union(others.keys).sorted() {
            let (left, right) = (mine[address] ?? [], others[address] ?? [])
            guard left != right else { continue }
            let count = zip(left, right).prefix { $0 == $1 }.count
            places.append(
                Place(address: address, first: left.dropFirst(count).first, second: right.dropFirst(count).first)
            )
        }
    }

    /// For people: for each place what is first different there.
    var text: String {
        places.map { "\(TerminalText.escaped($0.address.description))\n" + lines(of: $0) }.joined()
    }

    /// What each of them has at a place; where that is long, from shortly before the difference on.
    private func lines(of place: Place) -> String {
        let texts = [place.first, place.second].map { $0.map { TerminalText.escapedJSON($0.serialized()) } }
        let common = zip(texts[0] ?? "", texts[1] ?? "").prefix { $0 == $1 }.count
        let said = zip(texts, [place.first, place.second]).map { text, value -> String in
            guard let text else { return "has nothing here" }
            let type = value?["type"]?.stringValue ?? ""
            let shown = common > 100 ? "\(type) …\(text.dropFirst(common - 40))" : text
            return TerminalText.fitted(shown, columns: 160).text
        }
        return "  \(names.first)  \(said[0])\n  \(names.second)  \(said[1])\n"
    }

    /// The same as an object.
    var json: JSONObject {
        let places = self.places.map { place -> JSONValue in
            ["at": .string(place.address.text), "first": place.first ?? .null, "second": place.second ?? .null]
        }
        return ["first": .string(names.first), "second": .string(names.second), "differences": .array(places)]
    }

    /// What is at each address, without what differs in any two runs.
    private static func byAddress(_ entries: [Entry]) -> [Address: [JSONValue]] {
        var found: [Address: [JSONValue]] = [:]
        for entry in entries {
            guard let payload = entry.payload.withoutTimes else { continue }
            let same = Entry(number: 0, time: 0, address: entry.address, payload: payload)
            guard var members = RunEvent.entry(same).json.objectValue else { continue }
            for key in ["v", "n", "time", "at", "seconds", "usage", "run"] { members[key] = nil }
            if let reply = members["reply"] { members["reply"] = Self.comparable(reply) }
            found[entry.address, default: []].append(.object(members))
        }
        return found
    }

    /// A reply without what it cost, and without the names that a server gave its calls.
    private static func comparable(_ reply: JSONValue) -> JSONValue {
        guard var members = reply.objectValue else { return reply }
        members["usage"] = nil
        members["tool_calls"] = members["tool_calls"]?.arrayValue.map { calls in
            .array(
                calls.map { call in
                    guard var call = call.objectValue else { return call }
                    call["id"] = nil
                    return .object(call)
                }
            )
        }
        return .object(members)
    }
}
