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
        places.map { place in
            "\(TerminalText.escaped(place.address.description))\n" + line(names.first, place.first)
                + line(names.second, place.second)
        }.joined()
    }

    /// The same as an object.
    var json: JSONObject {
        let places = self.places.map { place -> JSONValue in
            ["at": .string(place.address.text), "first": place.first ?? .null, "second": place.second ?? .null]
        }
        return ["first": .string(names.first), "second": .string(names.second), "differences": .array(places)]
    }

    private func line(_ run: String, _ value: JSONValue?) -> String {
        let said = value.map { TerminalText.fitted(TerminalText.escapedJSON($0.serialized()), columns: 160).text }
        return "  \(run)  \(said ?? "has nothing here")\n"
    }

    /// What is at each address, without what differs in any two runs.
    private static func byAddress(_ entries: [Entry]) -> [Address: [JSONValue]] {
        var found: [Address: [JSONValue]] = [:]
        for entry in entries {
            guard let payload = entry.payload.withoutTimes else { continue }
            let same = Entry(number: 0, time: 0, address: entry.address, payload: payload)
            guard var members = RunEvent.entry(same).json.objectValue else { continue }
            for key in ["v", "n", "time", "at", "seconds", "usage", "run"] { members[key] = nil }
            found[entry.address, default: []].append(.object(members))
        }
        return found
    }
}
