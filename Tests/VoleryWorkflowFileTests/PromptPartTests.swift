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

    @Test("that lead out of the workspace by a link, or to a folder, are found before anything is asked")
    func files() throws {
        let folder = try Folder([
            "volery.yaml": "{}", "in/a.md": "x",
            "w.yaml": """
            agents: { a: { instructions: x } }
            steps:
              look: { agent: a, prompt: [{ file: out.md }, { file: near.md }, { file: in }, { file: later.md }] }
              deep: { agent: a, prompt: [{ file: up/passwd }, { file: in/a.md }] }
            outputs: { all: "${{ [steps.look.output, steps.deep.output] }}" }
            """,
        ])
        try folder.link("/etc/passwd", as: "out.md")
        try folder.link("in/a.md", as: "near.md")
        try folder.link("/etc", as: "up")
        #expect(
            try folder.diagnostics() == [
                "V0178 3:38-44 a link on this path leads out of the workspace",
                "V0178 3:75-77 a part is a file, but this is a folder",
                "V0178 4:38-47 a link on this path leads out of the workspace",
            ]
        )
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
