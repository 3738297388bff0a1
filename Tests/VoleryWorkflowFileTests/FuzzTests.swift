import Foundation
import Mutations
import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("Mutated files")
struct FuzzTests {
    private static let pieces = [
        "${{", "}}", "$${{", "[", "]", "{", "}", ":", "\n", "  ", "- ", "&a ", "*a ", "null", "~", "\u{0}", "é", "'",
        "\"",
        "!", "!!int ", "#", "|", ">-", "? ", "<<: ", "0", "-1", "9999999999999999999", "1e400", ".inf", "true", "0x1F",
        "$0.01", "5m", "200k", "steps.a.output", "\u{2028}", "\t", "---\n",
    ]

    /// The kinds of steps that hold others, and those that do not compute.
    private static let nested = #"""
        inputs: { kind: { type: string, enum: [a, b] }, go: { type: boolean } }
        steps:
          route:
            switch: inputs.kind
            cases:
              a: { value: 1 }
              b: { steps: { c: { value: "${{ inputs.go }}" } }, output: "${{ steps.c.output }}" }
          rounds:
            for_each: "[1, 2]"
            as: n
            repeat: { max: 3, until: steps.next.output > 3 }
            steps:
              next: { value: "${{ coalesce(previous.next.output, n) + round }}" }
              stop: { if: steps.next.output > 9, fail: "Too much: ${{ steps.next.output }}" }
            output: { last: "${{ steps.next.output }}" }
          sure: { ask: "Sure of ${{ steps.route.output }}?", output: { type: boolean }, draft: true }
          pause: { wait: 30s, needs: [sure] }
          call: { workflow: w.yaml, with: { kind: a, go: true } }
        outputs: { rounds: "${{ steps.rounds.output }}" }
        """#

    /// The files of one load, and the ones of them that are changed.
    private static let mutable = ["work/w.yaml", "agents/writer.yaml", "volery.yaml"]

    @Test("are loaded or refused, with places within the file, and never crash, hang or take much memory")
    func mutate() throws {
        let folder = try Folder(LoadingTests.files)
        let loader = try folder.loader(["LAB": "x", "KEY": "y"])
        let samples = try Samples.workflows()
        var mutators = try Self.mutable.map { name in
            let own = try #require(LoadingTests.files[name])
            let seeds = name == "work/w.yaml" ? [own, Self.nested, Self.nested] + samples : [own]
            return Mutator(seeds: seeds, pieces: Self.pieces, seed: 7)
        }
        var run = MutationRun()
        for number in 0..<(MutationRun.isWhole ? 100_000 : 500) {
            // Most changes are to the workflow; the file that was changed before is made good again.
            let which = number % 8 < 6 ? 0 : number % 8 - 5
            let text = mutators[which].next()
            try folder.write(text, to: Self.mutable[which])
            run.add(text) { load("\(folder.path)/work/w.yaml", by: loader) }
            if which > 0 { try folder.write(LoadingTests.files[Self.mutable[which]] ?? "", to: Self.mutable[which]) }
        }
        print(run.summary(of: "workflow files"))
        #expect(run.accepted > run.count / 100)
        #expect(run.slowest.seconds < 1, "\(String(decoding: run.slowest.text, as: UTF8.self))")
        #expect(run.memoryGrowth < 512)
    }

    private func load(_ path: String, by loader: WorkflowLoader) -> Bool {
        do throws(DiagnosticsError) {
            _ = try loader.load(path)
            return true
        } catch {
            #expect(error.diagnostics.contains { $0.severity == .error })
            #expect(error.diagnostics.allSatisfy { $0.place != nil }, "\(error)")
            #expect(!DiagnosticRenderer(sources: error.sources).render(error.diagnostics).isEmpty)
            return false
        }
    }

    /// A workflow of every kind of step, one that it calls, and a rehearsal.
    private static let everyKind = [
        "w.yaml": """
        inputs: { paths: { type: array, maxItems: 3, items: { type: string } } }
        agents:
          critic: { output: { type: object, required: [ok], properties: { ok: { type: boolean }, why: { enum: [a, b] } } } }
        steps:
          polish:
            for_each: inputs.paths
            repeat: { max: 3, until: "coalesce(steps.review.output.ok, false)" }
            output: { ok: "${{ steps.review.output.ok }}", text: "${{ steps.draft.output }} ${{ index + round }}" }
            limits: { tokens: 5k }
            steps:
              draft: { value: "${{ item }} ${{ coalesce(previous.draft.output, '') }}" }
              review: { agent: critic, prompt: "${{ steps.draft.output }}", if: round > 1, context: all }
          route:
            switch: size(steps.polish.output) > 1
            cases:
              true: { steps: { again: { ask: "Ok?", output: { type: boolean }, draft: true } }, on_error: skip }
              false: { fail: "No: ${{ run.id }}" }
          audit: { workflow: sub.yaml, with: { path: "${{ inputs.paths[0] }}" }, needs: [route], timeout: 5s }
          pause: { wait: "${{ steps.audit.output.n }}s", retry: { max: 2 } }
        outputs: { all: "${{ coalesce(steps.route.output.again, false) }} ${{ steps.audit.output.n + 1 }}" }

        """,
        "sub.yaml": """
        inputs: { path: { type: string } }
        steps:
          n: { value: 1, needs: [m] }
          m: { steps: { o: { wait: 1s } } }

        """,
        "w.rehearsal.yaml": """
        replies:
          "polish[*]#*.review": [{ output: { ok: true } }]
          route.true.again: [{ output: true }]

        """,
    ]

    @Test("of every kind of step, too", arguments: ["w.yaml", "sub.yaml", "w.rehearsal.yaml"])
    func mutateNested(name: String) throws {
        let folder = try Folder(Self.everyKind)
        let loader = try folder.loader()
        let path = "\(folder.path)/w.yaml"
        var whole = try loader.load(path)
        #expect(try loader.rehearsal(of: &whole) != nil)
        #expect(whole.warnings.isEmpty)
        let text = try #require(Self.everyKind[name])
        var mutator = Mutator(seeds: [text], pieces: Self.pieces, seed: 11)
        for _ in 0..<(MutationRun.isWhole ? 3_000 : 150) {
            try folder.write(mutator.next(), to: name)
            do throws(DiagnosticsError) {
                var loaded = try loader.load(path)
                _ = try loader.rehearsal(of: &loaded)
                _ = WorstCase(of: loaded.workflow, in: loaded.project) { _ in nil }
            } catch {
                #expect(error.diagnostics.contains { $0.severity == .error })
                #expect(error.diagnostics.allSatisfy { $0.place != nil })
            }
        }
    }
}

/// The workflows that the repository shows.
enum Samples {
    static func workflows() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL
        let folder = root.appending(path: "workflows").path
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".rehearsal.yaml") }
            .map { try String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    }
}
