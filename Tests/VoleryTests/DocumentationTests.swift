import Foundation
import Testing
import Volery

@Suite("The examples in the documentation")
struct DocumentationTests {
    @Test("every file that is shown is free of errors and runs rehearsed", arguments: try Self.pages())
    func files(page: String) async throws {
        let shown = Self.files(in: try Repository.text(page))
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: "\(folder)/docs", withIntermediateDirectories: true)
            for (name, text) in shown {
                let parent = URL(filePath: "\(folder)/\(name)").deletingLastPathComponent()
                try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
                try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            }
            let runtime = try Runtime(project: Project(folder: folder))
            for name in shown.map(\.name) where Self.isWorkflow(name) {
                var file = try await runtime.loadFile("\(folder)/\(name)")
                let model = RehearsalModel(try runtime.rehearsal(of: &file))
                let outputs = try await runtime.rehearsing(model).withRun(
                    of: file.workflow,
                    inputs: model.rehearsal.inputs
                ) {
                    try await $0.outputs()
                }
                #expect(!outputs.isEmpty, "\(name)")
            }
            if shown.contains(where: { $0.name == "volery.yaml" }) {
                let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: [:])
                let project = try loader.project(above: "\(folder)/any.yaml")
                #expect(!project.models.isEmpty)
            }
        }
    }

    @Test("there are examples in the pages that have to have some")
    func present() throws {
        for page in ["README.md", "docs/workflows.md", "docs/language.md", "docs/tools.md", "docs/models.md"] {
            #expect(!Self.files(in: try Repository.text(page)).isEmpty, "\(page)")
        }
    }

    /// Agents, and workflows that others call, stand in folders of their own.
    private static func isWorkflow(_ name: String) -> Bool {
        !name.hasSuffix(".rehearsal.yaml") && name != "volery.yaml" && !name.contains("/")
    }

    static func pages() throws -> [String] {
        ["README.md"] + (try Repository.files(below: "docs").filter { $0.hasSuffix(".md") }.map { "docs/\($0)" })
    }

    /// The YAML blocks that begin with the name of a file in a comment.
    private static func files(in page: String) -> [(name: String, text: String)] {
        page.components(separatedBy: "```yaml\n").dropFirst().compactMap { part in
            let text = part.components(separatedBy: "\n```")[0]
            guard let first = text.split(separator: "\n").first, first.hasPrefix("# "), first.hasSuffix(".yaml") else {
                return nil
            }
            return (String(first.dropFirst(2)), text + "\n")
        }
    }
}
