import Foundation
import LoopbackServer
import Testing
import Volery

@Suite("Many runs at once are recorded one by one")
struct ConcurrentReplayTests {
    private static func flow(_ server: LoopbackServer) -> String {
        """
        \(DisturbedFlow.tools(server))
        inputs: { name: { type: string } }
        agents:
          worker: { instructions: You work., tools: [post] }
        steps:
          each:
            for_each: "[0, 1, 2, 3, 4, 5]"
            agent: worker
            prompt: "each ${{ inputs.name }} ${{ item }}: post post"
          rounds:
            repeat: { max: 3 }
            steps:
              draft:
                agent: worker
                prompt: "draft ${{ inputs.name }} ${{ round }} ${{ size(coalesce(previous.draft.output, '')) }}: post"
          odd:
            tool: post
            with: { text: "${{ inputs.name }}" }
            limits: { tool_calls: 1 }
          last: { agent: worker, prompt: "last ${{ size(toJson(steps.each.output)) }} ${{ size(steps.rounds.output) }}:" }
        outputs: { last: "${{ steps.last.output }}", odd: "${{ steps.odd.output }}" }
        """
    }

    @Test("the replay of each of fifty runs in one file gives the same entries at each address, and asks for nothing")
    func replayed() async throws {
        let effects = EffectServer()
        try await withLoopbackServer(
            { try effects.answer($0) },
            during: { server in
                let program = try Program([
                    "volery.yaml": DisturbedFlow.project(server), "flow.yaml": Self.flow(server),
                ])
                let folder = program.folder.path
                let project = try WorkflowLoader(tools: try Runtime.catalogue(), environment: [:])
                    .project(above: "\(folder)/volery.yaml")
                let journal = try SQLiteJournal(of: project, environment: [:])
                let runtime = try Runtime(project: project, journal: journal)
                let workflow = try await runtime.load("\(folder)/flow.yaml")
                let outputs = try await withThrowingTaskGroup(of: (String, JSONObject).self) { group in
                    for number in 1...50 {
                        group.addTask {
                            try await runtime.withRun(of: workflow, inputs: ["name": .string("run \(number)")]) {
                                ($0.id, try await $0.outputs())
                            }
                        }
                    }
                    return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
                }
                #expect(outputs.count == 50)
                let (asked, done) = (effects.asked.count, effects.effects.count)
                for (run, outputs) in outputs {
                    let entries = try await journal.read(run: run)
                    let replay = try await runtime.replay(
                        run,
                        entries: entries,
                        header: try await journal.header(of: run),
                        of: workflow
                    )
                    try #require(replay.differences == [], "\(run)")
                    try #require(
                        replay.outputs.map(JSONValue.object)?.serialized() == JSONValue.object(outputs).serialized(),
                        "\(run)"
                    )
                }
                await journal.close()
                #expect(effects.asked.count == asked)
                #expect(effects.effects.count == done)
                // A replay that differs is told of, so the comparison is one.
                let run = try #require(outputs.keys.first)
                let again = try SQLiteJournal(of: project, environment: [:])
                var entries = try await again.read(run: run)
                let header = try await again.header(of: run)
                await again.close()
                let index = try #require(
                    entries.firstIndex { if case .messageAdded = $0.payload { true } else { false } }
                )
                entries[index].payload = .messageAdded(message: .user("other"))
                let changed = try await runtime.replay(run, entries: entries, header: header, of: workflow)
                #expect(changed.differences.map(\.address) == [entries[index].address])
            }
        )
    }
}
