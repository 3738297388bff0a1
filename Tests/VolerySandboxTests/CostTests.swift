import Glibc
import Testing

@testable import VolerySandbox

@Suite(
    "What a sandbox costs",
    .serialized,
    .enabled(if: environment("VOLERY_MEASURE") != nil, "only with VOLERY_MEASURE")
)
struct CostTests {
    private let folder: TemporaryFolder
    private let sandbox: Sandbox
    private let rounds = 200

    init() throws {
        folder = try TemporaryFolder()
        sandbox = try Sandbox(workspace: folder.path, bounds: SandboxBounds())
    }

    @Test("in time over bash, and over the same bubblewrap by hand")
    func time() async throws {
        var plain: [Duration] = []
        var byHand: [Duration] = []
        var sandboxed: [Duration] = []
        for _ in 0..<rounds {
            plain.append(try Self.time(["/bin/bash", "--noprofile", "--norc", "-c", "/bin/true"]))
            byHand.append(try timeByHand())
            let start = ContinuousClock.now
            let result = try await sandbox.shell("/bin/true")
            sandboxed.append(.now - start)
            #expect(result.ending == .exited(0))
        }
        print("bash -c true:         \(Self.figures(plain))")
        print("bubblewrap by hand:   \(Self.figures(byHand))")
        print("sandboxed:            \(Self.figures(sandboxed))")
    }

    @Test("in commands a second, at 1, 4 and 64 at once", arguments: [1, 4, 64])
    func throughput(width: Int) async throws {
        let count = 400
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<width {
                group.addTask {
                    for _ in 0..<(count / width) { _ = try await sandbox.shell("/bin/true") }
                }
            }
            try await group.waitForAll()
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("\(width) at once: \(Int(Double(count / width * width) / seconds)) commands a second")
    }

    /// The same arguments and descriptors, started without our engine and awaited until its first process ends.
    private func timeByHand() throws -> Duration {
        let exposure = Exposure(
            source: try .naming("/"),
            path: folder.path,
            destination: "/workspace",
            isReadOnly: false
        )
        let profile = SandboxProfile(host: .current, exposures: [exposure], temporaryFiles: 64 << 20)
        let passed = try PassedDescriptors(profile, StartGate(command: SandboxedCommand(.shell(":"))), input: [])
        let command = ["/usr/bin/bwrap", "--args", "3", "--", "/bin/bash", "--noprofile", "--norc", "-c", "/bin/true"]
        return try Self.time(command, Array(passed.inherited.prefix(7)))
    }

    private static func time(_ arguments: [String], _ descriptors: [Descriptor] = []) throws -> Duration {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // All are above the targets: those below are taken by this process.
        for (index, descriptor) in descriptors.enumerated() where index > 2 {
            posix_spawn_file_actions_adddup2(&actions, descriptor.number, Int32(index))
        }
        // As ours: on a busy machine a new session may have to wait longer for its first turn.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, 0x80 /* POSIX_SPAWN_SETSID */)
        let start = ContinuousClock.now
        var process: pid_t = 0
        let path = arguments[0]
        let result = withStrings(arguments) { arguments in
            withStrings([]) { posix_spawn(&process, path, &actions, &attributes, arguments, $0) }
        }
        guard result == 0 else { throw TestFailure("posix_spawn: \(result)") }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        guard status == 0 else { throw TestFailure("\(arguments[0]) ended with \(status)") }
        return .now - start
    }

    private static func figures(_ times: [Duration]) -> String {
        let sorted = times.sorted()
        func text(_ share: Double) -> String {
            let microseconds = Int(sorted[Int(Double(sorted.count - 1) * share)] / .microseconds(1))
            return "\(Double(microseconds) / 1000) ms"
        }
        return "p50 \(text(0.5)), p95 \(text(0.95)) of \(sorted.count)"
    }
}
