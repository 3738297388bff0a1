import Testing
@testable import VolerySandbox

@Suite("smoke") struct SmokeTests {
    @Test("runs") func runs() async throws {
        let sandbox = try Sandbox(workspace: "/tmp/smoke")
        let r = try await sandbox.run(SandboxedCommand(.shell("id; ls -la; echo hi > x; ls /proc/self/fd; env; ulimit -a; cat /proc/self/status | grep -E 'Cap|Sec|NoNew'; echo $$; set | head -50"), environment: ["A": "b c"]))
        print(r.ending, r.elapsed, r.processorTime)
        print(String(decoding: r.output.bytes, as: UTF8.self))
        print(String(decoding: r.errors.bytes, as: UTF8.self))
    }
}
