/// Guesses which known name was meant by an unknown one, for "did you mean …?".
package enum NearestName {
    /// Names longer than this are not guessed at, which bounds the cost of one comparison.
    private static let longest = 64
    /// No more names than this are compared.
    private static let most = 1000

    /// The known name that is nearest to a written one, or `nil` if none is near.
    ///
    /// A name that differs only in case or in `-` for `_` is taken first; else the one with the smallest distance, at
    /// most 2 (1 for names of up to 4 characters), where inserting, deleting, replacing a character and swapping two
    /// neighbours each count 1. Of equally near ones the first counts.
    package static func of(_ written: String, among known: some Sequence<String>) -> String? {
        let scalars = Array(folded(written).unicodeScalars.prefix(longest + 1))
        guard !scalars.isEmpty, scalars.count <= longest else { return nil }
        var best: (name: String, distance: Int)?
        for name in known.prefix(most) where !name.isByteForByte(written) {
            let candidate = Array(folded(name).unicodeScalars.prefix(longest + 1))
            let bound = min(best.map { $0.distance - 1 } ?? Int.max, reach(scalars.count, candidate.count))
            if let distance = distance(scalars, candidate, atMost: bound) { best = (name, distance) }
            if best?.distance == 0 { break }
        }
        return best?.name
    }

    /// How far apart two names of these lengths may be: never so far that nothing of the name is left.
    private static func reach(_ a: Int, _ b: Int) -> Int {
        min(a <= 4 ? 1 : 2, max(a, b) - 1)
    }

    private static func folded(_ name: String) -> String {
        String(name.lowercased().map { $0 == "-" ? "_" : $0 })
    }

    /// The optimal string alignment distance, or `nil` if it's above a bound.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost bound: Int) -> Int? {
        guard bound >= 0, abs(a.count - b.count) <= bound else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in stride(from: 1, through: a.count, by: 1) {
            var row = [i]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                let isSwap = i > 1 && j > 0 && a[i - 1] == b[j - 1] && a[i - 2] == b[j]
                let replaced = last[j] + (a[i - 1] == b[j] ? 0 : 1)
                let nearest = min(row[j] + 1, last[j + 1] + 1, replaced)
                row.append(isSwap ? min(nearest, beforeLast[j - 1] + 1) : nearest)
            }
            if row.allSatisfy({ $0 > bound }) { return nil }
            (beforeLast, last) = (last, row)
        }
        return last[b.count] <= bound ? last[b.count] : nil
    }
}
