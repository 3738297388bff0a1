/// Goes through a scalar's text and its source side by side and notes which stretch stands for which.
struct ScalarWalk {
    let text: [UInt8]
    let source: [UInt8]
    /// The next byte of the text.
    var textOffset = 0
    /// The next byte of the source.
    var offset: Int
    /// Where the source of the scalar ends.
    var end: Int
    private(set) var pieces: [ScalarMap.Piece] = []
    private var failed = false

    init(text: [UInt8], source: [UInt8], range: Range<Int>) {
        self.text = text
        self.source = source
        self.offset = range.lowerBound
        self.end = range.upperBound
    }

    /// Whether the walk went through the whole text without finding a difference.
    var agrees: Bool { !failed && textOffset == text.count }

    /// Whether there is more of the source.
    var hasMore: Bool { !failed && offset < end }

    /// The next byte of the source, 0 at its end.
    var next: UInt8 { peek(0) }

    /// A byte of the source further on, 0 behind its end.
    func peek(_ distance: Int) -> UInt8 {
        offset + distance < end ? source[offset + distance] : 0
    }

    /// Ends the walk: text and source don't agree.
    mutating func fail() { failed = true }

    /// Takes bytes that stand for themselves.
    mutating func copy(_ count: Int) {
        guard count > 0 else { return }
        guard textOffset + count <= text.count, offset + count <= end,
            text[textOffset..<textOffset + count] == source[offset..<offset + count]
        else { return fail() }
        if let last = pieces.last, last.isCopy, last.source.upperBound == offset {
            pieces[pieces.count - 1].text = last.text.lowerBound..<textOffset + count
            pieces[pieces.count - 1].source = last.source.lowerBound..<offset + count
        } else {
            note(text: count, source: count, isCopy: true)
        }
        textOffset += count
        offset += count
    }

    /// Takes bytes of the source that stand for others in the text, or for none.
    mutating func replace(text count: Int, source length: Int) {
        guard textOffset + count <= text.count, offset + length <= end else { return fail() }
        if count > 0 { note(text: count, source: length, isCopy: false) }
        textOffset += count
        offset += length
    }

    private mutating func note(text count: Int, source length: Int, isCopy: Bool) {
        let piece = ScalarMap.Piece(
            text: textOffset..<textOffset + count,
            source: offset..<offset + length,
            isCopy: isCopy
        )
        pieces.append(piece)
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
