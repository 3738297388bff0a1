import Glibc
import Testing
import VoleryCore

@testable import VoleryTools

@Suite("write_file")
struct WriteFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ text: String, to path: String, grant: JSONValue = .null) async throws -> ToolOutput {
        try await call("write_file", ["path": .string(path), "text": .string(text)], grant: grant, in: folder)
    }

    private func refusal(_ path: String, grant: JSONValue = .null) async -> String {
        await failure("write_file", ["path": .string(path), "text": "x"], grant: grant, in: folder) ?? ""
    }

    private func content(_ path: String) async throws -> String {
        try await call("read_file", ["path": .string(path)], in: folder).text
    }

    @Test("A file is made, with the folders above it, and written anew as a whole")
    func whole() async throws {
        #expect(try await write("one\n", to: "a/b/c.txt").value == .null)
        #expect(try await content("a/b/c.txt") == "one\n")
        _ = try await write("", to: "/workspace/a/b/c.txt")
        #expect(try await content("a/b/c.txt") == "")
    }

    @Test(
        "What is outside, a folder, a link or protected is refused, and nothing is written",
        arguments: [
            "../x", "/etc/x", "a/../../x", "", ".", "folder", "out/x", "link", ".git/hooks/pre-commit", ".envrc",
            "workflows/own.yaml", "agents/a.yaml", "volery.yaml", "Volery.yaml", "x\u{0}y",
        ]
    )
    func refused(_ path: String) async throws {
        try folder.make("folder")
        try folder.write("kept", to: "target")
        try folder.link("out", to: "/tmp")
        try folder.link("link", to: "target")
        #expect(!(await refusal(path)).isEmpty)
        #expect(try await content("target") == "kept")
    }

    @Test("A narrower root does not open what is protected")
    func narrowedRoot() async throws {
        try folder.make(".git/hooks")
        #expect(await refusal("hooks/pre-commit", grant: ["root": ".git"]).contains("protected"))
        try folder.make("workflows")
        #expect(await refusal("a.yaml", grant: ["root": "workflows"]).contains("protected"))
    }

    @Test("A path that ends as a folder's does makes no file of that name")
    func folderName() async throws {
        #expect(await refusal("new/").contains("names a folder"))
        #expect(try await call("list_files", ["path": "."], in: folder).value == [])
    }

    @Test("Globs say which files may be written, and no link stands for another")
    func globs() async throws {
        let grant: JSONValue = ["only": ["notes/**"]]
        _ = try await write("x", to: "notes/a/b.md", grant: grant)
        #expect(await refusal("b.md", grant: grant) == #""b.md": only notes/** may be written"#)
        try folder.make("private")
        try folder.link("notes/door", to: "../private")
        #expect(!(await refusal("notes/door/x", grant: grant)).isEmpty)
    }

    @Test("A hard link elsewhere keeps the old content, and permissions stay")
    func hardLink() async throws {
        try folder.write("old", to: "a")
        #expect(link("\(folder.path)/a", "\(folder.path)/b") == 0)
        #expect(chmod("\(folder.path)/a", 0o640) == 0)
        _ = try await write("new", to: "a")
        #expect(try await content("b") == "old")
        var found = stat()
        #expect(stat("\(folder.path)/a", &found) == 0)
        #expect(found.st_mode & 0o777 == 0o640)
    }

    @Test("On a full disk the old file stays as it was, and nothing is left over")
    func fullDisk() async throws {
        try folder.write("old", to: "a")
        var before = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &before)
        let handler = signal(SIGXFSZ, SIG_IGN)
        var small = rlimit(rlim_cur: 1_000, rlim_max: before.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &small)
        let text = String(repeating: "x", count: 5_000)
        let message = await failure("write_file", ["path": "a", "text": .string(text)], in: folder)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &before)
        signal(SIGXFSZ, handler)
        #expect(message?.contains("File too large") == true)
        #expect(try await content("a") == "old")
        #expect(try await call("shell", ["command": "ls -A"], in: folder).value["stdout"] == "a\n")
    }
}
