/// Finds many byte strings in one pass over a text.
final class SecretAutomaton: Sendable {
    /// The next state by state and byte.
    private let transitions: [Int32]
    private let depths: [Int32]
    /// The length of the longest form that ends in a state; 0 if none does.
    private let lengths: [Int32]
    /// Whose form that is.
    private let names: [String]

    init(_ secrets: [Secret]) {
        var builder = Builder()
        for secret in secrets {
            for form in SecretForms(secret).all { builder.add(form, secret.name) }
        }
        builder.link()
        transitions = builder.transitions
        depths = builder.depths
        lengths = builder.lengths
        names = builder.names
    }

    func next(_ state: Int, _ byte: UInt8) -> Int { Int(transitions[state << 8 | Int(byte)]) }

    /// How many of the last bytes may be the beginning of a form.
    func depth(of state: Int) -> Int { Int(depths[state]) }

    func matchLength(at state: Int) -> Int { Int(lengths[state]) }

    func name(at state: Int) -> String { names[state] }

    private struct Builder {
        var transitions = [Int32](repeating: -1, count: 256)
        var depths: [Int32] = [0]
        var lengths: [Int32] = [0]
        var names = [""]

        mutating func add(_ form: [UInt8], _ name: String) {
            var state = 0
            for byte in form {
                let index = state << 8 | Int(byte)
                if transitions[index] < 0 {
                    transitions[index] = Int32(depths.count)
                    transitions += [Int32](repeating: -1, count: 256)
                    depths.append(depths[state] + 1)
                    lengths.append(0)
                    names.append("")
                }
                state = Int(transitions[index])
            }
            if lengths[state] == 0 { (lengths[state], names[state]) = (Int32(form.count), name) }
        }

        /// Makes the tree of forms into an automaton, state by state from the root: where a form does not go on, the
        /// longest end of it that begins another one does.
        mutating func link() {
            var fallbacks = [Int](repeating: 0, count: depths.count)
            var queue: [Int] = [0]
            var next = 0
            while next < queue.count {
                let state = queue[next]
                next += 1
                for byte in 0..<256 {
                    let index = state << 8 | byte
                    let fallback = state == 0 ? 0 : Int(transitions[fallbacks[state] << 8 | byte])
                    let child = Int(transitions[index])
                    guard child >= 0 else {
                        transitions[index] = Int32(fallback)
                        continue
                    }
                    fallbacks[child] = fallback
                    if lengths[child] == 0 { (lengths[child], names[child]) = (lengths[fallback], names[fallback]) }
                    queue.append(child)
                }
            }
        }
    }
}
