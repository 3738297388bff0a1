import Glibc
import Synchronization
import Testing

@testable import VolerySandbox

@Suite("A sandbox's way out")
struct NetworkTests {
    private let folder: TemporaryFolder
    private let sandbox: Sandbox

    init() throws {
        folder = try TemporaryFolder()
        sandbox = try Sandbox(workspace: folder.path)
    }

    /// Says the text to one program that connects, on a thread of its own.
    private static func greeting(_ text: String) -> SandboxNetwork {
        SandboxNetwork { listener in
            let listener = Descriptor(owning: listener)
            try? PermanentThread.start("greeter") {
                var wanted = pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)
                poll(&wanted, 1, 20_000)
                let client = accept(listener.number, nil, nil)
                guard client >= 0 else { return }
                _ = text.withCString { write(client, $0, strlen($0)) }
                close(client)
            }
        }
    }

    @Test("is a listener in its own empty network")
    func listener() async throws {
        let command = SandboxedCommand(.shell("cat < /dev/tcp/127.0.0.1/3128; echo; grep -c : /proc/net/dev"))
        let result = try await sandbox.run(command, network: Self.greeting("hello"))
        #expect(result.output.text == "hello\n1\n")
    }

    @Test("is each command's own, though all have the same port")
    func own() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let command = SandboxedCommand(.shell("cat < /dev/tcp/127.0.0.1/3128"))
                    let result = try await sandbox.run(command, network: Self.greeting("\(number)"))
                    #expect(result.output.text == "\(number)")
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("is there for TCP alone")
    func streamsOnly() async throws {
        let script = """
            use Socket;
            for ([AF_INET, SOCK_DGRAM, 0], [AF_INET, SOCK_RAW, 1], [AF_UNIX, SOCK_STREAM, 0], [16, SOCK_RAW, 0],
                 [AF_INET, SOCK_STREAM, 262], [AF_INET, SOCK_STREAM, 0], [AF_INET6, SOCK_STREAM, 6]) {
                print socket(my $s, $_->[0], $_->[1], $_->[2]) ? "yes " : "no ";
            }
            """
        let command = SandboxedCommand(.arguments(["perl", "-e", script]))
        let result = try await sandbox.run(command, network: Self.greeting(""))
        #expect(result.output.text == "no no no no no yes yes ")
    }

    @Test("leaves no namespace open, and this process as it was")
    func nothingLeft() async throws {
        for _ in 0..<20 {
            let command = SandboxedCommand(.shell("cat < /dev/tcp/127.0.0.1/3128"))
            _ = try await sandbox.run(command, network: Self.greeting("x"))
        }
        #expect(try openFiles().filter { $0.hasPrefix("net:") || getuid() != 0 && $0.hasPrefix("user:") } == [])
        // What may not be dumped belongs to root in /proc.
        var status = stat()
        #expect(stat("/proc/self", &status) == 0 && status.st_uid == geteuid())
    }

    /// What this process's descriptors are of.
    private func openFiles() throws -> [String] {
        guard let entries = opendir("/proc/self/fd") else { throw TestFailure("no /proc/self/fd") }
        defer { closedir(entries) }
        var targets: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var target = [CChar](repeating: 0, count: 256)
            guard readlink("/proc/self/fd/" + name, &target, 255) > 0 else { continue }
            targets.append(target.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" })
        }
        return targets
    }
}
