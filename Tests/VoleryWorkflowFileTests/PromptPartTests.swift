import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("Parts of prompts in a file")
struct PromptPartTests {
    @Test("are read in their order, and what they name is waited for")
    func read() throws {
        let folder = try Folder([
            "w.yaml": """
            agents: { a: { instructions: x } }
            steps:
              first: { value: [a.png] }
              look:
                agent: a
                prompt:
                  - text: "Compare ${{ run.id }}"
                  - image: ${{ steps.first.output }}
                  - file: docs/a.pdf
                  - video: https://example.org/v.mp4
            """
        ])
        let steps = try folder.load().workflow.steps
        guard case .agent(let step) = steps[1].kind, case .parts(let parts) = step.prompt else {
            Issue.record("\(steps[1].kind)")
            return
        }
        #expect(parts.map(\.kind) == [.text, .media(.image), .media(.file), .media(.video)])
        #expect(parts[3].value.source == "https://example.org/v.mp4")
        #expect(steps[1].dependencies == ["first"])
    }

    @Test("each mistake is told at its place")
    func mistakes() throws {
        let found = try diagnostics(
            """
            agents: { a: { instructions: x } }
            steps:
              look:
                agent: a
                prompt:
                  - text: "${{ steps.nope.output }}"
                  - imge: a.png
                  - { image: a.png, text: x }
                  - image: ../a.png
                  - file: /etc/passwd
                  - image: http://example.org/a.png
                  - image: "data:image/png;base64,?"
                  - a.png
              none: { agent: a, prompt: [] }
            """
        )
        #expect(
            found.map { $0.prefix { $0 != "-" } } == [
                "V0151 6:26", "V0060 7:9", "V0067 8:25", "V0178 9:16", "V0178 10:15", "V0178 11:16", "V0178 12:16",
                "V0063 13:9", "V0068 14:29",
            ],
            "\(found.joined(separator: "\n"))"
        )
    }
}
