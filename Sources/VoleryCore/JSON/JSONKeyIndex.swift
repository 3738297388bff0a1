/// A hash table from keys to member numbers, kept only for objects that are too large to search one by one.
///
/// It holds numbers alone and looks keys up in the object's own list. Hashes are seeded by process, so that nobody can
/// send keys that collide.
struct JSONKeyIndex: Sendable {
    /// Up to so many members a search from the first to the last is faster.
    private static let threshold = 16

    /// Member numbers plus one, 0 for a free slot; a power of two long, at most half full, and probed linearly.
    private var slots: [UInt32] = []

    /// Whether the object is large enough to have an index.
    var isUsed: Bool { !slots.isEmpty }

    /// The number of the member with a key.
    func find(_ key: String, in members: [(key: String, value: JSONValue)]) -> Int? {
        var slot = firstSlot(of: key)
        while slots[slot] != 0 {
            let number = Int(slots[slot] - 1)
            if members[number].key.isByteForByte(key) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Takes note of the last member, which is new.
    mutating func lastWasAppended(to members: [(key: String, value: JSONValue)]) {
        guard members.count > Self.threshold else { return }
        guard members.count * 2 <= slots.count else { return rebuild(for: members) }
        enter(members.count - 1, of: members)
    }

    /// Starts anew after members changed their numbers.
    mutating func rebuild(for members: [(key: String, value: JSONValue)]) {
        guard members.count > Self.threshold else { return slots = [] }
        var size = 4 * Self.threshold
        while size < members.count * 4 { size *= 2 }
        slots = Array(repeating: 0, count: size)
        for number in members.indices { enter(number, of: members) }
    }

    private mutating func enter(_ number: Int, of members: [(key: String, value: JSONValue)]) {
        var slot = firstSlot(of: members[number].key)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(truncatingIfNeeded: number + 1)
    }

    private func firstSlot(of key: String) -> Int {
        var hasher = Hasher()
        key.hashBytes(into: &hasher)
        return hasher.finalize() & (slots.count - 1)
    }
}
