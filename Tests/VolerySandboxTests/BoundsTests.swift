import Glibc
import Synchronization
import Testing

@testable import VolerySandbox

private let isRoot = geteuid() == 0

@Suite("A sandbox's bounds")
struct BoundsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func sandbox(_ bounds: SandboxBounds = SandboxBounds()) throws -> Sandbox {
        try Sandbox(workspace: folder.path, bounds: bounds)
    }

    @Test("keep protected names as they are")
    func protectedNames() async throws {
        _ = try folder.make(".git")
        try folder.write("core".utf8, to: ".git/config")
        try folder.write("export".utf8, to: ".envrc")
        let text =
            "echo x > .git/config; touch .git/new; echo x > .envrc; rm -rf .git .envrc; mv .git other; mv .envrc other; ls -A"
        let result = try await sandbox().shell(text)
        #expect(result.output.text == ".envrc\n.git\n")
        #expect(folder.read(".git/config") == "core")
        #expect(folder.read(".envrc") == "export")
        #expect(result.quarantined.isEmpty)
    }

    @Test("move protected names aside that a command makes, and say so")
    func quarantine() async throws {
        let first = try await sandbox().shell(
            "mkdir -p .git/hooks; echo id > .git/hooks/pre-commit; ln -s /etc .vscode"
        )
        #expect(Set(first.quarantined.map(\.name)) == [".git", ".vscode"])
        #expect(first.quarantined.first { $0.name == ".git" }?.movedTo == ".git.quarantined")
        #expect(!folder.exists(".git"))
        #expect(folder.read(".git.quarantined/hooks/pre-commit") == "id\n")
        let second = try await sandbox().shell("mkdir .git")
        #expect(second.quarantined.map(\.movedTo) == [".git.quarantined-2"])
    }

    @Test("refuse a protected name that is a link, which could be replaced")
    func protectedLink() async throws {
        symlink("/etc", folder.path + "/.vscode")
        let error = await failure(SandboxError.self) { try await sandbox().shell(":") }
        #expect(error?.code == .workspaceRefused)
        #expect(error?.message.contains(".vscode") == true)
    }

    @Test("never show what a link leads to that is put in a protected name's place meanwhile")
    func protectedRace() async throws {
        let outside = try TemporaryFolder()
        try outside.write("CANARY".utf8, to: "secret")
        try folder.write("harmless".utf8, to: ".envrc")
        symlink(outside.path + "/secret", folder.path + "/.envrc.link")
        let swapping = Swapping(folder.path + "/.envrc", folder.path + "/.envrc.link")
        defer { swapping.end() }
        var shown = 0
        for _ in 0..<(isLongRun ? 500 : 40) {
            guard let result = try? await sandbox().shell("cat .envrc .envrc.link 2>/dev/null") else { continue }
            shown += 1
            #expect(!result.output.text.contains("CANARY"))
        }
        #expect(swapping.count > 0)
        print("protected name swapped \(swapping.count) times, \(shown) commands started")
    }

    @Test("leave only what is named writable")
    func writable() async throws {
        _ = try folder.make("out")
        try folder.write("old".utf8, to: "file")
        let bounds = SandboxBounds(writable: ["out"])
        let result = try await sandbox(bounds).shell("touch new; echo x > file; rm file; touch out/new && echo made")
        #expect(result.output.text == "made\n")
        #expect(folder.read("file") == "old")
        #expect(folder.exists("out/new"))
        #expect(!folder.exists("new"))
    }

    @Test("show what is named readable under its own path, and let nothing be written there")
    func readable() async throws {
        let tools = try TemporaryFolder(below: "/var/tmp")
        let inner = try tools.make("closed")
        try tools.write("tool".utf8, to: "closed/file")
        let bounds = SandboxBounds(readable: [inner])
        let result = try await sandbox(bounds).shell(
            "cat \(inner)/file; touch \(inner)/new 2>/dev/null || echo no; ls \(tools.path)"
        )
        #expect(result.output.text == "toolno\nclosed\n")
    }

    @Test("keep what root keeps to itself from a command of root's, in what is named readable", .enabled(if: isRoot))
    func closedFiles() async throws {
        let tools = try TemporaryFolder(below: "/var/tmp")
        let inner = try tools.make("closed")
        try tools.write("known".utf8, to: "closed/open")
        try tools.write("secret".utf8, to: "closed/shadow")
        chmod("\(inner)/shadow", 0o600)
        let result = try await sandbox(SandboxBounds(readable: [inner])).shell(
            "cat \(inner)/open; cat \(inner)/shadow 2>/dev/null || echo ' kept'"
        )
        #expect(result.output.text == "known kept\n")
    }

    @Test(
        "are refused when they can't be kept",
        arguments: [
            SandboxBounds(readable: ["relative"]), SandboxBounds(readable: ["/tmp/x"]),
            SandboxBounds(readable: ["/proc"]),
            SandboxBounds(readable: ["/var/../etc"]), SandboxBounds(readable: ["/"]),
            SandboxBounds(readable: ["/workspace/x"]),
            SandboxBounds(writable: ["../other"]), SandboxBounds(writable: ["/etc"]), SandboxBounds(protected: [""]),
            SandboxBounds(protected: ["a//b"]), SandboxBounds(readable: ["/no/such/folder"]),
            SandboxBounds(writable: ["missing"]),
        ]
    )
    func refused(bounds: SandboxBounds) async {
        let error = await failure(SandboxError.self) { try await sandbox(bounds).shell(":") }
        #expect(error?.code == .invalid)
    }

    @Test("hold for a workspace in a folder that only its owner may enter")
    func closedParent() async throws {
        let closed = try folder.make("closed")
        let inner = try folder.make("closed/workspace")
        try folder.write("hi\n".utf8, to: "closed/workspace/file")
        chmod(closed, 0o700)
        chmod(inner, 0o700)
        let result = try await Sandbox(workspace: inner).shell("cat file; echo new > made; ls -A ..")
        #expect(result.ending == .exited(0))
        #expect(result.output.text.hasPrefix("hi\n"))
        #expect(!result.output.text.contains("closed"))
        #expect(folder.read("closed/workspace/made") == "new\n")
    }

    @Test("follow the folder, not its name, when the name comes to mean another")
    func renamedWorkspace() async throws {
        let path = try folder.make("first")
        let sandbox = try Sandbox(workspace: path)
        rename(path, folder.path + "/moved")
        _ = try folder.make("first")
        // As root the folder itself is mounted; otherwise its name is used, and found out to be another folder's.
        let result = try? await sandbox.shell("echo here > mark")
        #expect(!folder.exists("first/mark"))
        #expect((result != nil) == folder.exists("moved/mark"))
    }
}

/// Exchanges two names without pause, on a thread of its own.
final class Swapping: Sendable {
    private let state: SwapState

    init(_ one: String, _ other: String) {
        let state = SwapState()
        self.state = state
        try? PermanentThread.start("swap") { state.work(one, other) }
    }

    var count: Int { state.count.load(ordering: .relaxed) }

    /// Ends, and waits until nothing is exchanged any more.
    func end() {
        state.ends.store(true, ordering: .relaxed)
        while !state.ended.load(ordering: .acquiring) { sched_yield() }
    }
}
