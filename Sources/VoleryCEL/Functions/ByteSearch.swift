/// Finds a pattern in bytes in time linear in both (Knuth, Morris and Pratt), whatever they hold.
///
/// In UTF-8 a text's bytes are found only where the text begins, so this searches text as well.
struct ByteSearch {
    private let pattern: [UInt8]
    /// For each prefix of the pattern, the length of its longest proper prefix that is its suffix, too.
    private let borders: [Int]

    /// A search for a pattern, which must not be empty.
    init(_ pattern: [UInt8]) {
        self.pattern = pattern
        var borders = [0]
        borders.reserveCapacity(pattern.count)
        var matched = 0
        for byte in pattern.dropFirst() {
            while matched > 0, pattern[matched] != byte { matched = borders[matched - 1] }
            if pattern[matched] == byte { matched += 1 }
            borders.append(matched)
        }
        self.borders = borders
    }

    /// Where the pattern first begins at or after a position.
    func firstMatch(in bytes: [UInt8], from start: Int = 0) -> Int? {
        var matched = 0
        var position = start
        while position < bytes.count {
            while matched > 0, pattern[matched] != bytes[position] { matched = borders[matched - 1] }
            if pattern[matched] == bytes[position] { matched += 1 }
            position += 1
            if matched == pattern.count { return position - matched }
        }
        return nil
    }

    /// Where the pattern last begins at or before a position.
    func lastMatch(in bytes: [UInt8], upTo end: Int) -> Int? {
        var last: Int?
        var matched = 0
        for position in 0..<min(bytes.count, end + pattern.count) {
            while matched > 0, matched == pattern.count || pattern[matched] != bytes[position] {
                matched = borders[matched - 1]
            }
            if pattern[matched] == bytes[position] { matched += 1 }
            if matched == pattern.count { last = position + 1 - matched }
        }
        return last
    }
}

extension [UInt8] {
    /// Where a pattern, which may be empty, first begins at or after a position.
    func firstMatch(of pattern: [UInt8], from start: Int = 0) -> Int? {
        pattern.isEmpty ? start : ByteSearch(pattern).firstMatch(in: self, from: start)
    }
}
