import Testing
import VoleryCore

@Suite("Diagnostics for people")
struct DiagnosticRendererTests {
    private func place(_ line: Int, _ start: Int, _ end: Int) -> Place {
        Place(file: "x.yaml", start: .init(line: line, column: start), end: .init(line: line, column: end))
    }

    private func render(_ text: String, _ place: Place, columns: Int = 100) -> String {
        let renderer = DiagnosticRenderer(sources: [SourceText(file: "x.yaml", text: text)], columns: columns)
        return renderer.render(Diagnostic(code: "V0001", "wrong", at: place))
    }

    /// The line that is shown and the carets below it.
    private func excerpt(_ text: String, _ place: Place, columns: Int = 100) -> [String] {
        render(text, place, columns: columns).split(separator: "\n").suffix(2).map { String($0.dropFirst(3)) }
    }

    @Test("show the message, the place, the line, carets, notes and the suggestion")
    func whole() {
        let text = String(repeating: "\n", count: 6) + "    instruction: |\n"
        let diagnostic = Diagnostic(
            code: "V0102",
            "unknown key `instruction`",
            at: place(7, 5, 16),
            notes: ["known keys are\n`model`, `tools`"],
            suggestion: "instructions"
        )
        let renderer = DiagnosticRenderer(sources: [SourceText(file: "x.yaml", text: text)])
        let expected = """
            error[V0102]: unknown key `instruction`
              --> x.yaml:7:5
               |
             7 |     instruction: |
               |     ^^^^^^^^^^^
               = known keys are
                 `model`, `tools`
               = did you mean `instructions`?

            """
        #expect(renderer.render(diagnostic) == expected)
    }

    @Test("colours add nothing but escape sequences")
    func coloured() {
        let diagnostic = Diagnostic(.warning, code: "V0001", "wrong", at: place(1, 1, 2), notes: ["a note"])
        let sources = [SourceText(file: "x.yaml", text: "a: b")]
        let coloured = DiagnosticRenderer(sources: sources, style: .coloured).render(diagnostic)
        #expect(coloured.hasPrefix("\u{1B}[1;33mwarning[V0001]\u{1B}[0m"))
        let stripped = coloured.replacing(/\x1B\[[0-9;]*m/, with: "")
        #expect(stripped == DiagnosticRenderer(sources: sources).render(diagnostic))
    }

    @Test("without a place or the file's text they show what there is")
    func partial() {
        let renderer = DiagnosticRenderer(sources: [])
        #expect(renderer.render(Diagnostic(code: "V0001", "wrong")) == "error[V0001]: wrong\n")
        let placed = Diagnostic(code: "V0001", "wrong", at: place(12, 3, 4))
        #expect(renderer.render([placed, placed]).split(separator: "\n").count == 4)
        #expect(renderer.render(placed) == "error[V0001]: wrong\n   --> x.yaml:12:3\n")
        #expect(render("a", place(9, 1, 2)) == "error[V0001]: wrong\n  --> x.yaml:9:1\n")
    }

    @Test("carets stand below tabs, wide and combining characters")
    func widths() {
        #expect(excerpt("\tab: c", place(1, 2, 4)) == ["|     ab: c", "|     ^^"])
        #expect(excerpt("漢字: b", place(1, 5, 6)) == ["| 漢字: b", "|       ^"])
        #expect(excerpt("漢字: b", place(1, 1, 3)) == ["| 漢字: b", "| ^^^^"])
        #expect(excerpt("e\u{301}: b", place(1, 5, 6)) == ["| e\u{301}: b", "|    ^"])
        #expect(excerpt("🙂 x", place(1, 3, 4)) == ["| 🙂 x", "|    ^"])
    }

    @Test("an empty place and one behind the line's end have one caret")
    func empty() {
        #expect(excerpt("abc", place(1, 4, 4)) == ["| abc", "|    ^"])
        #expect(excerpt("abc", place(1, 9, 9)) == ["| abc", "|    ^"])
    }

    @Test("a place of several lines is marked to the end of its first")
    func severalLines() {
        let place = Place(file: "x.yaml", start: .init(line: 1, column: 4), end: .init(line: 3, column: 2))
        #expect(excerpt("a: [b,\n c,\n]", place) == ["| a: [b,", "|    ^^^"])
    }

    @Test("a long line is cut around the place")
    func longLine() {
        let text = String(repeating: "a", count: 500) + "HERE" + String(repeating: "b", count: 500)
        let lines = excerpt(text, place(1, 501, 505), columns: 30)
        #expect(lines[0] == "| …" + String(repeating: "a", count: 20) + "HEREbbbbb…")
        #expect(lines[1] == "| " + String(repeating: " ", count: 21) + "^^^^")
        #expect(excerpt(text, place(1, 1, 1001), columns: 30)[1] == "| " + String(repeating: "^", count: 30))
    }

    @Test("nothing in a diagnostic or a file can drive the terminal")
    func escapes() {
        let hostile = "a\u{1B}[2J\u{202E}\u{9B}\u{2028}\u{E0041}\u{0}\u{7F}\r"
        let place = Place(file: "x\u{1B}.yaml", start: .init(line: 1, column: 2), end: .init(line: 1, column: 3))
        let diagnostic = Diagnostic(code: "V\u{7}", hostile, at: place, notes: [hostile], suggestion: hostile)
        let source = SourceText(file: "x\u{1B}.yaml", text: hostile)
        let shown = DiagnosticRenderer(sources: [source]).render(diagnostic)
        let visible = shown.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F) }
        #expect(visible)
        #expect(shown.contains("1 | a\\x1b[2J\\u{202e}\\x9b\\u{2028}\\u{e0041}\\x00\\x7f"))
        #expect(shown.contains("  |  ^^^^\n"))
    }

    @Test("for programs they are objects with keys that never change")
    func json() {
        let diagnostic = Diagnostic(code: "V0102", "wrong", at: place(7, 5, 16), notes: ["n"], suggestion: "s")
        #expect(
            diagnostic.json == [
                "severity": "error", "code": "V0102", "message": "wrong",
                "place": ["file": "x.yaml", "start": ["line": 7, "column": 5], "end": ["line": 7, "column": 16]],
                "notes": ["n"], "suggestion": "s",
            ]
        )
        #expect(
            Diagnostic(.warning, code: "V0001", "odd").json == [
                "severity": "warning", "code": "V0001", "message": "odd", "place": nil, "notes": [], "suggestion": nil,
            ]
        )
    }
}
