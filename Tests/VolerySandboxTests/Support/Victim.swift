import CSandbox
import Glibc
import Synchronization
import Testing

@testable import VolerySandbox

/// This program once more, as a runtime that is killed: it starts one sandbox.
final class Victim: Sendable {
    private let process: Int32
    private let begin: Descriptor
    private let killed = Atomic(false)

    init(workspace: String, mark: Int) throws {
        let pipe = try Descriptor.pipe()
        begin = pipe.reading
        process = try Self.start(
            ["VOLERY_VICTIM=\(mark)", "VOLERY_VICTIM_WORKSPACE=\(workspace)"],
            filter: "VictimTests",
            output: pipe.writing
        )
    }

    /// Waits until the sandbox's start is imminent.
    func begins() async {
        var bytes: [UInt8] = []
        while !bytes.contains(UInt8(ascii: "!")) {
            var byte: UInt8 = 0
            guard read(begin.number, &byte, 1) == 1 else { return }
            bytes.append(byte)
        }
    }

    /// Kills it, once: its number may belong to another process afterwards.
    func kill() {
        guard !killed.exchange(true, ordering: .relaxed) else { return }
        Glibc.kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    deinit {
        kill()
    }

    /// Runs the tests of this program that a filter names, in a process of their own.
    static func start(_ environment: [String], filter: String, output: Descriptor) throws -> Int32 {
        let inherited = ["PATH", "LD_LIBRARY_PATH", "VOLERY_CORPUS", "VOLERY_LONG"].compactMap { name in
            VolerySandboxTests.environment(name).map { "\(name)=\($0)" }
        }
        let arguments = [CommandLine.arguments[0], "--testing-library", "swift-testing", "--filter", filter]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output.number, 1)
        posix_spawn_file_actions_adddup2(&actions, output.number, 2)
        var process: pid_t = 0
        let result = withStrings(arguments) { arguments in
            withStrings(environment + inherited) {
                posix_spawn(&process, "/proc/self/exe", &actions, nil, arguments, $0)
            }
        }
        guard result == 0 else { throw TestFailure("posix_spawn: \(result)") }
        return process
    }
}

func withStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
    let pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
}

@Suite("A program that ignores the end of its children", .enabled(if: environment("VOLERY_IGNORING") != nil, "not one"))
struct IgnoringProgramTests {
    @Test("runs commands to their end, whose code it can't know")
    func run() async throws {
        signal(SIGCHLD, SIG_IGN)
        let folder = try TemporaryFolder()
        let result = try await Sandbox(workspace: folder.path).shell("echo out; sleep 0.1; /bin/true; exit 3")
        #expect(result.ending == .unknown)
        #expect(result.output.text == "out\n")
    }
}

@Suite("A runtime that is to be killed", .enabled(if: environment("VOLERY_VICTIM") != nil, "not a victim"))
struct VictimTests {
    @Test("starts a sandbox and waits for it")
    func start() async throws {
        let workspace = try #require(environment("VOLERY_VICTIM_WORKSPACE"))
        let mark = try #require(environment("VOLERY_VICTIM").flatMap { Int($0) })
        let sandbox = try Sandbox(workspace: workspace)
        let text = "trap '' TERM INT HUP; (setsid sleep \(mark) >/dev/null 2>&1 &); sleep \(mark)"
        let command = SandboxedCommand(.shell(text), limits: SandboxLimits(fileSize: mark * 1024))
        write(1, "!", 1)
        _ = try await sandbox.run(command)
    }
}
