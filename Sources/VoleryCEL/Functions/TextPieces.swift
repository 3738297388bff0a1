/// The parts of a text between the places where a separator is, as ranges of its bytes.
///
/// An empty separator is between any two characters; for replacing, at both ends as well.
struct TextPieces {
    private(set) var ranges: [Range<Int>] = []
    private let meter: Meter

    /// Finds at most `limit` separators, or all if it is nil.
    ///
    /// Every part is paid for as it is found.
    init(
        _ text: ScalarText,
        separator: [UInt8],
        limit: Int?,
        isSplit: Bool = false,
        _ meter: Meter
    ) throws(CELError) {
        self.meter = meter
        var left = limit ?? Int.max
        guard !separator.isEmpty else {
            try cutEverywhere(text, &left, isSplit: isSplit)
            return
        }
        let search = ByteSearch(separator)
        var start = 0
        while left > 0, let match = search.firstMatch(in: text.bytes, from: start) {
            try add(start..<match)
            start = match + separator.count
            left -= 1
        }
        try add(start..<text.bytes.count)
    }

    private mutating func add(_ range: Range<Int>) throws(CELError) {
        try meter.chargeElements(1)
        ranges.append(range)
    }

    private mutating func cutEverywhere(_ text: ScalarText, _ left: inout Int, isSplit: Bool) throws(CELError) {
        guard !isSplit || !text.bytes.isEmpty else { return }
        var start = 0
        for (offset, byte) in text.bytes.enumerated() where byte.isScalarStart {
            if isSplit, offset == 0 { continue }
            guard left > 0 else { break }
            try add(start..<offset)
            start = offset
            left -= 1
        }
        if !isSplit, left > 0, start < text.bytes.count || text.bytes.isEmpty {
            try add(start..<text.bytes.count)
            start = text.bytes.count
        }
        try add(start..<text.bytes.count)
    }
}

extension [UInt8] {
    /// The end of the UTF-8 sequence that begins at an offset, or the offset itself at the end.
    func index(after offset: Int, whileNotScalarStart: Bool) -> Int {
        guard offset < count else { return offset }
        var end = offset + 1
        while end < count, !self[end].isScalarStart { end += 1 }
        return end
    }
}

extension String {
    /// The text with each byte changed; for changes of ASCII letters only.
    func mapBytes(_ transform: (UInt8) -> UInt8) -> String {
        String(decoding: utf8.map(transform), as: UTF8.self)
    }

    func trimmingWhitespace() -> String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// The text as a literal in double quotes, control characters escaped.
    func quoted() -> String {
        var quoted = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\u{07}": quoted += "\\a"
            case "\u{08}": quoted += "\\b"
            case "\u{0C}": quoted += "\\f"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0B}": quoted += "\\v"
            case "\\": quoted += "\\\\"
            case "\"": quoted += "\\\""
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
