extension ScalarWalk {
    /// A scalar after `|`: each line stands for itself, without its indentation.
    mutating func literal() {
        block { walk, _ in walk.takeBreak() }
    }

    /// A scalar after `>`: a line's end may stand for a space, and one in a row of several for nothing.
    mutating func folded() {
        block { walk, indentation in walk.takeFoldedBreaks(indentation) }
    }

    private mutating func block(lineEnd: (inout ScalarWalk, _ indentation: Int) -> Void) {
        // The node ends before its last line's end, which may stand in the text.
        end = source.count
        // Marks and comment behind `|` or `>`.
        while hasMore, !Self.isBreak(next) { offset += 1 }
        skipBreak()
        guard let indentation = indentation() else { return fail() }
        while hasMore, textOffset < text.count {
            skipIndentation(indentation)
            var length = 0
            while offset + length < end, !Self.isBreak(peek(length)) { length += 1 }
            copy(length)
            if textOffset < text.count { lineEnd(&self, indentation) }
        }
    }

    /// How many spaces the source has in front of each line: what its first line that isn't empty has more than the
    /// text's; the empty ones before it are the same in both.
    private func indentation() -> Int? {
        // Where all lines are empty, all spaces are indentation.
        guard let first = text.firstIndex(where: { $0 != 0x0A }) else { return end }
        var start = offset
        for _ in 0..<first {
            guard let lineEnd = source[start..<end].firstIndex(where: Self.isBreak) else { return nil }
            let isPair = source[lineEnd] == 0x0D && lineEnd + 1 < end && source[lineEnd + 1] == 0x0A
            start = lineEnd + (isPair ? 2 : 1)
        }
        let shown = text[first...].prefix { $0 == 0x20 }.count
        let spaces = source[start..<end].prefix { $0 == 0x20 }.count
        return spaces >= shown ? spaces - shown : nil
    }

    private mutating func skipIndentation(_ most: Int) {
        var count = 0
        while count < most, hasMore, next == 0x20 {
            offset += 1
            count += 1
        }
    }

    private mutating func skipBreak() {
        if next == 0x0D, peek(1) == 0x0A { offset += 1 }
        if hasMore { offset += 1 }
    }

    private var breakLength: Int { next == 0x0D && peek(1) == 0x0A ? 2 : 1 }

    private mutating func takeBreak() {
        guard text[textOffset] == 0x0A else { return fail() }
        // The last line of a file may have no end, and still has one in the text.
        replace(text: 1, source: hasMore ? breakLength : 0)
    }

    private mutating func takeFoldedBreaks(_ indentation: Int) {
        if text[textOffset] == 0x20 { return replace(text: 1, source: breakLength) }
        var feeds = 0
        while textOffset + feeds < text.count, text[textOffset + feeds] == 0x0A { feeds += 1 }
        guard feeds > 0 else { return fail() }
        // The line ends from here to the next line with text; one more than line feeds where they are folded. A line
        // of more spaces than the indentation is text.
        var (length, breaks) = (0, 0)
        while offset + length < end, Self.isBreak(peek(length)) || peek(length) == 0x20 {
            guard Self.isBreak(peek(length)) else {
                let spaces = source[(offset + length)..<end].prefix { $0 == 0x20 }.count
                guard spaces <= indentation, Self.isBreak(peek(length + spaces)) else { break }
                length += spaces
                continue
            }
            if breaks > feeds { break }
            length += peek(length) == 0x0D && peek(length + 1) == 0x0A ? 2 : 1
            breaks += 1
        }
        replace(text: feeds, source: length)
    }
}
