internal import VoleryCore

/// What a watcher needs to know of an address's parts: which step, conversation or call something belongs to.
extension Address {
    /// The conversation that a turn belongs to, and the turn's number; `nil` if this is no turn.
    var turnOfConversation: (conversation: Address, turn: Int)? {
        guard let (head, number) = split(before: ".turn") else { return nil }
        return (Address(head), number)
    }

    /// The conversation in whose turn a call is made; `nil` if this is no call of a turn.
    var callingConversation: Address? {
        guard let (head, _) = split(before: ".call") else { return nil }
        return Address(head).turnOfConversation?.conversation
    }

    /// The step around a part of it: of an element, a round or an inner step; the run around a step.
    var enclosing: Address {
        let marks = [UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "#")]
        guard let mark = text.utf8.lastIndex(where: { marks.contains($0) }) else { return .run }
        return Address(String(text[..<mark]))
    }

    /// The text before the last part, if that is a word and a number.
    private func split(before word: String) -> (head: String, number: Int)? {
        guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let part = text[dot...]
        guard part.hasPrefix(word), let number = Int(part.dropFirst(word.utf8.count)) else { return nil }
        return (String(text[..<dot]), number)
    }
}
