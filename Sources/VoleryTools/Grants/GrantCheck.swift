internal import VoleryCore

/// Reads a grant's values one by one, and notes those that can't be given.
struct GrantCheck {
    private let grant: JSONValue
    private(set) var faults: [GrantFault] = []

    init(_ grant: JSONValue) {
        self.grant = grant
    }

    /// Reads the text under a key, if there is one.
    mutating func read(_ key: String, by read: (String) throws -> some Any) {
        guard let text = grant[key]?.stringValue else { return }
        note(JSONPointer(tokens: [key])) { try read(text) }
    }

    /// Reads each text of the list under a key, if there is one.
    mutating func readEach(of key: String, by read: (String) throws -> some Any) {
        for (index, element) in (grant[key]?.arrayValue ?? []).enumerated() {
            guard let text = element.stringValue else { continue }
            note(JSONPointer(tokens: [key]).appending(index)) { try read(text) }
        }
    }

    private mutating func note(_ place: JSONPointer, _ read: () throws -> some Any) {
        do {
            _ = try read()
        } catch {
            faults.append(GrantFault(at: place, "\(error)"))
        }
    }
}
