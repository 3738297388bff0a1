import Testing
import VoleryCore
import VoleryYAML

@Suite("Nodes and their places")
struct NodeTests {
    let source = SourceText(
        file: "test.yaml",
        text: """
            # a comment
            name: "Ä b"   # another
            list:
            - one
            - [two, {three: 3}]
            empty:
            text: |
              first

              last

            shared: &s !!map
              k: v
            alias: *s
            """
    )

    private func shown(_ node: YAMLNode?) throws -> String {
        excerpt(try #require(node).place, of: source)
    }

    @Test("a place is what's written, without comments, tags and anchors")
    func places() throws {
        let root = try YAMLParser.parse(source)
        #expect(root.place.start == .init(line: 2, column: 1))
        #expect(try shown(root["name"]) == "\"Ä b\"")
        #expect(try shown(root["list"]) == "- one\n- [two, {three: 3}]")
        #expect(try shown(root["list"]?.elements?[1].elements?[1]) == "{three: 3}")
        #expect(try shown(root["text"]) == "|\n  first\n\n  last")
        #expect(try shown(root["shared"]) == "k: v")
        #expect(try shown(root.entries?.last?.key) == "alias")
        #expect(root["empty"]?.place.start == .init(line: 6, column: 7))
        #expect(root["empty"]?.place.end == .init(line: 6, column: 7))
    }

    @Test("an alias is the node of its anchor")
    func alias() throws {
        let root = try YAMLParser.parse(source)
        #expect(root["alias"]?.place == root["shared"]?.place)
        #expect(try root["alias"]?.json() == ["k": "v"])
    }

    @Test("order and text of keys are kept")
    func order() throws {
        let root = try YAMLParser.parse("z: 1\na: 2\n007: 3\ntrue: 4", file: "test.yaml")
        #expect(root.entries?.map(\.name) == ["z", "a", "007", "true"])
    }

    @Test("nodes say what they are")
    func kinds() throws {
        let root = try YAMLParser.parse("[a, 1, 1.5, true, ~, [], {}]", file: "test.yaml")
        #expect(
            root.elements?.map(\.kindName) == [
                "text", "an integer", "a number", "a boolean", "null", "a list", "a mapping",
            ]
        )
    }

    @Test("what JSON can't hold is said, all of it")
    func json() throws {
        let text = "a: .nan\nb: [1e999, 1]\nc: 99999999999999999999\ntrue: 1\n'true': 2"
        let root = try YAMLParser.parse(text, file: "f")
        var faults: [Diagnostic] = []
        _ = root.json(&faults)
        #expect(faults.map(\.code) == ["V0017", "V0017", "V0017", "V0018"])
        #expect(faults.compactMap(\.place?.start.line) == [1, 2, 3, 5])
        #expect(throws: DiagnosticsError.self) { try root.json() }
    }

    @Test("the text of the last line is the same with and without its end")
    func lastLine() throws {
        #expect(try YAMLParser.parse("a: |\n  x", file: "f").json() == ["a": "x\n"])
        #expect(try YAMLParser.parse("a: |\n  x\n", file: "f").json() == ["a": "x\n"])
        #expect(try YAMLParser.parse("a: x", file: "f").json() == ["a": "x"])
    }

    @Test("documents of a stream are read one after another")
    func stream() throws {
        let documents = try YAMLParser.parseStream(SourceText(file: "f", text: "a: &x 1\n---\n- b\n...\n"))
        #expect(try documents.map { try $0.json() } == [["a": 1], ["b"]])
        #expect(throws: DiagnosticsError.self) {
            try YAMLParser.parseStream(SourceText(file: "f", text: "a: &x 1\n---\n- *x\n"))
        }
    }
}
