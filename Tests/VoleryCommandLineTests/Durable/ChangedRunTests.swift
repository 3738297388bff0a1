import LoopbackServer
import Testing
import Volery

@testable import VoleryCommandLine

@Suite("Only what has changed is paid for", .serialized)
struct ChangedRunTests {
    /// Eight steps: a line of which the seventh is not part, and an eighth that needs all.
    private static func flow(_ server: LoopbackServer, fifth: String = "fifth", tools: String = "post") -> String {
        """
        \(DisturbedFlow.tools(server))
        agents:
          worker: { instructions: You work., tools: [note, post] }
        steps:
          s1: { agent: worker, prompt: "first: post note" }
          s2: { agent: worker, prompt: "second ${{ size(steps.s1.output) }}: note" }
          s3: { agent: worker, prompt: "third ${{ size(steps.s2.output) }}:" }
          s4: { agent: worker, prompt: "fourth ${{ size(steps.s3.output) }}: post | post" }
          s5: { agent: worker, prompt: "\(fifth) ${{ size(steps.s4.output) }}: \(tools)" }
          s6: { agent: worker, prompt: "sixth ${{ size(steps.s5.output) }}: post" }
          s7: { agent: worker, prompt: "seventh ${{ size(steps.s1.output) }}: note post" }
          s8: { agent: worker, prompt: "eighth ${{ size(steps.s6.output) }} ${{ size(steps.s7.output) }}: note" }
        outputs: { all: "${{ steps.s8.output }}" }
        """
    }

    /// So long that all that depends on it has other lengths to tell of.
    private static let changed = "changed-\(String(repeating: "very-", count: 20))much"

    /// The titles of the prompts that the server was asked, once each.
    private func titles(_ marks: ArraySlice<String>) -> [String] {
        Set(marks.compactMap { $0.dropFirst().split(separator: " ").first.map(String.init) }).sorted()
    }

    @Test("a changed prompt in step 5 of 8 does that step and what depends on it again, and nothing else")
    func changed() async throws {
        try await again { server, program, run in
            try program.write("flow.yaml", Self.flow(server.0, fifth: Self.changed))
            let (asked, effects) = (server.1.asked.count, server.1.effects.count)
            let outcome = try program.run("run", "flow.yaml", "--from", run)
            #expect(outcome.status == 0, "\(outcome.errors)")
            // Each of the three asks twice: for its call, and with the call's result.
            #expect(titles(server.1.asked[asked...]) == [Self.changed, "eighth", "sixth"].sorted())
            #expect(server.1.asked.count - asked == 6)
            // Two posts; the note of the eighth step is in the ledger.
            #expect(server.1.effects.count - effects == 2)
            #expect(ledger(program).count == Self.notes + 1)
            #expect(ledger(program).last?.hasSuffix("/s8.turn1.call1") == true)
            #expect(outcome.errors.contains("took "), "\(outcome.errors)")
        }
    }

    @Test("a changed prompt that comes to the same output does that step again alone")
    func sameOutput() async throws {
        try await again { server, program, run in
            try program.write("flow.yaml", Self.flow(server.0, tools: "post "))
            let asked = server.1.asked.count
            let outcome = try program.run("run", "flow.yaml", "--from", run)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(titles(server.1.asked[asked...]) == ["fifth"])
            #expect(ledger(program).count == Self.notes)
        }
    }

    @Test("an unchanged workflow asks for nothing and calls nothing, and its outputs are the same")
    func unchanged() async throws {
        try await again { server, program, run in
            let (asked, effects) = (server.1.asked.count, server.1.effects.count)
            let outcome = try program.run("run", "flow.yaml", "--from", run, "--output", "json")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(server.1.asked.count == asked)
            #expect(server.1.effects.count == effects)
            #expect(ledger(program).count == Self.notes)
            let first = try program.run("resume", run, "--output", "json")
            #expect(outcome.output == first.output)
        }
    }

    @Test("usage counts once what was taken from another run, and what a run had used before it was gone on with")
    func usage() async throws {
        try await again { _, program, run in
            let once = try used(program)
            #expect(try #require(once.first).0 > 0)
            #expect(once.allSatisfy { $0 == once[0] }, "\(once)")
            #expect(try program.run("run", "flow.yaml", "--from", run).status == 0)
            #expect(try used(program).allSatisfy { $0 == once[0] })

            try program.write(
                "sign.yaml",
                """
                agents: { worker: { instructions: You work. } }
                steps:
                  s1: { agent: worker, prompt: "first:" }
                  sign: { ask: "${{ steps.s1.output }}" }
                  s2: { agent: worker, prompt: "second ${{ size(steps.sign.output) }}:" }
                """
            )
            #expect(try program.run("run", "sign.yaml").status == 5)
            let waiting = try used(program)[0]
            let runs = try JSONValue(parsing: program.run("runs", "--output", "json").output)
            let signing = try #require(runs["runs"]?[0]?["run"]?.stringValue)
            #expect(try program.run("answer", signing, "sign", "yes", "--resume").status == 0)
            let all = try used(program)
            #expect(all.allSatisfy { $0 == all[0] }, "\(all)")
            #expect(waiting.0 > once[0].0 && all[0].0 > waiting.0)
            // Both steps ask once, for about as much.
            #expect(all[0].0 - once[0].0 < 3 * (waiting.0 - once[0].0))
        }
    }

    /// The tokens in and out that `usage` tells of, by workflow, by model and by day.
    private func used(_ program: Program) throws -> [(Int, Int)] {
        try ["workflow", "model", "day"].map { group in
            let rows = try JSONValue(parsing: program.run("usage", "--by", group, "--output", "json").output)["usage"]
            return (rows?.arrayValue ?? []).reduce(into: (0, 0)) { sum, row in
                sum.0 += row["usage"]?["input_tokens"]?.intValue ?? 0
                sum.1 += row["usage"]?["output_tokens"]?.intValue ?? 0
            }
        }
    }

    /// How many notes a whole run makes.
    private static let notes = 4

    private func ledger(_ program: Program) -> [Substring] {
        (program.text(of: "ledger.txt") ?? "").split(separator: "\n")
    }

    /// Gives the server, and a program with a run that has completed.
    private func again(_ body: ((LoopbackServer, EffectServer), Program, String) throws -> Void) async throws {
        let effects = EffectServer()
        try await withLoopbackServer(
            { try effects.answer($0) },
            during: { server in
                let files: KeyValuePairs = [
                    "volery.yaml": DisturbedFlow.project(server), "flow.yaml": Self.flow(server),
                ]
                let run = DisturbedProgram(try Program(files), effects)
                try await run.goOn(.none, "first")
                #expect(ledger(run.program).count == Self.notes)
                try body((server, effects), run.program, try #require(run.run))
            }
        )
    }
}
