import Testing
import VoleryCore
import VoleryYAML

@Suite("Places within a scalar")
struct ScalarPlaceTests {
    /// What is shown for a word of the text of key `a`.
    private func shown(_ word: String, in text: String) throws -> String {
        let source = SourceText(file: "test.yaml", text: text)
        let node = try #require(try YAMLParser.parse(source)["a"])
        let scalar = try #require(node.scalar).text
        let range = try #require(scalar.firstRange(of: word), "no \(word) in \(scalar.debugDescription)")
        let offset = scalar.utf8.distance(from: scalar.startIndex, to: range.lowerBound)
        let place = node.place(ofUTF8Offset: offset, length: scalar[range].utf8.count)
        return "\(place.start.line):\(place.start.column) \(excerpt(place, of: source))"
    }

    @Test(
        "are exact in every style",
        arguments: [
            ("a: one two", "two", "1:8 two"),
            ("a: one\n  two\n\n  three", "two", "2:3 two"),
            ("a: one\n  two\n\n  three", "three", "4:3 three"),
            ("a: one\r\n  two\r\n\r\n  three", "two\nthree", "2:3 two\n\n  three"),
            ("a: one\n  two", "one two", "1:4 one\n  two"),
            ("a: 'it''s two'", "two", "1:11 two"),
            ("a: 'it''s two'", "'s", "1:7 ''s"),
            ("a: 'one\n\n\n  two'", "\n\ntwo", "1:8 \n\n\n  two"),
            ("a: \"\\u00e4\\t\\x41 two\"", "two", "1:18 two"),
            ("a: \"\\u00e4 two\"", "ä", "1:5 \\u00e4"),
            ("a: \"x\\U0001F642\\N\\_\\L\\P\\\\ two\"", "two", "1:27 two"),
            ("a: \"one\\\n   two\"", "two", "2:4 two"),
            ("a: \"one\\\n\n   two\"", "two", "3:4 two"),
            ("a: \"one  \n\n\n  two\"", "two", "4:3 two"),
            ("a: \"äö\\n two\"", "two", "1:10 two"),
            ("a: |\n  one\n  two\n", "two", "3:3 two"),
            ("a: |\n  one\n\n   two\n", "two", "4:4 two"),
            ("a: | # comment\n\n\n  one\n   \n  ä two", "two", "6:5 two"),
            ("a: |2-\n    one\n  two", "  one", "2:3   one"),
            ("a: |2-\n    one\n  two", "two", "3:3 two"),
            ("a: &x !!str |+\n  one\n  two\n\n", "two", "3:3 two"),
            ("a: |\r\n  one\r\n  two\r\n", "two", "3:3 two"),
            ("a: >\n  one\n  two\n  three\n", "three", "4:3 three"),
            ("a: >\n  one\n\n  two\n\n\n  three\n", "three", "7:3 three"),
            ("a: >\n  one\n    more\n    lines\n\n  two\n  three\n", "three", "7:3 three"),
            ("a: >\n  one\n    more\n  two\n", "more", "3:5 more"),
            ("a: >\n  one\n\n   \n\n  two\n", "two", "6:3 two"),
            ("a: |2-\n    \n\n  two\n", "two", "4:3 two"),
            ("a: >-\n\n\n  one\n  two", "two", "5:3 two"),
            ("a: >\n  one\n  two", "one two", "2:3 one\n  two"),
            ("? a\n: one two", "two", "2:7 two"),
            ("{b: 1, a: one two}", "two", "1:15 two"),
        ]
    )
    func exact(text: String, word: String, expected: String) throws {
        #expect(try shown(word, in: text) == expected)
    }

    @Test("an offset out of bounds is the text's start or end")
    func bounds() throws {
        let node = try #require(try YAMLParser.parse("a: 'one'", file: "f")["a"])
        #expect(node.place(ofUTF8Offset: -3, length: 2).start == .init(line: 1, column: 5))
        #expect(node.place(ofUTF8Offset: 99, length: 99).start == .init(line: 1, column: 8))
        #expect(node.place(ofUTF8Offset: 3, length: 0).end == .init(line: 1, column: 8))
        #expect(node.place(ofUTF8Offset: 1, length: .max).end == .init(line: 1, column: 8))
    }

    @Test("a node that is no scalar has its own place")
    func noScalar() throws {
        let node = try YAMLParser.parse("[a]", file: "f")
        #expect(node.place(ofUTF8Offset: 1, length: 1) == node.place)
    }

    @Test("every scalar of the YAML suite that is read has a map", .enabled(if: SharedData.conformance != nil))
    func suite() throws {
        var missing: [String] = []
        for example in try ConformanceTests.cases() {
            let documents = (try? YAMLParser.parseStream(SourceText(file: example.id, text: example.yaml))) ?? []
            if documents.contains(where: hasUnmapped) { missing.append(example.id) }
        }
        #expect(missing.isEmpty)
    }

    private func hasUnmapped(_ node: YAMLNode) -> Bool {
        switch node.content {
        case .scalar: node.scalarMap == nil
        case .sequence(let elements): elements.contains(where: hasUnmapped)
        case .mapping(let entries): entries.contains { hasUnmapped($0.key) || hasUnmapped($0.value) }
        }
    }
}
