/// Finds many byte strings in one pass over a text (Aho and Corasick).
///
/// Most bytes of a text begin no secret, so the root's steps lie in a table; the few below it are kept sparsely, so that
/// a long key costs some hundred kilobytes and not some hundred megabytes.
final class SecretAutomaton: Sendable {
    /// What is known of a state: how the texts that lead there can go on, and what ends there.
    private struct State {
        var depth: Int32 = 0
        /// The longest end of the state's text that begins a form, too.
        var fallback: Int32 = 0
        /// The length of the longest form that ends here; 0 if none does.
        var length: Int32 = 0
        /// Whose form that is, by its number among the secrets.
        var secret: Int32 = 0
    }

    private let first: [Int32]
    private let steps: [Int64: Int32]
    private let states: [State]
    private let names: [String]

    init(_ secrets: [Secret]) {
        var builder = Builder()
        for (number, secret) in secrets.enumerated() {
            for form in SecretForms(secret).all { builder.add(form, of: Int32(number)) }
        }
        builder.link()
        first = (0..<256).map { builder.steps[Builder.key(0, UInt8($0))] ?? 0 }
        steps = builder.steps
        states = builder.states
        names = secrets.map(\.name)
    }

    func next(_ state: Int, _ byte: UInt8) -> Int {
        var state = Int32(state)
        while state != 0 {
            if let next = steps[Builder.key(state, byte)] { return Int(next) }
            state = states[Int(state)].fallback
        }
        return Int(first[Int(byte)])
    }

    /// How many of the last bytes may be the beginning of a form.
    func depth(of state: Int) -> Int { Int(states[state].depth) }

    func matchLength(at state: Int) -> Int { Int(states[state].length) }

    func name(at state: Int) -> String { names[Int(states[state].secret)] }

    private struct Builder {
        var steps: [Int64: Int32] = [:]
        var states = [State()]
        /// The states in the order in which they were made, each with the one before it and the byte between.
        private var origins: [(parent: Int32, byte: UInt8)] = [(0, 0)]

        static func key(_ state: Int32, _ byte: UInt8) -> Int64 { Int64(state) << 8 | Int64(byte) }

        mutating func add(_ form: [UInt8], of secret: Int32) {
            var state: Int32 = 0
            for byte in form {
                if let known = steps[Self.key(state, byte)] {
                    state = known
                    continue
                }
                let made = Int32(states.count)
                steps[Self.key(state, byte)] = made
                states.append(State(depth: states[Int(state)].depth + 1))
                origins.append((state, byte))
                state = made
            }
            if states[Int(state)].length == 0 {
                (states[Int(state)].length, states[Int(state)].secret) = (Int32(form.count), secret)
            }
        }

        /// Finds each state's fallback, the shallow ones first, since a deeper one's follows from them.
        mutating func link() {
            let order = states.indices.dropFirst().sorted { states[$0].depth < states[$1].depth }
            for state in order where states[state].depth > 1 {
                let (parent, byte) = origins[state]
                var fallback = states[Int(parent)].fallback
                while fallback != 0, steps[Self.key(fallback, byte)] == nil {
                    fallback = states[Int(fallback)].fallback
                }
                let found = steps[Self.key(fallback, byte)] ?? 0
                states[state].fallback = found
                guard states[state].length == 0 else { continue }
                (states[state].length, states[state].secret) = (states[Int(found)].length, states[Int(found)].secret)
            }
        }
    }
}
