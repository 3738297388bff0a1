import Testing
import VoleryCore

@testable import VoleryTools

@Suite("Files that .gitignore leaves out")
struct IgnoredFilesTests {
    private func listed(_ files: KeyValuePairs<String, String>, below path: String = ".") async throws -> [String] {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        let output = try await call("list_files", ["path": .string(path)], in: folder)
        return output.value.arrayValue?.compactMap(\.stringValue) ?? []
    }

    @Test(
        "Names, endings, folders, anchored paths and `**` are understood as git does",
        arguments: [
            ("build", "build/x src/build y/build/z", "none"),
            ("build/", "build/x src/build", "src/build"),
            ("/build", "build/x src/build", "src/build"),
            ("*.log", "a.log b/c.log d.logs", "d.logs"),
            ("*.log\n!keep.log", "a.log keep.log", "keep.log"),
            ("!keep.log\n*.log", "keep.log x", "x"),
            ("doc/*.txt", "doc/a.txt doc/b/c.txt a.txt", "a.txt doc/b/c.txt"),
            ("doc/**/*.txt", "doc/a.txt doc/b/c/d.txt a.txt", "a.txt"),
            ("**/temp", "temp a/b/temp temper", "temper"),
            ("a/**", "a/b a/c/d b", "b"),
            ("a?c", "abc ac a/c", "a/c ac"),
            ("[ab].c", "a.c b.c c.c", "c.c"),
            ("[!ab].c", "a.c c.c", "a.c"),
            ("# no\n\\#x\nb\\ ", "#x x", "x"),
            ("x \r\n", "x y", "y"),
            ("foo/\n!foo/keep", "foo/keep foo/x", "none"),
            ("[", "a", "a"),
        ]
    )
    func patterns(_ ignore: String, _ names: String, _ left: String) async throws {
        let folder = try TemporaryFolder()
        try folder.write(ignore, to: ".gitignore")
        for name in names.split(separator: " ") { try folder.write("", to: String(name)) }
        let output = try await call("list_files", [:], in: folder)
        let expected = left == "none" ? [] : left.split(separator: " ").map { JSONValue.string(String($0)) }
        #expect(output.value == .array(expected))
    }

    @Test("The nearest file decides, and those above hold below")
    func nested() async throws {
        let files: KeyValuePairs = [
            ".gitignore": "*.o\n/only-here", "a/.gitignore": "!keep.o", "a/keep.o": "", "a/x.o": "", "a/only-here": "",
            "b/keep.o": "", "b/c/x": "", "only-here": "",
        ]
        #expect(try await listed(files) == ["a/keep.o", "a/only-here", "b/c/x"])
        #expect(try await listed(files, below: "a") == ["a/keep.o", "a/only-here"])
        #expect(try await listed(files, below: "b") == ["b/c/x"])
    }

    @Test("What is left out is not searched either")
    func search() async throws {
        let folder = try TemporaryFolder()
        try folder.write("vendor/\n", to: ".gitignore")
        try folder.write("needle\n", to: "vendor/a")
        try folder.write("needle\n", to: "b")
        let hits = try await call("search_files", ["pattern": "needle"], in: folder).value
        #expect(hits == [["path": "b", "line": 1, "text": "needle"]])
    }

    @Test("A .gitignore that is a link, too large or no text does no harm")
    func hostile() async throws {
        let folder = try TemporaryFolder()
        try folder.link(".gitignore", to: "/etc/passwd")
        try folder.write(String(repeating: "(((*[", count: 60_000), to: "a/.gitignore")
        try folder.write("x", to: "a/x")
        #expect(try await call("list_files", [:], in: folder).value == ["a/x"])
    }
}
