/// The text of a file, so that messages can say the line and column of a byte and show the line.
///
/// Lines end with LF, CRLF or CR. A byte-order mark at the start is no part of the text.
public final class SourceText: Sendable {
    /// The file's path as the user knows it.
    public let file: String
    /// The text's UTF-8 bytes as they are in the file, faults included, without a byte-order mark.
    package let bytes: [UInt8]
    private let lineStarts: [Int]
    private let scalars: ScalarIndex

    /// The text of a file from its bytes, which should be UTF-8.
    public init(file: String, bytes: some Collection<UInt8>) {
        self.file = file
        self.bytes = Array(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes.dropFirst(0))
        self.lineStarts = Self.lineStarts(in: self.bytes)
        self.scalars = ScalarIndex(self.bytes)
    }

    /// The text of a file.
    public convenience init(file: String, text: String) {
        self.init(file: file, bytes: text.utf8)
    }

    /// The number of lines; an empty file has one.
    public var lineCount: Int { lineStarts.count }

    /// A line's text without its end, or `nil` if there is no such line; what is no UTF-8 is replaced by U+FFFD.
    public func line(_ number: Int) -> String? {
        utf8Range(ofLine: number).map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// The bytes of a line without its end.
    package func utf8Range(ofLine number: Int) -> Range<Int>? {
        guard number >= 1, number <= lineStarts.count else { return nil }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return start..<end
    }

    /// The line and column of a byte, in constant time but for the search of the line.
    package func position(ofUTF8Offset offset: Int) -> Place.Position {
        let offset = min(max(offset, 0), bytes.count)
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = scalars.count(before: lineStarts[low], in: bytes)
        return Place.Position(line: low + 1, column: scalars.count(before: offset, in: bytes) - before + 1)
    }

    /// The place of a range of bytes.
    package func place(ofUTF8 range: Range<Int>) -> Place {
        Place(
            file: file,
            start: position(ofUTF8Offset: range.lowerBound),
            end: position(ofUTF8Offset: range.upperBound)
        )
    }

    /// The byte at which a Unicode scalar begins, counted from the start of the text.
    package func utf8Offset(ofScalar index: Int) -> Int {
        scalars.offset(of: index, in: bytes)
    }

    /// The byte at which a scalar of a line begins, both counted from 0 in that line; never behind the line's end.
    package func utf8Offset(ofScalar column: Int, inLine number: Int) -> Int {
        guard let line = utf8Range(ofLine: number) else { return bytes.count }
        let before = scalars.count(before: line.lowerBound, in: bytes)
        return min(line.upperBound, scalars.offset(of: before + column, in: bytes))
    }

    private static func lineStarts(in bytes: [UInt8]) -> [Int] {
        var starts = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
            let isFirstOfTwo =
                byte == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
            if !isFirstOfTwo { starts.append(index + 1) }
        }
        return starts
    }
}
