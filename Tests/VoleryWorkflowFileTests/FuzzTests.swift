import Foundation
import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("Mutated files")
struct FuzzTests {
    /// SplitMix64, so that every run mutates alike.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let pieces = [
        "${{", "}}", "[", "]", "{", "}", ":", "\n", "  ", "- ", "steps", "agent", "&a ", "*a ", "null", "\u{0}", "é",
        "'", "\"",
        "for_each", "9999999999999999999", "0", "value: ", "!", "#", "|", ">-",
    ]

    /// A text with some lines and bytes swapped, doubled, left out or put in.
    private static func mutated(_ text: String, _ random: inout Generator) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...6, using: &random) where bytes.count > 2 {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, at + Int.random(in: 1...40, using: &random))
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes.removeSubrange(at..<end)
            case 1: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0..<bytes.count, using: &random))
            case 2: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8, at: at)
            default: bytes[at] = UInt8.random(in: 0...255, using: &random)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "are loaded or refused, with places within the file",
        arguments: ["work/w.yaml", "agents/writer.yaml", "volery.yaml"]
    )
    func mutate(name: String) throws {
        var random = Generator(state: 7)
        let folder = try Folder(LoadingTests.files)
        let loader = try folder.loader(["LAB": "x", "KEY": "y"])
        let text = try #require(LoadingTests.files[name])
        for _ in 0..<150 {
            try folder.write(Self.mutated(text, &random), to: name)
            do throws(DiagnosticsError) {
                _ = try loader.load("\(folder.path)/work/w.yaml")
            } catch {
                #expect(error.diagnostics.contains { $0.severity == .error })
                #expect(error.diagnostics.allSatisfy { $0.place != nil })
                #expect(!DiagnosticRenderer(sources: error.sources).render(error.diagnostics).isEmpty)
            }
        }
    }

    /// A workflow of every kind of step, one that it calls, and a rehearsal.
    private static let nested = [
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
        var random = Generator(state: 11)
        let folder = try Folder(Self.nested)
        let loader = try folder.loader()
        let path = "\(folder.path)/w.yaml"
        var whole = try loader.load(path)
        #expect(try loader.rehearsal(of: &whole) != nil)
        #expect(whole.warnings.isEmpty)
        let text = try #require(Self.nested[name])
        for _ in 0..<150 {
            try folder.write(Self.mutated(text, &random), to: name)
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
