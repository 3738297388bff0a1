import Testing

@testable import VolerySandbox

@Suite("A command in the sandbox")
struct CommandTests {
    private let folder: TemporaryFolder
    private let sandbox: Sandbox

    init() throws {
        folder = try TemporaryFolder()
        sandbox = try Sandbox(workspace: folder.path)
    }

    @Test("can be run here at all")
    func probe() async throws {
        try await sandbox.probe()
    }

    @Test("gives its code, its output and its errors")
    func ending() async throws {
        let result = try await sandbox.shell("echo out; echo err >&2; exit 7")
        #expect(result.ending == .exited(7))
        #expect(result.output.text == "out\n")
        #expect(result.errors.text == "err\n")
    }

    @Test("that a signal ends gives 128 and the signal's number")
    func signal() async throws {
        let result = try await sandbox.shell("kill -SEGV $$")
        #expect(result.ending == .exited(139))
    }

    @Test("that is no shell text is taken word for word")
    func arguments() async throws {
        let command = SandboxedCommand(.arguments(["printf", "%s|", "$HOME", "a b", "`id`", "-n", "", "*"]))
        let result = try await sandbox.run(command)
        #expect(result.output.text == "$HOME|a b|`id`|-n||*|")
    }

    @Test("whose program is missing ends with 127")
    func missingProgram() async throws {
        let result = try await sandbox.run(SandboxedCommand(.arguments(["no-such-program", "x"])))
        #expect(result.ending == .exited(127))
        #expect(result.errors.text.contains("no-such-program"))
    }

    @Test("has the variables that it is given, whatever is in them, and the usual five")
    func variables() async throws {
        let values = [
            "EMPTY": "", "LINES": "a\nb\n", "QUOTES": "'\"$(id)`id`\\", "TERM": "vt100", "MAPFILE": "x", "REPLY": "y",
            "gate": "z",
        ]
        let result = try await sandbox.run(SandboxedCommand(.arguments(["env", "-0"]), environment: values))
        let found = Set(result.output.text.split(separator: "\0").map(String.init))
        for (name, value) in values { #expect(found.contains("\(name)=\(value)")) }
        let names = Set(found.compactMap { $0.split(separator: "=").first.map(String.init) })
        let usual = ["PATH", "HOME", "TMPDIR", "LANG", "TERM", "PWD", "SHLVL", "_"]
        #expect(names.subtracting(values.keys).isSubset(of: usual))
    }

    @Test("shows no list of processes what its variables are, nor what the command is")
    func hiddenVariables() async throws {
        let text =
            "until test -e go; do sleep 0.01; done; cat /proc/[0-9]*/cmdline | tr '\\0' ' '; : marker-of-the-text"
        // Not among those that wait for the other tests' sandboxes.
        let apart = try Sandbox(workspace: folder.path, engine: .success(Engine()))
        async let running = apart.shell(text, environment: ["TOKEN": "marker-of-the-value"])
        try await untilTrue { !processes(with: "sleep 0.01").isEmpty }
        #expect(processes(with: "marker-of-the-value").isEmpty)
        #expect(processes(with: "marker-of-the-text").isEmpty)
        try folder.write([], to: "go")
        let result = try await running
        #expect(!result.output.text.contains("marker-of"))
        #expect(result.output.text.contains("/bin/bash"))
    }

    @Test("sees no variable of the start gate, and no argument")
    func cleanShell() async throws {
        let result = try await sandbox.shell(#"echo "${__gate-none} ${REPLY-none} $# $0 ${MAPFILE-none}$(declare -F)""#)
        #expect(result.output.text == "none none 0 /bin/bash none\n")
    }

    @Test("may be longer than one argument may be")
    func longText() async throws {
        let result = try await sandbox.shell("x='" + String(repeating: "a", count: 1 << 20) + "'; echo ${#x}")
        #expect(result.output.text == "1048576\n")
    }

    @Test("with a mistake in its text says where")
    func syntaxError() async throws {
        let result = try await sandbox.shell("echo before\nif")
        #expect(result.ending == .exited(2) || result.ending == .exited(1))
        #expect(result.errors.text.contains("line 3: syntax error"))
        let first = try await sandbox.shell("if then")
        #expect(first.errors.text.hasSuffix("line 1: `if then'\n"))
        #expect(try await sandbox.shell(":\nnone").errors.text == "/bin/bash: line 2: none: command not found\n")
    }

    @Test("reads the bytes that it is given")
    func input() async throws {
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let result = try await sandbox.run(SandboxedCommand(.arguments(["wc", "-c"]), input: bytes))
        #expect(result.output.text == "300000\n")
        let lines = try await sandbox.shell("read first; echo $first; cat", input: "one\ntwo\nthree\n")
        #expect(lines.output.text == "one\ntwo\nthree\n")
    }

    @Test("leaves files that belong to the workspace's owner")
    func owner() async throws {
        let result = try await sandbox.shell(
            "mkdir -p new/inner && echo hi > new/inner/file && stat -c %U new/inner/file"
        )
        #expect(result.output.text == "sandbox\n")
        #expect(folder.read("new/inner/file") == "hi\n")
        #expect(ownerID(of: folder.path + "/new/inner/file") == ownerID(of: folder.path))
    }

    @Test("can't make a file that acts with its owner's rights, by any call")
    func noSetuid() async throws {
        let text = """
            perl -e 'use Fcntl; umask 0;
            print sysopen(F,"a",O_CREAT|O_WRONLY,04755) ? "made" : "refused";
            print sysopen(F,"b",O_CREAT|O_WRONLY,02755) ? "made" : "refused";
            print sysopen(F,"c",O_CREAT|O_WRONLY,00755) ? "made" : "refused";
            print chmod(04755,"c") ? "made" : "refused"; print -e "a" || -e "b" ? "there" : "";'
            """
        let result = try await sandbox.shell(text)
        #expect(result.output.text == "refusedrefusedmaderefused")
    }

    @Test("tells how long it took and how much it computed")
    func times() async throws {
        let result = try await sandbox.shell("for ((i = 0; i < 200000; i++)); do :; done; sleep 0.2")
        #expect(result.elapsed > .milliseconds(200))
        #expect(result.processorTime > .milliseconds(20))
    }
}

@Suite("A command that can't be honoured")
struct InvalidCommandTests {
    private let sandbox: Sandbox
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        sandbox = try Sandbox(workspace: folder.path)
    }

    @Test(
        "is refused before anything is started",
        arguments: [
            SandboxedCommand(.shell("echo \0")), SandboxedCommand(.arguments([])), SandboxedCommand(.arguments([""])),
            SandboxedCommand(.arguments(["echo", "a\0b"])), SandboxedCommand(.shell(":"), environment: ["A=B": "c"]),
            SandboxedCommand(.shell(":"), environment: ["": "c"]),
            SandboxedCommand(.shell(":"), environment: ["1A": "c"]),
            SandboxedCommand(.shell(":"), environment: ["A": "\0"]),
            SandboxedCommand(.shell(":"), environment: ["BASH_FUNC_echo%%": "() { id; }"]),
            SandboxedCommand(.shell(":"), environment: ["SHELLOPTS": "noexec"]),
            SandboxedCommand(.shell(":"), environment: ["__gate": "x"]),
            SandboxedCommand(.shell(":"), limits: SandboxLimits(processes: 0)),
            SandboxedCommand(.shell(":"), limits: SandboxLimits(time: .zero)),
        ]
    )
    func refused(command: SandboxedCommand) async {
        let error = await failure(SandboxError.self) { try await sandbox.run(command) }
        #expect(error?.code == .invalid)
    }
}
