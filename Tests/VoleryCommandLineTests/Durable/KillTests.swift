import Foundation
import LoopbackServer
import Mutations
import Testing
import Volery

@testable import VoleryCommandLine

@Suite("Runs outlive every kill", .serialized)
struct KillTests {
    /// 40 model calls, 60 tool calls with effects that can be seen, parallel branches and rounds.
    static func flow(_ server: LoopbackServer) -> String {
        """
        \(DisturbedFlow.tools(server))
        agents:
          worker: { instructions: You work., tools: [note, post] }
        steps:
          plan: { agent: worker, prompt: "plan:" }
          each:
            needs: [plan]
            for_each: "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]"
            agent: worker
            prompt: "each ${{ item }}: note post post"
          rounds:
            repeat: { max: 5 }
            steps:
              draft:
                agent: worker
                prompt: "draft ${{ round }} ${{ size(coalesce(previous.draft.output, '')) }}: post note"
              marked:
                needs: [draft]
                tool: post
                with: { text: "round ${{ round }}" }
              kept:
                tool: note
                with: { text: "${{ steps.draft.output }}" }
          marks:
            for_each: "[0, 1, 2, 3]"
            tool: note
            with: { text: "mark ${{ item }}" }
          last:
            needs: [rounds]
            for_each: "[0, 1, 2, 3, 4]"
            agent: worker
            prompt: "last ${{ item }} ${{ size(steps.each.output) }}:"
        outputs:
          each: ${{ steps.each.output }}
          rounds: ${{ steps.rounds.output }}
          marks: ${{ steps.marks.output }}
          last: ${{ steps.last.output }}
        """
    }

    @Test("whenever a run is killed, nothing is lost, nothing done twice, and it comes to the same outputs")
    func killed() async throws {
        try await DisturbedFlow.withServer(Self.flow) { server, fresh, outputs in
            #expect(server.asked.count == 40)
            let first =
                ProcessInfo.processInfo.environment["VOLERY_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...999_999)
            print("kill tests: VOLERY_SEED=\(first)")
            var (kills, doubts) = (0, 0)
            let count = isLong ? 200 : 6
            for seed in first..<(first + UInt64(count)) {
                var random = SplitMix(seed: seed)
                let run = try fresh()
                try await run.runToEnd("VOLERY_SEED=\(seed)") { number in
                    .kill(
                        // Later kills reach further, so that a slow machine gets to the end, too.
                        requests: .random(in: 1...(40 + number), using: &random),
                        delay: .random(in: 0...(20_000 + 5_000 * UInt32(number)), using: &random),
                        isAnswered: .random(using: &random)
                    )
                }
                try run.expectWhole("VOLERY_SEED=\(seed)")
                try #require(run.outputs == outputs, "VOLERY_SEED=\(seed)")
                let replay = try run.program.run("replay", try #require(run.run))
                try #require(replay.status == 0, "VOLERY_SEED=\(seed): \(replay.errors)")
                kills += run.disturbances
                doubts += run.doubts.values.reduce(0, +)
            }
            print("kill tests: \(count) runs, \(kills) kills, \(doubts) calls in doubt")
            #expect(kills > count)
        }
    }
}
