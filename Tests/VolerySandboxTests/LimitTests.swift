import Testing

@testable import VolerySandbox

@Suite("A sandbox's limits")
struct LimitTests {
    private let folder: TemporaryFolder
    private let sandbox: Sandbox

    init() throws {
        folder = try TemporaryFolder()
        sandbox = try Sandbox(workspace: folder.path)
    }

    @Test("keep the first and the last bytes of an output and count the rest")
    func output() async throws {
        let result = try await sandbox.shell("seq 1 1000", limits: SandboxLimits(output: 1000))
        #expect(result.ending == .exited(0))
        #expect(result.output.total == 3893)
        #expect(result.output.omitted == 2893)
        #expect(result.output.head.count == 500)
        #expect(result.output.text.hasPrefix("1\n2\n3\n"))
        #expect(result.output.text.hasSuffix("\n999\n1000\n"))
    }

    @Test("end a command that writes too much to either output", arguments: ["yes", "yes >&2"])
    func tooMuchOutput(text: String) async throws {
        let result = try await sandbox.shell(text, limits: SandboxLimits(output: 1000))
        #expect(result.ending == .stopped(.output))
        #expect(result.output.bytes.count + result.errors.bytes.count == 1000)
    }

    @Test("end a command that takes too long")
    func time() async throws {
        let result = try await sandbox.shell("echo on time; sleep 100", limits: SandboxLimits(time: .milliseconds(300)))
        #expect(result.ending == .stopped(.timeout))
        #expect(result.output.text == "on time\n")
        #expect(result.elapsed < .seconds(5))
    }

    @Test("end a command whose processes together use too much memory")
    func memory() async throws {
        let text = "for i in 1 2 3 4; do perl -e '$x = q(a) x (40 << 20); sleep 20' & done; wait"
        let result = try await sandbox.shell(text, limits: SandboxLimits(time: .seconds(20), memory: 100 << 20))
        #expect(result.ending == .stopped(.memory))
    }

    @Test("count memory that processes share once")
    func sharedMemory() async throws {
        let text =
            "perl -e '$x = q(a) x (20 << 20); for (1..6) { fork or do { sleep 1; exit } } sleep 1; print qq(done\\n)'"
        let result = try await sandbox.shell(text, limits: SandboxLimits(memory: 150 << 20))
        #expect(result.ending == .exited(0))
        #expect(result.output.text == "done\n")
    }

    @Test("kill a process that computes too long")
    func processorTime() async throws {
        let result = try await sandbox.shell(
            "while :; do :; done",
            limits: SandboxLimits(processorTime: .milliseconds(500))
        )
        #expect(result.ending == .exited(137))
        #expect(result.processorTime >= .milliseconds(500))
    }

    @Test("are seen by the command as they were set")
    func values() async throws {
        let limits = SandboxLimits(
            processorTime: .seconds(7),
            addressSpace: 1 << 30,
            processes: 33,
            openFiles: 77,
            fileSize: 1 << 20,
            temporaryFiles: 2 << 20
        )
        let text =
            "ulimit -Ht; ulimit -Hv; ulimit -Hu; ulimit -Hn; ulimit -Hf; ulimit -Hc; cat /proc/self/oom_score_adj; stat -f -c '%b %S' /tmp /dev/shm"
        let result = try await sandbox.shell(text, limits: limits)
        #expect(result.output.text == "7\n1048576\n33\n77\n1024\n0\n1000\n512 4096\n512 4096\n")
    }

    @Test("do not let one sandbox's processes count in another's")
    func separateCounts() async throws {
        let text = "for i in {1..20}; do sleep 1 & done; wait; echo all"
        let results = try await withThrowingTaskGroup(of: SandboxResult.self) { group in
            for _ in 1...4 {
                group.addTask { try await sandbox.shell(text, limits: SandboxLimits(processes: 32)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.map(\.output.text) == Array(repeating: "all\n", count: 4))
    }
}
