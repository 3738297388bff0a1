import Testing
import VoleryCore

@testable import VoleryTools

@Suite("edit_file")
struct EditFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func edit(_ old: String, _ new: String) async throws -> String {
        try await call("edit_file", ["path": "x", "old": .string(old), "new": .string(new)], in: folder).text
    }

    private func refusal(_ old: String, _ new: String) async -> String {
        await failure("edit_file", ["path": "x", "old": .string(old), "new": .string(new)], in: folder) ?? ""
    }

    private func content() async throws -> String { try await call("read_file", ["path": "x"], in: folder).text }

    @Test("One place is replaced to the letter, and the change comes back as a diff")
    func replaced() async throws {
        try folder.write("1\n2\n3\n4 old\r\n5\n6\n7\n8\n", to: "x")
        let diff = try await edit("4 old", "4 new\n4½")
        #expect(try await content() == "1\n2\n3\n4 new\n4½\r\n5\n6\n7\n8\n")
        #expect(
            diff == """
                --- x
                +++ x
                @@ -1,7 +1,8 @@
                 1
                 2
                 3
                -4 old\r
                +4 new
                +4½\r
                 5
                 6
                 7
                """
        )
    }

    @Test("Where every line ends in CR LF, so do the lines of both texts, whichever way they are given")
    func windows() async throws {
        for end in ["\n", "\r\n"] {
            try folder.write("a\r\nb\r\nc\r\n", to: "x")
            _ = try await edit("a\(end)b", "A\(end)B\(end)B")
            #expect(try await content() == "A\r\nB\r\nB\r\nc\r\n")
        }
        try folder.write("a\r\nb\nc\r\n", to: "x")
        #expect(await refusal("a\nb", "A").contains("with other white space"))
        _ = try await edit("b\nc", "B\nC")
        #expect(try await content() == "a\r\nB\nC\r\n")
    }

    @Test(
        "Whole lines, the first and the last, can be taken out",
        arguments: [
            ("a\nb\nc\n", "a\n", "@@ -1,3 +1,2 @@\n-a\n b\n c"),
            ("a\nb\nc", "\nc", "@@ -1,3 +1,2 @@\n a\n-b\n-c\n+b"),
            ("a", "a", "@@ -1,1 +1,0 @@\n-a"),
        ]
    )
    func ends(_ text: String, _ old: String, _ hunk: String) async throws {
        try folder.write(text, to: "x")
        #expect(try await edit(old, "").hasSuffix(hunk))
        #expect(try await content() == text.replacing(old, with: "", maxReplacements: 1))
    }

    @Test("Text that is nowhere, or in several places, is refused with what to do")
    func ambiguous() async throws {
        try folder.write("let a = 1\nlet  b = 2\nlet a = 1\n", to: "x")
        #expect(await refusal("let c", "x") == "x does not hold that text")
        #expect(await refusal("let b", "x").hasSuffix("so copy it from the file to the letter"))
        #expect(await refusal("let a", "x").contains("2 times, on lines 1, 3"))
        #expect(await refusal("let a", "let a").contains("nothing to change"))
        #expect(try await content() == "let a = 1\nlet  b = 2\nlet a = 1\n")
    }

    @Test("Places that overlap are told as several")
    func overlapping() async throws {
        try folder.write("aaa", to: "x")
        #expect(await refusal("aa", "b").contains("2 times, on lines 1, 1"))
    }

    @Test("Binary files and files too large are left alone")
    func binary() async throws {
        try folder.write([0x61, 0, 0x62], to: "x")
        #expect(await refusal("a", "b").contains("binary"))
        try folder.write(String(repeating: "a", count: 1_000_001), to: "x")
        #expect(await refusal("b", "c").contains("1000000"))
    }

    @Test("A search for a text that nearly repeats is linear")
    func linear() async throws {
        let almost = String(repeating: "a", count: 400_000)
        try folder.write(almost + almost, to: "x")
        #expect(await refusal(almost + "b", "c").hasPrefix("x does not hold that text"))
    }
}
