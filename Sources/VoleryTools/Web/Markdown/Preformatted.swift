/// Text whose lines stay as they are, until it is known how it has to be fenced.
struct Preformatted {
    /// The language that the page names.
    var language: [UInt8] = []
    private var bytes: [UInt8] = []

    /// Adds text; what readers don't see is left out.
    mutating func append(_ text: [UInt8], _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            var (kind, length) = (CharacterClass.visible, 1)
            let byte = text[index]
            if byte >= 0x80 {
                (kind, length) = CharacterClass.at(index, in: text, limit: range.upperBound)
            } else if byte < 0x20, byte != 0x0A, byte != 0x09 {
                kind = .invisible
            }
            switch kind {
            case .visible: bytes.append(contentsOf: text[index..<index + length])
            case .space: bytes.append(0x20)
            case .invisible: break
            }
            index += length
        }
    }

    /// Ends a line that has text.
    mutating func endLine() {
        if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
    }

    /// The text without the blank lines around it; `nil` if there is none.
    var text: ArraySlice<UInt8>? {
        guard let first = bytes.firstIndex(where: { !$0.isHTMLSpace }),
            let last = bytes.lastIndex(where: { !$0.isHTMLSpace })
        else { return nil }
        let start = bytes[..<first].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return bytes[start...last]
    }

    /// A fence that the text doesn't hold.
    var fence: [UInt8] {
        var longest = 0
        var run = 0
        for byte in bytes {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return [UInt8](repeating: UInt8(ascii: "`"), count: max(3, longest + 1))
    }
}
