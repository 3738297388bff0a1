import Glibc
import Testing

@testable import VolerySandbox

@Suite("Where no sandbox can be had")
struct AvailabilityTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder(below: "/var/tmp")
        // The user that runs bubblewrap must come to the one that is put here.
        chmod(folder.path, 0o755)
    }

    private func sandbox(bubblewrap script: String) throws -> Sandbox {
        try folder.write("#!/bin/sh\n\(script)\n".utf8, to: "bwrap")
        chmod(folder.path + "/bwrap", 0o755)
        return try Sandbox(workspace: folder.path, searchPath: folder.path)
    }

    @Test("nothing is run, and the package to install is named")
    func missing() async throws {
        let sandbox = try Sandbox(workspace: folder.path, searchPath: "relative:\(folder.path)")
        let error = await failure(SandboxError.self) { try await sandbox.shell("touch ran") }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("apt-get install bubblewrap") == true)
        #expect(!folder.exists("ran"))
    }

    @Test("the trial tells what bubblewrap said, and which settings to look at")
    func failing() async throws {
        let sandbox = try sandbox(bubblewrap: "echo 'bwrap: some new words' >&2; exit 1")
        let error = await failure(SandboxError.self) { try await sandbox.probe() }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("bwrap: some new words") == true)
        #expect(error?.message.contains("apparmor_restrict_unprivileged_userns") == true)
    }

    @Test("a bubblewrap that does nothing and says that all went well is not believed")
    func silent() async throws {
        let error = await failure(SandboxError.self) { try await sandbox(bubblewrap: "exit 0").shell(":") }
        #expect(error?.code == .unavailable)
    }

    @Test("a workspace that root owns on a file system that can't be mapped is refused", .enabled(if: getuid() == 0))
    func unmappable() async throws {
        let error = await failure(SandboxError.self) { try await Sandbox(workspace: "/sys/kernel").shell("id") }
        #expect(error?.code == .workspaceRefused)
        #expect(error?.message.contains("belongs to root") == true)
    }

    @Test("a workspace that is no folder is refused")
    func noFolder() throws {
        try folder.write([], to: "file")
        for path in ["relative", "/no/such", folder.path + "/file", "/tmp\0"] {
            #expect(throws: SandboxError.self) { try Sandbox(workspace: path) }
        }
    }
}
