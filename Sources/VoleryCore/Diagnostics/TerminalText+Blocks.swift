extension TerminalText {
    /// Escaped text of at most so many columns, `…` included where something is left out, and its width.
    ///
    /// Characters without a width of their own are bounded as well, so the result's size follows from the columns alone.
    package static func fitted(_ text: some StringProtocol, columns limit: Int) -> (text: String, columns: Int) {
        var result = ""
        var (columns, scalars) = (0, 0)
        // Where to cut so that `…` still has its place.
        var (cut, cutColumns) = (result.endIndex, 0)
        for scalar in text.unicodeScalars {
            let width = width(of: scalar)
            scalars += 1
            if columns + width > limit || scalars > 4 * limit {
                guard limit > 0 else { return ("", 0) }
                return (result[..<cut] + "…", cutColumns + 1)
            }
            result += escape(scalar) ?? String(scalar)
            columns += width
            if columns < limit { (cut, cutColumns) = (result.endIndex, columns) }
        }
        return (result, columns)
    }

    /// The lines of a text, each escaped and bounded; a last line says how many are left out.
    ///
    /// - Parameters:
    ///   - text: Any text; its line ends (LF, CRLF) break lines, tabs become spaces.
    ///   - columns: The most columns of a line.
    ///   - limit: The most lines, from 2.
    /// - Returns: The lines, without line breaks.
    package static func block(_ text: String, columns: Int = 200, lines limit: Int = 40) -> [String] {
        var lines: [String] = []
        var leftOut = 0
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            guard lines.count < limit else {
                leftOut += 1
                continue
            }
            lines.append(fitted(expanded(line), columns: columns).text)
        }
        if text.utf8.last == UInt8(ascii: "\n") {
            if leftOut > 0 { leftOut -= 1 } else { lines.removeLast() }
        }
        guard leftOut > 0 else { return lines }
        lines.removeLast()
        return lines + ["… \(leftOut + 1) more lines"]
    }

    /// The first line of a text, not yet escaped, with `…` if there are more.
    package static func firstLine(of text: String) -> String {
        guard let end = text.utf8.firstIndex(of: UInt8(ascii: "\n")) else { return text }
        let isLast = text.utf8.index(after: end) == text.utf8.endIndex
        return text[..<end] + (isLast ? "" : " …")
    }

    /// Text of any length made safe, with its line feeds and tabs as they are.
    package static func escapedKeepingLines(_ text: String) -> String {
        if text.utf8.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A || $0 == 0x09 }) { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar != "\n", scalar != "\t", let escape = escape(scalar) {
                result += escape
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// JSON text with the same meaning in which nothing can drive a terminal: such characters as `\u` escapes.
    ///
    /// - Parameter json: JSON text; outside its strings it has no character that needs an escape but line feeds.
    /// - Returns: JSON text of the same value.
    package static func escapedJSON(_ json: String) -> String {
        if json.utf8.allSatisfy({ $0 < 0x7F }) { return json }
        var result = ""
        for scalar in json.unicodeScalars {
            if scalar.value >= 0x7F, escape(scalar) != nil {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A line with four spaces for each tab and without the CR of a CRLF.
    private static func expanded(_ line: Substring.UTF8View) -> String {
        let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        var bytes: [UInt8] = []
        for byte in content.prefix(4_096) {
            if byte == UInt8(ascii: "\t") {
                bytes += repeatElement(UInt8(ascii: " "), count: 4)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension TerminalText {
    /// Escaped text broken into lines of at most so many columns, at spaces where that leaves no line half empty.
    package static func wrapped(_ text: some StringProtocol, columns: Int) -> [String] {
        var lines: [String] = []
        var line = Wrapping(columns: max(1, columns))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": lines.append(line.take())
            case "\r": continue
            case "\t": lines += line.add("    ", width: 4)
            default: lines += line.add(escape(scalar) ?? String(scalar), width: width(of: scalar))
            }
        }
        let last = line.take()
        return last.isEmpty ? lines : lines + [last]
    }

    /// The line that is being filled.
    private struct Wrapping {
        let columns: Int
        private var text = ""
        private var width = 0
        /// The end of the last space, and the width up to there.
        private var space: (index: String.Index, width: Int)?

        init(columns: Int) {
            self.columns = columns
        }

        /// Adds a character; gives the line that it made full.
        mutating func add(_ character: String, width added: Int) -> [String] {
            var full: [String] = []
            if width + added > columns, width > 0 { full.append(breakLine()) }
            text += character
            width += added
            if character == " " { space = (text.endIndex, width) }
            return full
        }

        mutating func take() -> String {
            defer { (text, width, space) = ("", 0, nil) }
            return text
        }

        private mutating func breakLine() -> String {
            guard let space, space.width > columns / 2 else { return take() }
            let (head, rest) = (String(text[..<space.index]), String(text[space.index...]))
            (text, width, self.space) = (rest, width - space.width, nil)
            return head
        }
    }
}
