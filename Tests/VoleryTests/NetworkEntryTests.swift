import Foundation
import LoopbackServer
import Testing
import Volery

@Suite("What a command's network leaves in the transcript", .timeLimit(.minutes(5)))
struct NetworkEntryTests {
    @Test("is an entry for each use, with its target, at the step that ran the command")
    func used() async throws {
        try await withLoopbackServer {
            try $0.respond("here")
            $0.cut()
        } during: { server in
            let (answer, entries) = try await run(asking: server.port, granted: server.port)
            #expect(answer.hasSuffix("here"))
            #expect(entries == [.networkUsed(host: "127.0.0.1", port: server.port, failure: nil)])
        }
    }

    @Test("says why a use was refused that the grant does not name")
    func refused() async throws {
        let (answer, entries) = try await run(asking: 9, granted: 8)
        #expect(answer.hasPrefix("HTTP/1.1 403"))
        guard case .networkUsed("127.0.0.1", 9, .some) = entries.first else {
            Issue.record("no refusal among \(entries)")
            return
        }
        #expect(entries.count == 1)
    }

    /// Asks a port of this machine from a step's command, and gives what came back and the entries about networks.
    private func run(asking port: Int, granted: Int) async throws -> (answer: String, entries: [Entry.Payload]) {
        try await withTemporaryFolder { folder in
            let workflow = """
                steps:
                  ask:
                    tool: { shell: { network: ["127.0.0.1:\(granted)"] } }
                    with:
                      env: { PORT: "\(port)" }
                      command: >-
                        exec 3<>/dev/tcp/127.0.0.1/3128;
                        printf 'GET http://127.0.0.1:%s/ HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n' "$PORT" >&3; cat <&3
                """
            try workflow.write(toFile: "\(folder)/ask.yaml", atomically: true, encoding: .utf8)
            let runtime = try Runtime(project: Project(folder: folder))
            return try await runtime.withRun(of: try await runtime.load("\(folder)/ask.yaml")) { run in
                var entries: [Entry.Payload] = []
                for await case .entry(let entry) in run.events {
                    guard case .networkUsed = entry.payload else { continue }
                    #expect("\(entry.address)" == "ask")
                    entries.append(entry.payload)
                }
                let outputs = try await run.outputs()
                return (outputs["ask"]?["stdout"]?.stringValue ?? "", entries)
            }
        }
    }
}
