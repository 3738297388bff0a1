import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("The safety of a workflow")
struct SafetyFaultTests {
    @Test(
        "may be more than its project's, and as much",
        arguments: [("none", "landlock"), ("none", "none"), ("landlock", "bubblewrap")]
    )
    func more(project: String, workflow: String) throws {
        let folder = try Self.folder(project, workflow)
        #expect(try folder.load("w.yaml").workflow.safety?.sandbox.rawValue == workflow)
    }

    @Test("can't be less", arguments: [("bubblewrap", "landlock"), ("landlock", "none"), ("bubblewrap", "none")])
    func less(project: String, workflow: String) throws {
        let found = try Self.folder(project, workflow).diagnostics()
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("V0203 1:20-") == true)
        #expect(found.first?.contains("`\(workflow)` holds less than the project's `\(project)`") == true)
    }

    @Test("can't be less where no project says anything")
    func unsaid() throws {
        let folder = try Folder([
            "volery.yaml": "limits: { cost: $1 }", "w.yaml": "safety: { sandbox: none }\nsteps: { a: { value: 1 } }",
        ])
        #expect(try folder.diagnostics().map { $0.prefix(5) } == ["V0203"])
    }

    private static func folder(_ project: String, _ workflow: String) throws -> Folder {
        try Folder([
            "volery.yaml": "safety: { sandbox: \(project) }",
            "w.yaml": "safety: { sandbox: \(workflow) }\nsteps: { a: { value: 1 } }",
        ])
    }
}
