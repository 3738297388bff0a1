import Glibc
import Testing

@testable import VolerySandbox

@Suite("A sandbox by Landlock", .timeLimit(.minutes(5)))
struct LandlockTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A sandbox where there is no bubblewrap.
    private func sandbox(_ bounds: SandboxBounds = SandboxBounds()) throws -> Sandbox {
        try Sandbox(workspace: folder.path, bounds: bounds, minimum: .landlock, searchPath: "")
    }

    @Test("is used only where a trial of bubblewrap fails, and only when that is enough")
    func choice() async throws {
        #expect(try await Sandbox(workspace: folder.path, minimum: .landlock).shell(":").tier == .bubblewrap)
        #expect(try await sandbox().shell("echo a; exit 3").tier == .landlock)
        #expect(try await sandbox().probe() == .landlock)
        let error = await failure(SandboxError.self) {
            try await Sandbox(workspace: folder.path, searchPath: "").shell(":")
        }
        #expect(error?.code == .unavailable)
    }

    @Test("is used where bubblewrap says that all went well and did nothing")
    func silent() async throws {
        let folder = try TemporaryFolder(below: "/var/tmp")
        chmod(folder.path, 0o755)
        try folder.write("#!/bin/sh\nexit 0\n".utf8, to: "bwrap")
        chmod(folder.path + "/bwrap", 0o755)
        let sandbox = try Sandbox(workspace: folder.path, minimum: .landlock, searchPath: folder.path)
        #expect(try await sandbox.shell("echo a").output.text == "a\n")
    }

    @Test("is passed over for nothing at all only where that was asked for")
    func nothing() async throws {
        #expect(try await Sandbox(workspace: folder.path, minimum: .none).shell(":").tier == .none)
        let refused = SandboxError(.unavailable, "not here")
        let strict = await failure(SandboxError.self) {
            try await TierChoice(minimum: .landlock).tier { (_) async throws(SandboxError) in throw refused }
        }
        #expect(strict?.message == "not here not here")
        let shortage = SandboxError(.notStarted, "no memory")
        let passing = await failure(SandboxError.self) {
            try await TierChoice(minimum: .landlock).tier { (_) async throws(SandboxError) in throw shortage }
        }
        #expect(passing == shortage)
    }

    @Test("is followed by no sandbox, in which limits and the common end hold, and nobody is root")
    func unsandboxed() async throws {
        let mark = "8\(UInt32.random(in: 100_000...999_999))"
        let limits = SandboxLimits(time: .seconds(1), processes: 50)
        let command = SandboxedCommand(.shell("id -u; echo $HOME; (sleep \(mark) &); sleep \(mark)"), limits: limits)
        let result = try await Sandbox(workspace: folder.path, minimum: .none).run(command)
        #expect(result.tier == .none)
        #expect(result.ending == .stopped(.timeout))
        let lines = result.output.text.split(separator: "\n")
        #expect(lines.first.map { $0 != "0" } == true && lines.count == 2)
        #expect(processes(with: mark).isEmpty)
    }

    @Test("gives code, output, errors, input and variables")
    func works() async throws {
        let result = try await sandbox().shell(
            "cat; echo $A; pwd -P | grep -q / && echo b >&2; echo c > file; cat file; exit 7",
            environment: ["A": "x y"],
            input: "in\n"
        )
        #expect(result.ending == .exited(7))
        #expect(result.output.text == "in\nx y\nc\n")
        #expect(result.errors.text == "b\n")
        #expect(folder.exists("file"))
        #expect(try await sandbox().shell("sleep 1 & ls /proc/$!/fd").output.text == "0\n1\n2\n")
    }

    @Test("opens nothing outside: no file to read or write, no socket, no other's environment")
    func outside() async throws {
        let other = try TemporaryFolder()
        try other.write("secret".utf8, to: "secret")
        chmod(other.path + "/secret", 0o666)
        let result = try await sandbox().shell(
            """
            cat \(other.path)/secret; echo x > \(other.path)/secret; echo x > \(other.path)/new; echo x > /tmp/volery-x
            ls \(other.path); cat /proc/\(getpid())/environ; cat /etc/shadow; ln \(other.path)/secret here
            (exec 3<>/dev/tcp/127.0.0.1/1); echo end
            """
        )
        #expect(result.output.text == "end\n")
        #expect(!other.exists("new"))
        #expect(access("/tmp/volery-x", F_OK) != 0)
    }

    @Test("keeps signals inside, and processes in their group, so that all end together")
    func together() async throws {
        let mark = "6\(UInt32.random(in: 100_000...999_999))"
        let result = try await sandbox().shell(
            """
            kill -0 \(getpid()) 2>/dev/null && echo reached
            setsid sleep \(mark) 2>/dev/null & perl -e 'use POSIX; print POSIX::setsid() > 0 ? "free" : "held"'
            (sleep \(mark) &) ; sleep \(mark) &
            """
        )
        #expect(result.output.text == "held")
        #expect(processes(with: mark).isEmpty)
    }

    @Test("stops what takes too long, too much memory or too many words")
    func spent() async throws {
        let mark = "7\(UInt32.random(in: 100_000...999_999))"
        let late = try await sandbox().shell(
            "trap '' TERM; (sleep \(mark) &); sleep \(mark)",
            limits: SandboxLimits(time: .milliseconds(300))
        )
        #expect(late.ending == .stopped(.timeout))
        #expect(processes(with: mark).isEmpty)
        let large = try await sandbox().shell(
            "(head -c 200000000 /dev/zero; sleep 15) | tail -c 200000000 >/dev/null",
            limits: SandboxLimits(time: .seconds(30), memory: 50_000_000)
        )
        #expect(large.ending == .stopped(.memory))
        let loud = try await sandbox().shell("yes", limits: SandboxLimits(output: 1000))
        #expect(loud.ending == .stopped(.output))
        let many = try await sandbox().shell(
            "perl -e 'for (1..200) { $p = fork; last if !defined $p; if (!$p) { sleep 60; exit } $n++ } print $n'",
            limits: SandboxLimits(time: .seconds(20), processes: 20)
        )
        #expect((1..<200).contains(Int(many.output.text) ?? 0), "\(many.output.text)")
    }

    @Test("keeps protected names as they are, and what would hold them; all beside them can be written")
    func protected() async throws {
        _ = try folder.make(".git")
        _ = try folder.make("source")
        try folder.write("old".utf8, to: ".git/config")
        try folder.write("old".utf8, to: "source/a")
        let result = try await sandbox().shell(
            """
            echo new > .git/config; echo x > .git/hook; mv .git git; rm -r .git; echo x > top; mv source moved
            echo new > source/a; echo x > source/b; cat .git/config source/a source/b; ls -A
            """
        )
        #expect(result.output.text == "oldnew\nx\n.git\nsource\n")
        let created = try TemporaryFolder()
        let open = try Sandbox(workspace: created.path, minimum: .landlock, searchPath: "")
        let quarantined = try await open.shell("mkdir .git; echo x > .git/config").quarantined
        #expect(quarantined.map(\.name) == [".git"])
        #expect(!created.exists(".git"))
    }

    @Test("lets only what the bounds say be written")
    func writable() async throws {
        _ = try folder.make("in")
        _ = try folder.make("out")
        try folder.write("a".utf8, to: "in/a")
        try folder.write("a".utf8, to: "out/a")
        let result = try await sandbox(SandboxBounds(writable: ["out"])).shell(
            "echo x > in/a; echo x > b; cat in/a > out/b; cat out/b; rm out/a; ls out"
        )
        #expect(result.output.text == "ab\n")
        #expect(!folder.exists("b"))
    }

    @Test("has no network of named hosts: that takes a namespace, and the reason is given")
    func network() async throws {
        let sandbox = try sandbox()
        let error = await failure(SandboxError.self) {
            try await sandbox.run(SandboxedCommand(.shell(":")), network: SandboxNetwork { close($0) })
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("only in bubblewrap") == true)
    }
}
