import LoopbackServer
import Testing
import VoleryCore
import VolerySandbox

@testable import VoleryTools

@Suite("shell", .timeLimit(.minutes(5)))
struct ShellTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func run(_ arguments: JSONValue, grant: JSONValue = .null) async throws -> ToolOutput {
        try await call("shell", arguments, grant: grant, in: folder)
    }

    private func run(_ command: String, grant: JSONValue = .null) async throws -> ToolOutput {
        try await run(["command": .string(command)], grant: grant)
    }

    @Test("A command's outputs and exit code are its result")
    func result() async throws {
        let output = try await run("echo a; echo b >&2; pwd")
        #expect(output.value == ["exit": 0, "stdout": "a\n/workspace\n", "stderr": "b\n"])
        #expect(output.stepFailure == nil)
    }

    @Test("Another exit code than 0 is a result for a model and a failure for a step", arguments: [1, 7, 255])
    func exitCode(_ code: Int) async throws {
        let output = try await run("echo first >&2; echo last >&2; exit \(code)")
        #expect(output.value["exit"]?.intValue == code)
        #expect(output.stepFailure == "the command ended with exit code \(code): last")
        let quiet = try await run("exit \(code)")
        #expect(quiet.stepFailure == "the command ended with exit code \(code)")
    }

    @Test("A command that a signal ends has 128 and its number as exit code")
    func signal() async throws {
        #expect(try await run("kill -TERM $$").value["exit"] == 143)
    }

    @Test("Variables and standard input come in as they are, and are never read as commands")
    func input() async throws {
        let text = "$(exit 3) `exit 4`\n'\""
        let output = try await run([
            "command": "printf %s \"$VALUE\"; cat", "env": ["VALUE": .string(text)], "stdin": .string(text),
        ])
        #expect(output.value["stdout"]?.stringValue == text + text)
        #expect(try await run("cat").value["stdout"] == "")
    }

    @Test("A variable that can't be one is refused by name")
    func faultyVariable() async {
        let arguments: JSONValue = ["command": "true", "env": ["A B": "x"]]
        #expect(await failure("shell", arguments, in: folder)?.contains("\"A B\" can't name a variable") == true)
    }

    @Test("The environment of this program stays outside")
    func environment() async throws {
        let output = try await run("env | cut -d= -f1 | sort | tr '\\n' ' '").value["stdout"]?.stringValue ?? ""
        let usual: Set<Substring> = ["HOME", "LANG", "OLDPWD", "PATH", "PWD", "SHLVL", "TERM", "TMPDIR", "_"]
        #expect(Set(output.split(separator: " ")).isSubset(of: usual), "\(output)")
    }

    @Test("A long output keeps its start and its end, and counts what was left out")
    func longOutput() async throws {
        let output = try await run("seq 1 1000", grant: ["output": "1KB"])
        let text = output.value["stdout"]?.stringValue ?? ""
        #expect(text.hasPrefix("1\n2\n"))
        #expect(text.hasSuffix("\n999\n1000\n"))
        #expect(text.contains("… 2893 bytes left out …"))
    }

    @Test("A command that writes without end is stopped, and the reason given")
    func endlessOutput() async throws {
        let message = await failure("shell", ["command": "yes"], grant: ["output": "1KB"], in: folder)
        #expect(message?.contains("it wrote far more than 1000 bytes") == true)
    }

    @Test("A command that takes too long is stopped with all that it started, and what it wrote is told")
    func tooLong() async throws {
        let command = "echo begun; sleep 600 & sleep 600"
        let message = await failure("shell", ["command": .string(command)], grant: ["time": "500ms"], in: folder)
        #expect(message?.contains("it took longer than 0.5 seconds; it had written:\nbegun") == true)
    }

    @Test("Cancelling ends the command")
    func cancelled() async throws {
        let tool = Shell(grant: try ShellGrant(.null, workspace: folder.path))
        let context = ToolContext.testing(workspace: folder.path)
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup { group in
                group.addTask { try await tool.call(json: ["command": "sleep 600"], context: context) }
                group.cancelAll()
                _ = try await group.next()
            }
        }
    }

    @Test("More time is more processor time as well")
    func processorTime() throws {
        let grant = try ShellGrant(["time": "5m"], workspace: folder.path)
        #expect(grant.limits.time == .seconds(300) && grant.limits.processorTime == .seconds(300))
    }

    @Test("A command has no network, not even to this machine")
    func noNetwork() async throws {
        try await withLoopbackServer {
            try $0.respond("secret")
        } during: { server in
            let output = try await run("exec 3<>/dev/tcp/127.0.0.1/\(server.port) && cat <&3")
            #expect(output.stepFailure != nil)
            #expect(server.connections == 0)
        }
    }

    @Test("The workspace is shared, but for what the grant leaves read-only")
    func writable() async throws {
        try folder.write("a", to: "in/a")
        try folder.make("out")
        #expect(try await run("cat in/a > out/b; cat out/b").value["stdout"] == "a")
        let output = try await run("echo b > out/c && echo b > in/c", grant: ["writable": ["out"]])
        #expect(output.stepFailure?.contains("Read-only file system") == true)
        #expect(try await call("read_file", ["path": "out/c"], in: folder).text == "b\n")
    }

    @Test("A name that others obey is moved aside, and the model is told")
    func quarantine() async throws {
        let output = try await run("echo evil > .envrc")
        #expect(output.value["stderr"]?.stringValue?.contains("`.envrc` may not be created here") == true)
    }

    @Test("Without a sandbox nothing is run, and the message says what to install")
    func noSandbox() async throws {
        try folder.make("empty")
        let grant = try ShellGrant(.null, workspace: folder.path, searchPath: folder.path + "/empty")
        let error = await #expect(throws: ToolFailure.self) {
            _ = try await Shell(grant: grant).call(
                json: ["command": "touch run"],
                context: .testing(workspace: folder.path)
            )
        }
        #expect(error?.message.contains("apt-get install bubblewrap") == true)
        #expect(error.map { if case .final = $0 { true } else { false } } == true)
        #expect(try await call("list_files", [:], in: folder).value == [])
    }

    @Test("A grant that no command could run under is refused", arguments: ["time", "memory", "output"])
    func emptyGrant(_ limit: String) async {
        let none: JSONValue = limit == "time" ? "0s" : "0B"
        #expect(
            await failure("shell", ["command": "true"], grant: [limit: none], in: folder)?.contains("more than zero")
                == true
        )
    }
}
