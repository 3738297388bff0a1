/// Takes secrets out of texts, in whatever usual encoding they come, in time linear in the text.
///
/// All forms of all secrets are looked for at once (Aho and Corasick's automaton). Where forms overlap, all that they
/// cover is taken out.
public struct SecretRedactor: Sendable {
    private let automaton: SecretAutomaton?

    /// Takes nothing out.
    public static let none = SecretRedactor([])

    /// A redactor for some secrets; those with fewer than `Secret.fewestBytes` bytes are not looked for.
    public init(_ secrets: [Secret]) {
        let hidden = secrets.filter { $0.value.utf8.count >= Secret.fewestBytes }
        automaton = hidden.isEmpty ? nil : SecretAutomaton(hidden)
    }

    /// Whether there is nothing to look for.
    public var isEmpty: Bool { automaton == nil }

    /// The text with `[REDACTED:name]` in place of each secret.
    public func redacted(_ text: String) -> String {
        guard automaton != nil else { return text }
        var stream = stream()
        let first = stream.push(text)
        return first + stream.finish()
    }

    /// The value with every text in it, names of members included, redacted.
    public func redacted(_ value: JSONValue) -> JSONValue {
        guard automaton != nil else { return value }
        switch value {
        case .string(let text): return .string(redacted(text))
        case .array(let elements): return .array(elements.map(redacted))
        case .object(let members): return .object(redacted(members))
        default: return value
        }
    }

    /// The members with every text in them redacted.
    public func redacted(_ members: JSONObject) -> JSONObject {
        guard automaton != nil else { return members }
        var result = JSONObject()
        for (name, value) in members { result[redacted(name)] = redacted(value) }
        return result
    }

    /// A text that comes in pieces.
    package func stream() -> Stream { Stream(automaton) }

    /// A text that comes in pieces, in which a secret may lie across their borders.
    ///
    /// What may be the beginning of a secret is held back until it is known.
    package struct Stream: Sendable {
        private let automaton: SecretAutomaton?
        private var state = 0
        /// What has come and was not given on, and how many bytes came before it.
        private var held: [UInt8] = []
        private var base = 0
        private var found: [(range: Range<Int>, name: String)] = []

        fileprivate init(_ automaton: SecretAutomaton?) {
            self.automaton = automaton
        }

        /// Takes a piece, and gives what is known to be no secret by now.
        package mutating func push(_ text: String) -> String {
            guard let automaton else { return text }
            for byte in text.utf8 {
                held.append(byte)
                state = automaton.next(state, byte)
                let length = automaton.matchLength(at: state)
                if length > 0 {
                    let end = base + held.count
                    add(end - length..<end, automaton.name(at: state))
                }
            }
            return give(upTo: base + held.count - automaton.depth(of: state))
        }

        /// Gives what is left at the end of the text.
        package mutating func finish() -> String { give(upTo: base + held.count) }

        private mutating func add(_ range: Range<Int>, _ name: String) {
            var (range, name) = (range, name)
            while let last = found.last, last.range.upperBound > range.lowerBound {
                if last.range.count >= range.count { name = last.name }
                range = min(range.lowerBound, last.range.lowerBound)..<max(range.upperBound, last.range.upperBound)
                found.removeLast()
            }
            found.append((range, name))
        }

        private mutating func give(upTo end: Int) -> String {
            var end = end
            // A secret that is found may still grow, so it is given on as a whole or not yet.
            if let last = found.last, last.range.upperBound > end { end = min(end, last.range.lowerBound) }
            // Not within a character.
            while end > base, end < base + held.count, held[end - base] & 0xC0 == 0x80 { end -= 1 }
            guard end > base else { return "" }
            var result = ""
            var position = base
            var given = 0
            for (range, name) in found where range.upperBound <= end {
                result += String(
                    decoding: held[position - base..<max(position, range.lowerBound) - base],
                    as: UTF8.self
                )
                result += "[REDACTED:\(name)]"
                position = range.upperBound
                given += 1
            }
            found.removeFirst(given)
            result += String(decoding: held[position - base..<end - base], as: UTF8.self)
            held.removeFirst(end - base)
            base = end
            return result
        }
    }
}
