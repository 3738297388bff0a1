import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("Standard output carries results alone")
struct OutputFormatTests {
    @Test("one output that is text is given as it is")
    func oneText() {
        #expect(OutputFormat.text.text(of: ["brief": "Swifts\n\u{1B}[2J"], isTerminal: false) == "Swifts\n\u{1B}[2J\n")
        #expect(OutputFormat.text.text(of: ["brief": "Swifts\n"], isTerminal: false) == "Swifts\n")
    }

    @Test("on a terminal, what could drive it is shown")
    func terminal() {
        #expect(OutputFormat.text.text(of: ["brief": "a\tb\n\u{1B}[2J"], isTerminal: true) == "a\tb\n\\x1b[2J\n")
        let json = OutputFormat.json.text(of: ["b": "\u{202E}\u{9B}\u{E0041}é"], isTerminal: true)
        #expect(json == "{\n  \"b\": \"\\u202e\\u009b\\udb40\\udc41é\"\n}\n")
    }

    @Test("several outputs stand under their names; what is no text is JSON")
    func several() {
        #expect(
            OutputFormat.text.text(of: ["brief": "Swifts sleep.", "sources": ["a", 1.0]], isTerminal: false) == """
                brief:
                Swifts sleep.

                sources:
                [
                  "a",
                  1.0
                ]

                """
        )
        #expect(OutputFormat.text.text(of: ["verdict": ["ok": true]], isTerminal: false) == "{\n  \"ok\": true\n}\n")
        #expect(OutputFormat.text.text(of: [:], isTerminal: false) == "")
    }

    @Test("as JSON the outputs are one object, even if there is one")
    func json() {
        #expect(OutputFormat.json.text(of: ["brief": "1.10"], isTerminal: false) == "{\n  \"brief\": \"1.10\"\n}\n")
    }
}
