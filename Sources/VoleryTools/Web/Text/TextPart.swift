internal import VoleryCore

/// A part of a text that is too long to be shown at once; counted in Unicode scalars.
struct TextPart {
    /// The most characters of a part, the note at its end included.
    static let longest = 100_000
    /// What the note at the end may take.
    private static let noteRoom = 500
    /// How far back a part ends at a line's end rather than within a line.
    private static let lineRoom = 2_000

    let text: String
    /// The bytes after which the text was cut off where it came from, if it was.
    let cutAfter: Int?

    /// The part from an offset on, with a note on what follows.
    /// - Throws: `ToolFailure` when the text ends before.
    func from(_ offset: Int) throws -> String {
        let scalars = text.unicodeScalars
        let count = scalars.count
        guard offset <= count else {
            throw ToolFailure.correctable("the text has \(count) characters, so nothing is at offset \(offset)")
        }
        let start = scalars.index(scalars.startIndex, offsetBy: offset)
        let left = count - offset
        guard left > Self.longest - (cutAfter == nil ? 0 : Self.noteRoom) else { return text[start...] + cutNote }
        let end = Self.end(scalars[start...])
        let next = offset + scalars.distance(from: start, to: end)
        return text[start..<end]
            + "\n\n[characters \(offset) to \(next) of \(count); what follows is at offset \(next)]" + cutNote
    }

    private var cutNote: String {
        guard let cutAfter else { return "" }
        return "\n\n[cut: the page is larger than the \(cutAfter) bytes that are taken; the rest was not read]"
    }

    /// Where a part ends: after the last line that fits, if that is not far back.
    private static func end(_ rest: Substring.UnicodeScalarView) -> String.Index {
        let limit = rest.index(rest.startIndex, offsetBy: longest - noteRoom)
        var index = limit
        for _ in 0..<lineRoom {
            let before = rest.index(before: index)
            if rest[before] == "\n" { return index }
            index = before
        }
        return limit
    }
}
