import Testing
import VoleryCore

@testable import VoleryTools

@Suite("list_files")
struct ListFilesTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["b.md", "a/c.txt", "a/d.md", "a.md", ".hidden", ".git/config", "a/.x/y"] {
            try folder.write("x", to: name)
        }
        try folder.link("link.md", to: "b.md")
        try folder.link("out", to: "/etc")
    }

    private func list(_ arguments: JSONValue = [:], grant: JSONValue = .null) async throws -> JSONValue {
        try await call("list_files", arguments, grant: grant, in: folder).value
    }

    @Test("All files are listed by path, without hidden ones and links")
    func all() async throws {
        #expect(try await list() == ["a.md", "a/c.txt", "a/d.md", "b.md"])
    }

    @Test("A folder is listed by paths that can be read again, a hidden one too when it is named")
    func folders() async throws {
        #expect(try await list(["path": "a/"]) == ["a/c.txt", "a/d.md"])
        #expect(try await list(["path": "/workspace/a"]) == ["a/c.txt", "a/d.md"])
        #expect(try await list(["path": "a/.x"]) == ["a/.x/y"])
    }

    @Test("Globs of the call and of the grant both count")
    func globs() async throws {
        #expect(try await list(["only": ["*.md"]]) == ["a.md", "a/d.md", "b.md"])
        #expect(try await list(["only": ["a/*", "b.*"]]) == ["a/c.txt", "a/d.md", "b.md"])
        #expect(try await list(["only": ["*.md"]], grant: ["only": ["a/**"]]) == ["a/d.md"])
        #expect(try await list(grant: ["root": "a", "only": ["*.md"]]) == ["d.md"])
    }

    @Test(
        "Where there is no folder to list, the reason is given",
        arguments: ["none", "b.md", "..", "out", "a/../../x"]
    )
    func refused(_ path: String) async {
        #expect(await failure("list_files", ["path": .string(path)], in: folder)?.isEmpty == false)
    }

    @Test("More files than a model can use are an error that says what to do")
    func many() async throws {
        for number in 0..<(ListFiles.mostPaths + 1) { try folder.write("", to: "many/\(number)") }
        #expect(await failure("list_files", [:], in: folder)?.contains("more than 5000 files") == true)
        #expect(try await list(["only": ["many/11*"]]).arrayValue?.count == 111)
    }
}
