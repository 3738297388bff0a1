import Glibc
import Testing

@testable import VolerySandbox

@Suite("A file root")
struct FileRootTests {
    private let folder: TemporaryFolder
    private let root: FileRoot

    init() throws {
        folder = try TemporaryFolder()
        root = try FileRoot(folder.path, protected: [".git", ".github/workflows", ".envrc"])
    }

    private func code(_ body: () throws(FileRootError) -> some Any) -> FileRootError.Code? {
        do throws(FileRootError) {
            _ = try body()
            return nil
        } catch {
            return error.code
        }
    }

    private func write(_ text: String, to path: String) throws(FileRootError) {
        try root.write(Array(text.utf8), to: path)
    }

    @Test("knows its files under the name that it is shown as, and under no name that only starts so")
    func shownName() throws {
        try write("x", to: "/workspace/a/b")
        #expect(try root.read("a/b") == [UInt8(ascii: "x")])
        #expect(try root.read("/workspace//a/b") == [UInt8(ascii: "x")])
        #expect(try root.list("/workspace").map(\.name) == ["a"])
        #expect(try root.list("/workspace/").map(\.name) == ["a"])
        #expect(code { () throws(FileRootError) in try root.read("/workspaces/a/b") } == .outside)
        #expect(code { () throws(FileRootError) in try root.read(folder.path + "/a/b") } == .outside)
    }

    @Test("reads no more than it may, and says how large the file is")
    func limit() throws {
        try write(String(repeating: "x", count: 1000), to: "file")
        #expect(try root.read("file", limit: 1000).count == 1000)
        let error = #expect(throws: FileRootError.self) { try root.read("file", limit: 999) }
        #expect(error?.code == .tooLarge)
        #expect(error?.reason.contains("1000") == true)
    }

    @Test("counts what a file without a size gives")
    func endlessFile() throws {
        let processes = try FileRoot("/proc/self", shownAs: "/process")
        #expect(try processes.read("status").isEmpty == false)
        #expect(code { () throws(FileRootError) in try processes.read("status", limit: 10) } == .tooLarge)
    }

    @Test("does not touch a pipe: whoever waits to write to it goes on waiting")
    func pipe() throws {
        mkfifo(folder.path + "/pipe", 0o666)
        #expect(code { () throws(FileRootError) in try root.read("pipe") } == .isNotFile)
        // Opening for writing fails without a reader; a reader that had been here for a moment would not show.
        #expect(open(folder.path + "/pipe", O_WRONLY | O_NONBLOCK) == -1)
    }

