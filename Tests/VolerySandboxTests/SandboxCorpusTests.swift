import Glibc
import Testing

@testable import VolerySandbox

@Suite("What hostile commands can do")
struct SandboxCorpusTests {
    struct Case: Decodable {
        struct Expectation: Decodable {
            enum Exit: Decodable {
                case word(String)
                case code(Int32)

                init(from decoder: any Decoder) throws {
                    let container = try decoder.singleValueContainer()
                    if let code = try? container.decode(Int32.self) {
                        self = .code(code)
                    } else {
                        self = .word(try container.decode(String.self))
                    }
                }
            }

            var stdout_regex: String?
            var stdout_not: [String]?
            var exit: Exit?
            var outcome: String?
            var reason: String?
            var after_no_process: String?
            var stdout_max_int: Int?
            var max_ms: Double?
        }

        var id: String
        var cmd: String
        var expect: Expectation
    }

    struct Cases: Decodable {
        var cases: [Case]
    }

    @Test(
        "every case of the corpus ends as it should",
        .enabled(if: Corpus.isThere("sandbox"), "the corpus is not there")
    )
    func corpus() async throws {
        let cases = try Corpus.load("sandbox", as: Cases.self).cases
        let host = try HostileHost()
        var failures: [String] = []
        try await withThrowingTaskGroup(of: [String].self) { group in
            for test in cases {
                group.addTask { try await Self.run(test, host) }
            }
            for try await found in group { failures += found }
        }
        Corpus.report("sandbox", of: cases.count, failures: failures.sorted())
        #expect(failures.isEmpty)
    }

    @Test(
        "by Landlock alone all cases end so but those that it can't hold, which are known",
        .enabled(if: Corpus.isThere("sandbox"), "the corpus is not there")
    )
    func landlock() async throws {
        let cases = try Corpus.load("sandbox", as: Cases.self).cases
        let host = try HostileHost()
        var failures: [String] = []
        for test in cases { failures += try await Self.run(test, host, minimum: .landlock, searchPath: "/none") }
        Corpus.report("sandbox (landlock)", of: cases.count, failures: failures.sorted())
        for (id, reason) in Self.beyondLandlock.sorted(by: { $0.key < $1.key }) { print("  \(id): known, \(reason)") }
        #expect(Set(failures.map { String($0.prefix { $0 != ":" }) }).isSubset(of: Self.beyondLandlock.keys))
    }

    /// What takes namespaces; some of it shows only on a busy machine, or only where root can't give private mounts.
    private static let beyondLandlock = [
        "sbx-s-004": "there is no /tmp",
        "sbx-s-017": "the case writes to /tmp",
        "sbx-s-036": "that a file outside exists can be seen, though it can't be opened",
        "sbx-s-057": "the machine's processes can be seen, though not reached",
        "sbx-s-037": "names of the machine's network interfaces can be read, though none be used",
        "sbx-s-053": "the bounding set of capabilities stays, which without new privileges gives nothing",
        "sbx-s-061": "the case fills /tmp, which is not there",
    ]

    /// What is wrong with a case's end, if anything.
    private static func run(
        _ test: Case,
        _ host: HostileHost,
        minimum: SandboxTier = .bubblewrap,
        searchPath: String? = nil
    ) async throws -> [String] {
        let workspace = try TemporaryFolder()
        let time = test.expect.reason == "timeout" ? Duration.seconds(1) : .seconds(30)
        let command = SandboxedCommand(.shell(host.fill(test.cmd)), limits: SandboxLimits(time: time))
        let result = try await Sandbox(workspace: workspace.path, minimum: minimum, searchPath: searchPath)
            .run(command)
        let faults = Fault.find(result, test.expect, host)
        return faults.isEmpty ? [] : ["\(test.id): \(faults.joined(separator: ", "))"]
    }
}

private enum Fault {
    static func find(
        _ result: SandboxResult,
        _ expected: SandboxCorpusTests.Case.Expectation,
        _ host: HostileHost
    ) -> [String] {
        let output = String(decoding: result.output.bytes, as: UTF8.self)
        var faults: [String] = []
        func check(_ holds: Bool, _ fault: @autoclosure () -> String) {
            if !holds { faults.append(fault()) }
        }
        check(!output.contains("ALLOWED"), "allowed: \(output.prefix(80))")
        if let pattern = expected.stdout_regex {
            check(matches(output, pattern), "\(output.prefix(80).debugDescription) is not \(pattern)")
        }
        for text in expected.stdout_not ?? [] { check(!output.contains(host.fill(text)), "shows \(text)") }
        switch expected.exit {
        case .word("zero"): check(result.ending == .exited(0), "\(result.ending)")
        case .word: check(result.ending != .exited(0), "\(result.ending)")
        case .code(let code): check(result.ending == .exited(code), "\(result.ending)")
        case nil: break
        }
        if expected.outcome == "killed" {
            let reason = expected.reason.flatMap(SandboxResult.StopReason.init(rawValue:))
            check(reason.map { result.ending == .stopped($0) } ?? false, "\(result.ending)")
        }
        if let most = expected.stdout_max_int {
            let number = Int(output.filter(\.isNumber))
            check(number.map { $0 <= most } ?? true, "\(output) is more than \(most)")
        }
        if let most = expected.max_ms { check(result.elapsed < .milliseconds(most), "took \(result.elapsed)") }
        if let text = expected.after_no_process { check(processes(with: text).isEmpty, "left \(text)") }
        return faults
    }

    private static func matches(_ output: String, _ pattern: String) -> Bool {
        guard let regex = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { return false }
        // In the corpus an end of line before the end does not count.
        let withoutEnd = output.hasSuffix("\n") ? String(output.dropLast()) : output
        return output.firstMatch(of: regex) != nil || withoutEnd.firstMatch(of: regex) != nil
    }
}

/// Things of this machine that a command must not reach.
private final class HostileHost: Sendable {
    private let folder: TemporaryFolder
    private let canary = "canary-\(UInt64.random(in: .min ... .max))"
    private let server: Int32
    private let port: UInt16
    private let localServer: Int32

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(canary.utf8, to: "secret.txt")
        setenv("VOLERY_TEST_CANARY", canary, 1)
        server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        port = try listen(onLoopback: server)
        localServer = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try listen(localServer, at: folder.path + "/socket")
    }

    deinit {
        close(server)
        close(localServer)
    }

    func fill(_ text: String) -> String {
        [
            "@CANARY@": canary, "@OUTSIDE_FILE@": folder.path + "/secret.txt", "@HOST_PORT@": "\(port)",
            "@HOST_PID@": "\(getpid())", "@HOST_SOCK@": folder.path + "/socket",
        ].reduce(text) { $0.replacing($1.key, with: $1.value) }
    }
}

private func listen(onLoopback server: Int32) throws -> UInt16 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
            bind(server, address, length) == 0 && listen(server, 8) == 0 && getsockname(server, address, &length) == 0
        }
    }
    guard bound else { throw TestFailure("no server on loopback: errno \(errno)") }
    return UInt16(bigEndian: address.sin_port)
}

private func listen(_ server: Int32, at path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(server, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 && listen(server, 8) == 0
        }
    }
    guard bound else { throw TestFailure("no server at \(path): errno \(errno)") }
}
