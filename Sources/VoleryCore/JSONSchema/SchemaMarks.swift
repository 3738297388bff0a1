/// Which members and elements of a value some schema has looked at, for `unevaluatedProperties` and `unevaluatedItems`.
struct SchemaMarks: Sendable {
    var members = Numbers()
    var elements = Numbers()

    mutating func formUnion(_ other: SchemaMarks) {
        members.formUnion(other.members)
        elements.formUnion(other.elements)
    }

    /// A set of small numbers.
    struct Numbers: Sendable {
        private var isAll = false
        private var words: [UInt64] = []

        func contains(_ number: Int) -> Bool {
            isAll || (number / 64 < words.count && words[number / 64] & (1 << (number % 64)) != 0)
        }

        mutating func insert(_ number: Int) {
            while words.count <= number / 64 { words.append(0) }
            words[number / 64] |= 1 << (number % 64)
        }

        mutating func insertAll() {
            isAll = true
            words = []
        }

        mutating func formUnion(_ other: Numbers) {
            isAll = isAll || other.isAll
            if words.count < other.words.count {
                words += Array(repeating: 0, count: other.words.count - words.count)
            }
            for index in other.words.indices { words[index] |= other.words[index] }
        }
    }
}
