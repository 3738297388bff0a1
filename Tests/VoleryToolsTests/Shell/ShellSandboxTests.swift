import Synchronization
import Testing
import VoleryCore
import VolerySandbox

@testable import VoleryTools

@Suite("A command that is held by less")
struct ShellSandboxTests {
    @Test("is marked, before it starts")
    func marked() async throws {
        let folder = try TemporaryFolder()
        let entries = Mutex<[Entry.Payload]>([])
        var context = ToolContext.testing(workspace: folder.path)
        context.record = { payload in entries.withLock { $0.append(payload) } }
        let grant = try ShellGrant(.null, workspace: folder.path, minimum: .landlock, searchPath: "")
        let output = try await Shell(grant: grant).call(json: ["command": "echo a"], context: context)
        #expect(output.value["stdout"] == "a\n")
        #expect(entries.withLock { $0 } == [.sandboxLowered(to: "landlock")])
    }

    @Test("is not marked in bubblewrap")
    func unmarked() async throws {
        let folder = try TemporaryFolder()
        let entries = Mutex<[Entry.Payload]>([])
        var context = ToolContext.testing(workspace: folder.path)
        context.record = { payload in entries.withLock { $0.append(payload) } }
        let grant = try ShellGrant(.null, workspace: folder.path, minimum: .landlock)
        _ = try await Shell(grant: grant).call(json: ["command": "echo a"], context: context)
        #expect(entries.withLock { $0.isEmpty })
    }
}
