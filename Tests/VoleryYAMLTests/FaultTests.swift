import Testing
import VoleryCore
import VoleryYAML

@Suite("Faults of a file")
struct FaultTests {
    @Test("are reported in one go, in the order of their places")
    func several() {
        let text = "a: !env HOME\nb: *nowhere\na: 1\nc: {<<: {}, d: 1, d: 2}\n[x]: 1\n~: 2\ne: !!int abc\n"
        #expect(
            faults(text) == [
                "V0013 1:4", "V0009 2:4", "V0011 3:1", "V0012 4:5", "V0011 4:19", "V0015 5:1", "V0015 6:1", "V0014 7:4",
            ]
        )
    }

    @Test(
        "each has its code and place",
        arguments: [
            ("", "V0005 1:1"), ("# only a comment\n", "V0005 1:1"),
            ("a: 1\n---\nb: 2\n", "V0006 2:1"),
            ("a: &x [1, *x]", "V0010 1:11"), ("a: &x 1\nb: &x [*x]", "V0010 2:8"),
            ("a: 1\n'a': 2", "V0011 2:1"), ("1: a\n0x1: b", "V0011 2:1"), ("true: a\nTrue: b", "V0011 2:1"),
            ("0.0: a\n-0.0: b", "V0011 2:1"), ("&k a: 1\n*k : 2", "V0011 2:1"),
            ("~: 1", "V0015 1:1"), ("{a: 1}: 2", "V0015 1:1"),
            ("a: !!binary aGk=", "V0013 1:4"), ("a: !<x:y> 1", "V0013 1:4"), ("a: !x [1]", "V0013 1:4"),
            ("a: !!map [1]", "V0014 1:4"), ("a: !!seq 1", "V0014 1:4"), ("a: !!bool yes", "V0014 1:4"),
            ("a: \u{1B}[0m", "V0004 1:4"), ("# \u{2028}b: 1", "V0004 1:3"), ("a: \u{85}", "V0004 1:4"),
            ("{?a: 1}", "V0001 1:2"), ("&a:b c", "V0001 1:1"),
        ]
    )
    func each(text: String, fault: String) {
        #expect(faults(text) == [fault])
    }

    @Test(
        "keys of other bytes or another kind are two",
        arguments: ["true: a\n'true': b", "\u{e9}: 1\ne\u{301}: 2", "1: a\n1.0: b"]
    )
    func distinctKeys(text: String) {
        #expect(faults(text).isEmpty)
    }

    @Test(
        "of the grammar are told in plain words",
        arguments: [
            ("a:\n\tb: 1", "a tab can't indent", "2:1"),
            ("a: 'x\nb: 1\n", "this quote is never closed", "1:4"),
            ("a: [1, 2\n", "this bracket is never closed", "1:4"),
            ("a: b: c", "a `:` can't begin a value here", "1:5"),
            ("a: 1\n c: 2", "a `:` can't begin a value here", "2:3"),
            ("a: @x", "a value can't begin with `@`", "1:4"),
            ("a: 1\nb\nc: 2", "this line has no `:` behind its key", "3:1"),
            ("a: 'b' c", "a key and `:` were expected here", "1:8"),
            ("a: [b, c: d}]", "a `,` or `]` was expected here", "1:12"),
            ("a: \"\\q\"", "there is no such escape in double quotes", "1:5"),
        ]
    )
    func syntax(text: String, message: String, position: String) {
        let found = faults(of: SourceText(file: "f", text: text))
        #expect(found.map(\.message) == [message])
        #expect(faults(text) == ["V0001 \(position)"])
    }

    @Test(
        "of missing quotes show the line with quotes",
        arguments: [
            ("if: !done", "if: \"!done\""),
            ("  if: *x", "if: \"*x\""),
            ("if: a ? b : c", "if: \"a ? b : c\""),
            ("- if: \"a\" == b", "- if: '\"a\" == b'"),
            ("if: \"a\" == b", "if: '\"a\" == b'"),
            ("if: 'it' + \"s\"", "if: '''it'' + \"s\"'"),
            ("if: {'a': 1}.size() > 0", "if: \"{'a': 1}.size() > 0\""),
            ("with: { a: ${{ inputs.a }} }", "with: { a: \"${{ inputs.a }}\" }"),
            ("a: @x", "a: \"@x\""),
            ("a: 'x", nil),
        ]
    )
    func quotes(text: String, suggestion: String?) {
        let found = faults(of: SourceText(file: "f", text: text))
        #expect(found.count == 1)
        #expect(found.first?.suggestion == suggestion)
    }

    @Test("an unknown anchor has the nearest known one beside it")
    func nearestAnchor() {
        let found = faults(of: SourceText(file: "f", text: "a: &common 1\nb: *comon"))
        #expect(found.map(\.suggestion) == ["*common"])
    }

    @Test("of the encoding say where the first bad byte is")
    func encoding() {
        let bytes: [UInt8] = Array("a: b\nc: ".utf8) + [0xC3, 0x28]
        let found = faults(of: SourceText(file: "f", bytes: bytes))
        #expect(found.map(\.code) == ["V0003"])
        #expect(found.first?.place?.start == .init(line: 2, column: 4))
        #expect(faults(of: SourceText(file: "f", bytes: [0xFF, 0xFE, 0x61, 0])).first?.message == "the file is UTF-16")
    }

    @Test("a file of the language is a mapping", arguments: ["- a", "text", "---\n"])
    func mapping(text: String) {
        #expect(throws: DiagnosticsError.self) { try YAMLParser.parseMapping(SourceText(file: "f", text: text)) }
    }

    @Test("codes differ and lie in their range")
    func codes() {
        let codes = YAMLCode.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0 >= "V0001" && $0 <= "V0049" })
    }
}