    @Test("keeps a file's permissions, and its owner's, when it writes a new one in its place")
    func permissions() throws {
        try write("old", to: "script")
        chmod(folder.path + "/script", 0o750)
        if getuid() == 0 { chown(folder.path + "/script", 1234, 1235) }
        try write("new", to: "script")
        var found = stat()
        stat(folder.path + "/script", &found)
        #expect(found.st_mode & 0o7777 == 0o750)
        if getuid() == 0 { #expect(found.st_uid == 1234 && found.st_gid == 1235) }
    }

    @Test("gives what root makes to the folder's owner", .enabled(if: getuid() == 0, "for root only"))
    func newOwner() throws {
        chown(folder.path, 1234, 1235)
        try write("x", to: "new/folder/file")
        for name in ["/new", "/new/folder", "/new/folder/file"] { #expect(ownerID(of: folder.path + name) == 1234) }
    }

    @Test("leaves no temporary file behind, whether it could write or not")
    func noRest() throws {
        try write("x", to: "a/file")
        _ = try folder.make("a/folder")
        #expect(code { () throws(FileRootError) in try write("x", to: "a/folder") } == .isFolder)
        #expect(names(in: folder.path + "/a").sorted() == ["file", "folder"])
    }

    @Test("does not write over a link, nor through one")
    func links() throws {
        try write("x", to: "file")
        symlink("file", folder.path + "/link")
        #expect(code { () throws(FileRootError) in try write("y", to: "link") } == .isLink)
        #expect(folder.read("file") == "x")
    }

    @Test(
        "keeps protected names from being written, by whatever way",
        arguments: [
            ".git/config", ".git/hooks/pre-commit", "./.git/x", "a/../.git/x", "in/.git/x", "to-git/x", ".envrc",
            "in/.envrc",
            ".ENVRC", ".github/workflows/run.yaml", ".github/workflows", "/workspace/.git/x", ".git/new/folders/x",
        ]
    )
    func protectedNames(path: String) throws {
        _ = try folder.make("a")
        _ = try folder.make(".git")
        symlink(".", folder.path + "/in")
        symlink(".git", folder.path + "/to-git")
        let before = names(in: folder.path).sorted()
        #expect(code { () throws(FileRootError) in try write("x", to: path) } == .protected)
        #expect(names(in: folder.path).sorted() == before)
        #expect(names(in: folder.path + "/.git").isEmpty)
    }

    @Test("protects no more than it says", arguments: ["a/.envrc", ".github/other", ".gitignore", ".gi", "a/.git/x"])
    func unprotectedNames(path: String) throws {
        try write("x", to: path)
        #expect(try root.read(path) == [UInt8(ascii: "x")])
    }

    @Test("shows a reader either the old file or the new one")
    func atomicity() throws {
        let sizes = [100_000, 200_000]
        try root.write([UInt8](repeating: 0, count: sizes[0]), to: "file")
        let reader = ConcurrentReader(root, "file")
        for round in 0..<50 {
            let size = sizes[round % 2]
            try root.write([UInt8](repeating: UInt8(round % 2), count: size), to: "file")
        }
        let seen = reader.end()
        #expect(!seen.isEmpty)
        #expect(seen.isSubset(of: [[0, sizes[0]], [1, sizes[1]], [0, sizes[0]]]))
    }

    @Test("lists names by their bytes, and says what each is")
    func listing() throws {
        for name in ["b", "a", "B", "ä"] { try write("", to: name) }
        _ = try folder.make("c")
        symlink("/etc", folder.path + "/d")
        mkfifo(folder.path + "/e", 0o644)
        let entries = try root.list(".")
        #expect(entries.map(\.name) == ["B", "a", "b", "c", "d", "e", "ä"])
        #expect(entries.map(\.kind) == [.file, .file, .file, .folder, .link, .special, .file])
        #expect(code { () throws(FileRootError) in try root.list(".", limit: 6) } == .tooLarge)
        #expect(code { () throws(FileRootError) in try root.list("a") } == .isNotFolder)
    }

    @Test("can't be opened where there is no folder")
    func noFolder() throws {
        try write("", to: "file")
        for path in ["/no/such", folder.path + "/file", "a\0b"] {
            #expect(throws: FileRootError.self) { try FileRoot(path) }
        }
    }

    @Test("opens a file quickly")
    func speed() throws {
        try write("hello", to: "a/b/c/file")
        let count = 20_000
        let start = ContinuousClock.now
        for _ in 0..<count { _ = try root.open("a/b/c/file") }
        print("one open below a root: \((ContinuousClock.now - start) / count)")
    }
}

@Suite("A walk through folders")
struct WalkTests {
    private let folder: TemporaryFolder
    private let root: FileRoot

    init() throws {
        folder = try TemporaryFolder()
        root = try FileRoot(folder.path)
        for name in ["a/x/1", "a/2", "a-b", "a.c", "b/3", "z"] { try root.write([], to: name) }
        symlink("/etc", folder.path + "/link")
        symlink("..", folder.path + "/a/up")
    }

    private func paths(
        _ limits: WalkLimits = WalkLimits(),
        _ step: (String) -> WalkedEntry.Step = { _ in .enter }
    ) throws -> ([String], Bool) {
        var found: [String] = []
        let isComplete = try root.walk(".", limits: limits) { entry in
            found.append(String(decoding: entry.path, as: UTF8.self))
            return step(found[found.count - 1])
        }
        return (found, isComplete)
    }

    @Test("comes to every file in the order of whole paths, and follows no link")
    func order() throws {
        let (found, isComplete) = try paths()
        #expect(found == ["a-b", "a.c", "a", "a/2", "a/up", "a/x", "a/x/1", "b", "b/3", "link", "z"])
        #expect(isComplete)
    }

    @Test("passes over what it is told to, and ends when it is told to")
    func steps() throws {
        #expect(try paths { $0 == "a" ? .pass : .enter }.0 == ["a-b", "a.c", "a", "b", "b/3", "link", "z"])
        #expect(try paths { $0 == "a" ? .stop : .enter } == (["a-b", "a.c", "a"], false))
    }

    @Test("says when a bound made it leave something out")
    func bounds() throws {
        #expect(
            try paths(WalkLimits(depth: 2)) == (
                ["a-b", "a.c", "a", "a/2", "a/up", "a/x", "b", "b/3", "link", "z"], false
            )
        )
        #expect(try paths(WalkLimits(entries: 7)).0.count == 7)
        #expect(try paths(WalkLimits(entries: 7)).1 == false)
    }

    @Test("opens the files that it comes to, and only files")
    func opening() throws {
        try root.write(Array("text".utf8), to: "a/2")
        mkfifo(folder.path + "/pipe", 0o644)
        var codes: [String: FileRootError.Code] = [:]
        try root.walk(".") { entry in
            let name = String(decoding: entry.path, as: UTF8.self)
            do throws(FileRootError) {
                let bytes = try entry.open().readAll(limit: 10)
                #expect(bytes == (name == "a/2" ? Array("text".utf8) : []))
            } catch {
                codes[name] = error.code
            }
            return .enter
        }
        #expect(
            codes == [
                "a": .isFolder, "a/x": .isFolder, "b": .isFolder, "pipe": .isNotFile, "link": .isLink, "a/up": .isLink,
            ]
        )
    }

    @Test("is not stopped by depth: it goes as far as its bound, in constant descriptors")
    func depth() throws {
        try root.write([], to: Array(repeating: "d", count: 300).joined(separator: "/"))
        let (found, isComplete) = try paths()
        #expect(!isComplete)
        #expect(found.contains("z"))
        #expect(found.filter { $0.hasPrefix("d") }.count == 64)
    }
}
