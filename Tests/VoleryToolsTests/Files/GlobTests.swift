import Testing
import VoleryCore

@testable import VoleryTools

@Suite("Globs")
struct GlobTests {
    private static let cases: [(pattern: String, matching: [String], others: [String])] = [
        ("*.md", ["a.md", "x/y/a.md", ".md"], ["a.mdx", "amd", "a.md/b"]),
        ("docs/*", ["docs/a"], ["docs/a/b", "x/docs/a", "docs"]),
        ("docs/**", ["docs/a", "docs/a/b"], ["docs", "docsx/a"]),
        ("**/a", ["a", "x/a", "x/y/a"], ["xa", "a/x"]),
        ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb"]),
        ("**", ["a", "a/b\nc"], []),
        ("./a/b", ["a/b"], ["x/a/b"]),
        ("/a", ["a"], ["x/a"]),
        ("a?c", ["abc", "aéc"], ["ac", "a/c"]),
        ("[a-c]x", ["bx"], ["dx", "-x"]),
        ("x/[!a]b", ["x/cb"], ["x/ab", "x//b"]),
        ("[!a]b/c", ["xb/c"], ["/b/c", "ab/c"]),
        ("*.{md,txt}", ["a.md", "a.txt"], ["a.mdtxt", "a.{md,txt}"]),
        ("a,b}", ["a,b}"], ["a"]),
        ("a{b,c", ["ab", "ac"], ["a"]),
        ("a+(b)^$|\\", ["a+(b)^$|\\"], ["aab"]),
        ("[", ["["], ["a"]),
    ]

    @Test("Paths match as in other tools", arguments: cases)
    func match(_ pattern: String, _ matching: [String], _ others: [String]) throws {
        let glob = try Glob(pattern)
        for path in matching { #expect(glob.matches(path), "\(pattern) \(path)") }
        for path in others { #expect(!glob.matches(path), "\(pattern) \(path)") }
    }

    @Test("What is no glob is refused by name")
    func refused() {
        #expect(throws: ToolFailure.self) { try Glob("[z-a]") }
        #expect(throws: ToolFailure.self) { try Glob("[]") }
    }

    @Test("A pattern made to take long takes no time")
    func hostile() throws {
        let glob = try Glob(String(repeating: "*a", count: 50) + "b")
        #expect(!glob.matches(String(repeating: "a", count: 100_000)))
    }
}
