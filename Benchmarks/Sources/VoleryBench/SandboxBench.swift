#if INTERNALS
import Foundation
@testable import VolerySandbox

/// What a sandboxed `true` costs, beside the same bubblewrap command line that is started by hand, in turn, so that both
/// meet the same machine; and how many a second there are, at several widths.
struct SandboxBench {
    /// How many of each.
    var rounds = 200

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "volery-sandbox-\(getpid())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sandbox = try Sandbox(workspace: folder)
        try await sandbox.probe()
        var (byHand, ours) = ([Double](), [Double]())
        for _ in 0..<rounds {
            byHand.append(try timeByHand(in: folder))
            let lap = try await Lap.measuring {
                let result = try await sandbox.run(SandboxedCommand(.shell("/bin/true")))
                guard result.ending == .exited(0) else { throw BenchFailure(what: "it ended with \(result.ending)") }
            }
            ours.append(lap.wall * 1_000)
        }
        print("bubblewrap by hand: p50 \(share(0.5, of: byHand)) ms, p95 \(share(0.95, of: byHand)) ms of \(rounds)")
        print("sandboxed:          p50 \(share(0.5, of: ours)) ms, p95 \(share(0.95, of: ours)) ms of \(rounds)")
        print("ratio of p50: \(share(0.5, of: ours) / share(0.5, of: byHand)) (bound 1.3)")
        for width in [1, 4, 64] { try await throughput(width, of: sandbox) }
    }

    /// Commands a second with so many under way; the gate on sandboxes holds further ones back.
    private func throughput(_ width: Int, of sandbox: Sandbox) async throws {
        let each = max(1, 2 * rounds / width)
        let lap = try await Lap.measuring {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<width {
                    group.addTask {
                        for _ in 0..<each { _ = try await sandbox.run(SandboxedCommand(.shell("/bin/true"))) }
                    }
                }
                try await group.waitForAll()
            }
        }
        print("\(width) at once: \(Int(Double(each * width) / lap.wall)) commands a second")
    }

    /// The same arguments and descriptors, without our engine, until its first process ends, in milliseconds.
    private func timeByHand(in folder: String) throws -> Double {
        let shown = Exposure(
            source: try .naming(folder),
            path: folder,
            destination: Sandbox.workspace,
            isReadOnly: false
        )
        let profile = SandboxProfile(
            host: .current,
            exposures: [shown],
            temporaryFiles: SandboxLimits().temporaryFiles
        )
        let passed = try PassedDescriptors(profile, StartGate(command: SandboxedCommand(.shell(":"))), input: [])
        let command = ["/usr/bin/bwrap", "--args", PassedDescriptor.arguments.argument, "--"]
        return try time(
            command + ["/bin/bash", "--noprofile", "--norc", "-c", "/bin/true"],
            passed.inherited.prefix(Int(PassedDescriptor.go.rawValue))
        )
    }

    private func time(_ arguments: [String], _ descriptors: ArraySlice<Descriptor>) throws -> Double {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (index, descriptor) in descriptors.enumerated() where index > 2 {
            posix_spawn_file_actions_adddup2(&actions, descriptor.number, Int32(index))
        }
        // As ours: on a busy machine a new session may have to wait longer for its first turn.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, 0x80 /* POSIX_SPAWN_SETSID */)
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        let start = ContinuousClock.now
        var process: pid_t = 0
        var status: Int32 = 0
        guard posix_spawn(&process, arguments[0], &actions, &attributes, &words, &environment) == 0 else {
            throw BenchFailure(what: "bubblewrap can't be started")
        }
        waitpid(process, &status, 0)
        guard status == 0 else { throw BenchFailure(what: "bubblewrap ended with \(status)") }
        return (ContinuousClock.now - start) / .milliseconds(1)
    }

    private func share(_ share: Double, of times: [Double]) -> Double {
        (times.sorted()[Int(Double(times.count - 1) * share)] * 1_000).rounded() / 1_000
    }
}

struct BenchFailure: Error {
    var what: String
}
#endif
