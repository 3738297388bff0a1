import Foundation
import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("Samples")
struct SampleTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    @Test("load without a fault or a doubt, and so do their rehearsals", arguments: ["research", "tour", "review"])
    func load(name: String) throws {
        let loader = WorkflowLoader(tools: try FakeTools(), environment: [:])
        do throws(DiagnosticsError) {
            var loaded = try loader.load(Self.root.appending(path: "workflows/\(name).yaml").path)
            let rehearsal = try loader.rehearsal(of: &loaded)
            #expect(loaded.workflow.name == name)
            #expect(loaded.warnings.map(\.message) == [])
            #expect(rehearsal?.scripts.isEmpty == false)
        } catch {
            let text = DiagnosticRenderer(sources: error.sources).render(error.diagnostics)
            Issue.record("\(text)")
        }
    }
}
