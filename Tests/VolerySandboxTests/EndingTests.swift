import CSandbox
import Glibc
import Testing

@testable import VolerySandbox

@Suite("The end of a sandbox", .serialized)
struct EndingTests {
    private let folder: TemporaryFolder
    private let sandbox: Sandbox

    init() throws {
        folder = try TemporaryFolder()
        // Not among those that wait for the other tests' sandboxes.
        sandbox = try Sandbox(workspace: folder.path, engine: .success(Engine()))
    }

    /// A command that would outlive everything: in sessions of its own, deaf to signals, holding its output open.
    private func stubborn(_ mark: String) -> String {
        "trap '' TERM INT HUP; for i in 1 2 3; do (setsid sleep \(mark) &) ; done; (setsid sleep \(mark) >/dev/null 2>&1 &); sleep \(mark)"
    }

    @Test("by cancellation, in any of its first 50 milliseconds, leaves nothing")
    func cancellation() async throws {
        let kills = isLongRun ? 500 : 40
        var survivors = 0
        var started = 0
        for number in 0..<kills {
            // The limit shows in the arguments of bubblewrap's processes, and the time in those of the command's.
            let mark = mark(number)
            let limits = SandboxLimits(fileSize: mark * 1024)
            let text = stubborn("\(mark)")
            let task = Task { try await sandbox.shell(text, limits: limits) }
            await Pause.random(upTo: .milliseconds(50))
            started += processes(with: "\(mark)").isEmpty ? 0 : 1
            task.cancel()
            let result = try await task.value
            #expect(result.ending == .stopped(.cancelled))
            survivors += processes(with: "\(mark)").count
        }
        print("cancelled: \(survivors) survivors of \(kills) sandboxes, \(started) seen running")
        #expect(survivors == 0)
    }

    @Test("by the runtime's own end, killed in any of the sandbox's first 50 milliseconds, leaves nothing")
    func runtimeKilled() async throws {
        let kills = isLongRun ? 500 : 15
        var survivors = 0
        var started = 0
        for number in 0..<kills {
            let mark = mark(1000 + number)
            let victim = try Victim(workspace: folder.path, mark: mark)
            await victim.begins()
            await Pause.random(upTo: .milliseconds(50))
            started += processes(with: "ulimit -c 0 -l 0 -q 0 -n 256 -f \(mark)").isEmpty ? 0 : 1
            victim.kill()
            survivors += Self.survivors(with: "\(mark)")
        }
        print("runtime killed: \(survivors) survivors of \(kills) sandboxes, \(started) seen running")
        #expect(survivors == 0)
    }

    /// What is left of a mark after as long as a busy machine needs to end what has been killed.
    private static func survivors(with mark: String) -> Int {
        let deadline = ContinuousClock.now + .seconds(5)
        while .now < deadline {
            if processes(with: mark).isEmpty { return 0 }
        }
        return processes(with: mark).count
    }

    @Test("by itself takes the processes along that it left behind")
    func leftBehind() async throws {
        let result = try await sandbox.shell(
            "(setsid sleep \(mark(2000)) &); (sleep \(mark(2000)) >/dev/null 2>&1 &); echo done"
        )
        #expect(result.ending == .exited(0))
        #expect(processes(with: "sleep \(mark(2000))").isEmpty)
    }

    @Test("comes even in a program that ignores the end of its children")
    func ignoredChildren() throws {
        let pipe = try Descriptor.pipe()
        let process = try Victim.start(["VOLERY_IGNORING=1"], filter: "IgnoringProgramTests", output: pipe.writing)
        var status: Int32 = -1
        waitpid(process, &status, 0)
        #expect(csandbox_exited(status) != 0 && csandbox_exit_code(status) == 0)
    }

    @Test("in a killed bubblewrap is told as a signal, and leaves nothing")
    func bubblewrapKilled() async throws {
        async let running = sandbox.shell("sleep \(mark(2001))", limits: SandboxLimits(fileSize: mark(2001) * 1024))
        try await untilTrue { !processes(with: "sleep \(mark(2001))").isEmpty }
        let bubblewrap = processes(with: "-f \(mark(2001))").min()
        kill(try #require(bubblewrap), SIGKILL)
        #expect(try await running.ending == .signalled(SIGKILL))
        #expect(processes(with: "\(mark(2001))").isEmpty)
    }

    @Test("comes to a command that waits for its turn, too: it never starts")
    func cancelledWhileWaiting() async throws {
        try await withThrowingTaskGroup(of: SandboxResult.self) { group in
            for _ in 0..<(4 * Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) {
                group.addTask { try await sandbox.shell("echo x >> count; sleep 100") }
            }
            try await untilTrue { folder.exists("count") }
            group.cancelAll()
            for try await result in group { #expect(result.ending == .stopped(.cancelled)) }
        }
        let started = folder.read("count")?.count ?? 0
        #expect(started <= 2 * 2 * Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }

    @Test("of 200 sandboxes at once leaves no process, mount, file or descriptor")
    func many() async throws {
        _ = try await sandbox.shell(":")
        let descriptors = openDescriptors()
        let mounts = try #require(readFile("/proc/self/mountinfo", most: 1 << 16))
        let results = try await withThrowingTaskGroup(of: SandboxResult.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await sandbox.shell(
                        "echo \(number); (sleep \(mark(2002)) &)",
                        limits: SandboxLimits(fileSize: mark(2002) * 1024)
                    )
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(results.map(\.output.text)) == Set((0..<200).map { "\($0)\n" }))
        #expect(results.allSatisfy { $0.ending == .exited(0) })
        #expect(processes(with: "\(mark(2002))").isEmpty)
        #expect(names(in: folder.path).isEmpty)
        #expect(readFile("/proc/self/mountinfo", most: 1 << 16) == mounts)
        // Other tests' sandboxes run beside this one: what is theirs comes and goes, what leaked would stay.
        try await untilTrue {
            openDescriptors().subtracting(descriptors).allSatisfy {
                !$0.contains(folder.path) && !$0.contains("memfd")
            }
        }
    }
}

/// Lets a random time pass: what is tested is that no moment is a bad one.
enum Pause {
    static func random(upTo most: Duration) async {
        let end = ContinuousClock.now + most * Double.random(in: 0...1)
        while .now < end { await Task.yield() }
    }
}
