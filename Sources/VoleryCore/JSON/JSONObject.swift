/// The members of a JSON object, in order.
///
/// Keys are compared byte by byte: `é` and `e` + U+0301 are two keys. Looking up a key takes constant time, also in
/// objects with many members, and the cost can't be driven up by choosing keys.
public struct JSONObject: Sendable {
    private var members: [(key: String, value: JSONValue)] = []
    private var index = JSONKeyIndex()

    /// An object without members.
    public init() {}

    /// The value of a member; setting `nil` removes it, a new key goes to the end.
    public subscript(key: String) -> JSONValue? {
        get { find(key).map { members[$0].value } }
        set {
            switch (find(key), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(key: key, value: value)
            case (nil, nil): break
            }
        }
    }

    /// Adds a member unless there is one with its key; says whether it did.
    mutating func insert(_ value: JSONValue, forNew key: String) -> Bool {
        guard find(key) == nil else { return false }
        append(key: key, value: value)
        return true
    }

    /// The same members ordered by the bytes of their keys.
    func sortedByKey() -> JSONObject {
        var sorted = JSONObject()
        sorted.members = members.sorted { $0.key.precedesByteForByte($1.key) }
        sorted.index.rebuild(for: sorted.members)
        return sorted
    }

    private func find(_ key: String) -> Int? {
        index.isUsed
            ? index.find(key, in: members)
            : members.firstIndex { $0.key.isByteForByte(key) }
    }

    private mutating func append(key: String, value: JSONValue) {
        members.append((key, value))
        index.lastWasAppended(to: members)
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        index.rebuild(for: members)
    }
}

extension JSONObject: RandomAccessCollection {
    /// The first member's index: 0.
    public var startIndex: Int { 0 }
    /// The number of members.
    public var endIndex: Int { members.count }
    /// The member at an index.
    public subscript(position: Int) -> (key: String, value: JSONValue) { members[position] }

    /// The keys in order.
    public var keys: [String] { members.map(\.key) }
}

extension JSONObject: Hashable {
    /// Whether both have the same members, in whatever order.
    public static func == (lhs: JSONObject, rhs: JSONObject) -> Bool {
        lhs.count == rhs.count && lhs.allSatisfy { rhs[$0.key] == $0.value }
    }

    /// Hashes independently of the order.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for (key, value) in members {
            var member = Hasher()
            key.hashBytes(into: &member)
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object from a literal; of two members with one key the later one counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init()
        for (key, value) in elements { self[key] = value }
    }
}
