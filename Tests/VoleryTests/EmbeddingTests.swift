import Foundation
import Testing
import Volery

/// The page's code, compiled and run; the lines of its examples stand here to the letter.
@Suite("Embedding, as docs/embedding.md shows it")
struct EmbeddingTests {
    private static let reply = """
        inputs: { customer: { type: string } }
        steps:
          orders: { tool: open_orders, with: { customer: "${{ inputs.customer }}" } }
        outputs:
          reply: "${{ inputs.customer }} has ${{ size(steps.orders.output.orders) }} open orders"
        """
    private static let approved = """
        inputs: { customer: { type: string } }
        steps:
          approve: { ask: "Send it to ${{ inputs.customer }}?" }
        outputs:
          said: ${{ steps.approve.output }}
        """

    @Test("every example of the page is one of those that are run here")
    func text() throws {
        let page = try Repository.text("docs/embedding.md")
        let here = try ["OpenOrders", "EmbeddingTests"].map { try Repository.text("Tests/VoleryTests/\($0).swift") }
        let code = Self.plain(here.joined(separator: "\n"))
        let examples = page.components(separatedBy: "```swift\n").dropFirst().map {
            $0.components(separatedBy: "```")[0]
        }
        #expect(examples.count == 6)
        for example in examples { #expect(code.contains(Self.plain(example)), "\(example)") }
    }

    @Test("a run is watched, and its output is a value of Swift's")
    func run() async throws {
        try await withTemporaryFolder { folder in
            let path = try Self.write(Self.reply, in: folder)
            let runtime = try Runtime(tools: [OpenOrders()])
            let workflow = try await runtime.load(path)
            let reply = try await runtime.withRun(of: workflow, inputs: ["customer": "4711"]) { run in
                for await event in run.events {
                    if case .words(_, let text) = event { print(text, terminator: "") }
                }
                return try await run.output("reply", as: String.self)
            }
            #expect(reply == "4711 has 0 open orders")
        }
    }

    @Test("a run that waits for a person is answered later, and goes on")
    func durable() async throws {
        try await withTemporaryFolder { folder in
            let path = try Self.write(Self.approved, in: folder)
            let run = try await suspended(path, in: Project(folder: folder))
            let journal = try SQLiteJournal(of: Project(folder: folder))
            let runtime = try Runtime(project: Project(folder: folder), tools: [OpenOrders()], journal: journal)
            let workflow = try await runtime.load(path)
            let misfit = await #expect(throws: RunError.self) {
                try await runtime.answer(.allowed(.call), at: Address("approve"), of: run)
            }
            #expect(misfit?.code == .invalid)
            let elsewhere = await #expect(throws: RunError.self) {
                try await runtime.answer(.value("Yes"), at: Address("aprove"), of: run)
            }
            #expect(elsewhere?.code == .person)

            try await runtime.answer(.value("Yes, send it."), at: Address("approve"), of: run)
            let outputs = try await runtime.withRun(resuming: run, of: workflow) { try await $0.outputs() }
            #expect(outputs == ["said": "Yes, send it."])

            let again = await #expect(throws: RunError.self) {
                try await runtime.answer(.value("No"), at: Address("approve"), of: run)
            }
            #expect(again?.code == .person)
            let unknown = await #expect(throws: JournalError.self) {
                try await runtime.answer(.value("Yes"), at: Address("approve"), of: "none")
            }
            #expect(unknown?.code == .unknown)
            await journal.close()
        }
    }

    /// The id of a run that waits.
    private func suspended(_ path: String, in project: Project) async throws -> String {
        let journal = try SQLiteJournal(of: project)
        let runtime = try Runtime(project: project, tools: [OpenOrders()], journal: journal)
        let workflow = try await runtime.load(path)
        do {
            try await runtime.withRun(of: workflow, inputs: ["customer": "4711"]) { _ = try await $0.outputs() }
        } catch let suspended as RunSuspended {
            for wait in suspended.waits { print(suspended.run, "waits at", wait.address) }
        }
        let newest = try #require(try await journal.runs(RunFilter()).first)
        #expect(newest.state == .suspended)
        for run in try await journal.runs(RunFilter(limit: 20)) { print(run.run, run.state, run.usage.tokens) }
        await journal.close()
        return newest.run
    }

    private static func write(_ workflow: String, in folder: String) throws -> String {
        try workflow.write(toFile: "\(folder)/reply.yaml", atomically: true, encoding: .utf8)
        return "\(folder)/reply.yaml"
    }

    /// Lines without what they are indented by.
    private static func plain(_ code: String) -> String {
        code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }
}
