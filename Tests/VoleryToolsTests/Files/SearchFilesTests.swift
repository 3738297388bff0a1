import Testing
import VoleryCore

@testable import VoleryTools

@Suite("search_files")
struct SearchFilesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func search(_ arguments: JSONValue, grant: JSONValue = .null) async throws -> [JSONValue] {
        try await call("search_files", arguments, grant: grant, in: folder).value.arrayValue ?? []
    }

    private func hit(_ path: String, _ line: Int, _ text: String) -> JSONValue {
        ["path": .string(path), "line": .int(line), "text": .string(text)]
    }

    @Test("Each line that matches is told once, with its number, in the order of paths and lines")
    func hits() async throws {
        try folder.write("one\ntwo two\nthree\r\n\nTwo", to: "b")
        try folder.write("two", to: "a/c")
        try folder.write("two", to: ".hidden")
        #expect(try await search(["pattern": "two"]) == [hit("a/c", 1, "two"), hit("b", 2, "two two")])
        #expect(try await search(["pattern": "(?i)^TWO$"]) == [hit("a/c", 1, "two"), hit("b", 5, "Two")])
        #expect(try await search(["pattern": "thr", "path": "b"]) == [hit("b", 3, "three")])
        #expect(try await search(["pattern": "two", "path": "a"]) == [hit("a/c", 1, "two")])
        #expect(try await search(["pattern": "none"]).isEmpty)
    }

    @Test("A match lies within one line, and what could run on finds every line")
    func lines() async throws {
        try folder.write("a\nb\n\nc", to: "x")
        #expect(try await search(["pattern": "a\\s+b"]).isEmpty)
        #expect(try await search(["pattern": "[^z]+"]) == [hit("x", 1, "a"), hit("x", 2, "b"), hit("x", 4, "c")])
        #expect(try await search(["pattern": "^$"]) == [hit("x", 3, "")])
        #expect(try await search(["pattern": ""]).count == 4)
    }

    @Test("A line's end is before its CR, unless the pattern looks for that")
    func windows() async throws {
        try folder.write("a\r\nb\rc\r\n\r\nd\r", to: "x")
        #expect(try await search(["pattern": "[ac]$"]) == [hit("x", 1, "a"), hit("x", 2, "b\rc")])
        #expect(try await search(["pattern": "^$"]) == [hit("x", 3, "")])
        #expect(try await search(["pattern": "c\\r$"]) == [hit("x", 2, "b\rc")])
    }

    @Test("A long line is shown by its start, and never cut within a character")
    func longLines() async throws {
        try folder.write(String(repeating: "é", count: 300) + "x", to: "a")
        let text = try await search(["pattern": "x$"]).first?["text"]?.stringValue
        #expect(text == String(repeating: "é", count: 200) + "…")
    }

    @Test("Files that are no text, or too large, are passed over")
    func passedOver() async throws {
        try folder.write([0x61, 0, 0x61], to: "binary")
        try folder.write([0xE9, 0x61], to: "latin")
        try folder.write("aaaaaaaaaaaa", to: "large")
        #expect(try await search(["pattern": "a"], grant: ["max_size": "10B"]) == [hit("latin", 1, "\u{FFFD}a")])
    }

    @Test("Only what the grant names is searched, by no link either")
    func grant() async throws {
        try folder.write("a", to: "docs/a")
        try folder.write("a", to: "other/b")
        try folder.link("docs/link", to: "../other")
        let grant: JSONValue = ["only": ["docs/**"]]
        #expect(try await search(["pattern": "a"], grant: grant) == [hit("docs/a", 1, "a")])
        for path in ["other/b", "docs/link", "docs/link/b", "../x"] {
            let arguments: JSONValue = ["pattern": "a", "path": .string(path)]
            #expect(await failure("search_files", arguments, grant: grant, in: folder)?.isEmpty == false, "\(path)")
        }
    }

    @Test("What is no regular expression is an error that shows it")
    func faultyPattern() async {
        #expect(
            await failure("search_files", ["pattern": "(a"], in: folder)?.contains("not a regular expression") == true
        )
    }

    @Test("More hits than a model can use are an error that says what to do")
    func many() async throws {
        try folder.write(String(repeating: "a\n", count: 1_001), to: "x")
        #expect(await failure("search_files", ["pattern": "a"], in: folder)?.contains("more than 1000 lines") == true)
    }

    @Test(
        "Patterns and files made to take long take no time",
        arguments: ["(a+)+$", "a[^q]*z", "(?s)a.*z", "(.*)(.*)(.*)b"]
    )
    func hostile(_ pattern: String) async throws {
        try folder.write(String(repeating: "a\n", count: 400_000) + "z", to: "x")
        do {
            #expect(try await search(["pattern": .string(pattern)]).count < 1_000)
        } catch let failure as ToolFailure {
            #expect(failure.message.contains("more than 1000 lines"))
        }
    }
}
