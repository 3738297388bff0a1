import Testing
import VoleryCore

@Suite("The text of a file")
struct SourceTextTests {
    @Test("lines end with LF, CRLF or CR, and have no end of their own")
    func lines() {
        let source = SourceText(file: "a", text: "one\ntwo\r\nthree\rfour")
        #expect((1...5).map(source.line) == ["one", "two", "three", "four", nil])
        #expect(source.line(0) == nil)
        #expect(SourceText(file: "a", text: "").line(1)?.isEmpty == true)
        #expect(SourceText(file: "a", text: "x\n").lineCount == 2)
    }

    @Test("columns count Unicode scalars from 1")
    func columns() {
        let source = SourceText(file: "a", text: "äb\n🙂c")
        #expect(source.position(ofUTF8Offset: 2) == .init(line: 1, column: 2))
        #expect(source.position(ofUTF8Offset: 8) == .init(line: 2, column: 2))
        #expect(source.position(ofUTF8Offset: 99) == .init(line: 2, column: 3))
        #expect(source.position(ofUTF8Offset: -1) == .init(line: 1, column: 1))
    }

    @Test("a byte-order mark is no part of the text")
    func byteOrderMark() {
        let source = SourceText(file: "a", bytes: [0xEF, 0xBB, 0xBF, 0x61])
        #expect(source.line(1) == "a")
        #expect(source.position(ofUTF8Offset: 0) == .init(line: 1, column: 1))
    }

    @Test("every scalar is found again by its number, in long text as well")
    func scalars() {
        let text = String(repeating: "aé漢🙂\n", count: 300)
        let source = SourceText(file: "a", text: text)
        var offset = 0
        for (index, scalar) in text.unicodeScalars.enumerated() {
            #expect(source.utf8Offset(ofScalar: index) == offset)
            #expect(source.position(ofUTF8Offset: offset) == .init(line: index / 5 + 1, column: index % 5 + 1))
            offset += UTF8.width(scalar)
        }
        #expect(source.utf8Offset(ofScalar: 99_999) == offset)
    }

    @Test("bytes that are no UTF-8 are shown as U+FFFD")
    func invalid() {
        #expect(SourceText(file: "a", bytes: [0x61, 0xFF, 0x62]).line(1) == "a\u{FFFD}b")
    }
}
