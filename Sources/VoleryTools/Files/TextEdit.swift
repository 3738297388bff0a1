internal import VoleryCore

/// One exact replacement in a text: where it goes, what comes of it, and how it looks as a diff.
struct TextEdit {
    let text: [UInt8]
    let old: [UInt8]
    let new: [UInt8]

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    /// How many unchanged lines a diff shows around the change.
    private static let context = 3

    /// A replacement.
    ///
    /// Where all lines of the text end in CR LF, so do those of the other two: models write LF alone, which such a text
    /// does not hold, and which would be the only one of its kind in it.
    init(text: [UInt8], old: [UInt8], new: [UInt8]) {
        let breaks = text.indices.filter { text[$0] == Self.newline }
        let isWindows = !breaks.isEmpty && breaks.allSatisfy { $0 > 0 && text[$0 - 1] == Self.carriageReturn }
        self.text = text
        self.old = isWindows ? Self.brokenByBoth(old) : old
        self.new = isWindows ? Self.brokenByBoth(new) : new
    }

    private static func brokenByBoth(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in text {
            if byte == newline, result.last != carriageReturn { result.append(carriageReturn) }
            result.append(byte)
        }
        return result
    }

    /// The one place of the old text.
    ///
    /// - Parameter path: The file's name for messages.
    /// - Returns: The bytes that it takes.
    /// - Throws: `ToolFailure` when it is nowhere or in several places, with what to do.
    func place(in path: String) throws -> Range<Int> {
        guard old != new else {
            throw ToolFailure.correctable("`old` and `new` are the same, so there is nothing to change")
        }
        let starts = occurrences(atMost: 10)
        guard let first = starts.first else { throw ToolFailure.correctable(missing(path)) }
        guard starts.count == 1 else {
            let lines = starts.map { String(line(at: $0)) }.joined(separator: ", ")
            let count = starts.count == 10 ? "10 times or more" : "\(starts.count) times"
            throw ToolFailure.correctable(
                """
                \(path) holds that text \(count), on lines \(lines), so it is not clear which is meant; give more of what \
                stands around the one to change
                """
            )
        }
        return first..<first + old.count
    }

    /// The text with the change.
    func applied(at range: Range<Int>) -> [UInt8] {
        text[..<range.lowerBound] + new + text[range.upperBound...]
    }

    /// The change as a unified diff of whole lines.
    func diff(at range: Range<Int>, path: String) -> String {
        let start = text[..<range.lowerBound].lastIndex(of: Self.newline).map { $0 + 1 } ?? 0
        let isWhole = range.upperBound > start && text[range.upperBound - 1] == Self.newline
        let end = isWhole ? range.upperBound : lineEnd(from: range.upperBound)
        let removed = lines(text[start..<end])
        let added = lines(text[start..<range.lowerBound] + new + text[range.upperBound..<end])
        let before = Array(lines(text[..<start]).suffix(Self.context))
        let after = Array(lines(text[end...]).prefix(Self.context))
        let first = line(at: start) - before.count
        let counts = (before.count + removed.count + after.count, before.count + added.count + after.count)
        let head = "--- \(path)\n+++ \(path)\n@@ -\(first),\(counts.0) +\(first),\(counts.1) @@\n"
        let body = before.map { " " + $0 } + removed.map { "-" + $0 } + added.map { "+" + $0 } + after.map { " " + $0 }
        return head + body.joined(separator: "\n")
    }

    private func missing(_ path: String) -> String {
        var message = "\(path) does not hold that text"
        let words = String(decoding: old, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let whole = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        if !words.isEmpty, whole.firstRange(of: words) != nil {
            message += "; it does with other white space, so copy it from the file to the letter"
        }
        return message
    }

    /// Where the old text begins, by the search of Knuth, Morris and Pratt: linear, whatever the texts are.
    private func occurrences(atMost limit: Int) -> [Int] {
        var fallback = [Int](repeating: 0, count: old.count)
        var matched = 0
        for index in old.indices.dropFirst() {
            while matched > 0, old[index] != old[matched] { matched = fallback[matched - 1] }
            if old[index] == old[matched] { matched += 1 }
            fallback[index] = matched
        }
        var found: [Int] = []
        matched = 0
        for index in text.indices {
            while matched > 0, matched == old.count || text[index] != old[matched] { matched = fallback[matched - 1] }
            if text[index] == old[matched] { matched += 1 }
            if matched == old.count {
                found.append(index + 1 - old.count)
                if found.count == limit { break }
            }
        }
        return found
    }

    private func line(at offset: Int) -> Int { text[..<offset].count { $0 == Self.newline } + 1 }

    private func lineEnd(from offset: Int) -> Int {
        text[offset...].firstIndex(of: Self.newline).map { $0 + 1 } ?? text.count
    }

    private func lines(_ bytes: some Collection<UInt8>) -> [String] {
        var parts = bytes.split(separator: Self.newline, omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }
}
