import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("The safety of a workflow")
struct SafetyFaultTests {
    private static let none = "none"
    private static let landlock = "{ minimum: landlock }"
    private static let bubblewrap = "{ minimum: bubblewrap }"

    @Test(
        "may be more than its project's, and as much",
        arguments: [
            (none, landlock, Safety.Sandbox.landlock), (none, none, .none), (landlock, bubblewrap, .bubblewrap),
        ]
    )
    func more(project: String, workflow: String, sandbox: Safety.Sandbox) throws {
        let folder = try Self.folder(project, workflow)
        #expect(try folder.load("w.yaml").workflow.safety == Safety(sandbox: sandbox))
    }

    @Test(
        "can't be less",
        arguments: [(bubblewrap, landlock, "1:31-39"), (landlock, none, "1:20-24"), (bubblewrap, none, "1:20-24")]
    )
    func less(project: String, workflow: String, place: String) throws {
        let found = try Self.folder(project, workflow).diagnostics()
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("V0203 \(place) ") == true)
        #expect(found.first?.contains("`\(workflow)` holds less than the project's `\(project)`") == true)
    }

    @Test("can't be less where no project says anything")
    func unsaid() throws {
        let folder = try Folder([
            "volery.yaml": "limits: { cost: $1 }", "w.yaml": "safety: { sandbox: none }\nsteps: { a: { value: 1 } }",
        ])
        #expect(try folder.diagnostics().map { $0.prefix(5) } == ["V0203"])
    }

    @Test(
        "is written in one way, which an error names",
        arguments: [
            (
                "landlock",
                "V0069 1:20-28 expected `none`, or a mapping with keys such as `minimum`, found `landlock` "
                    + "⇒ { minimum: landlock }"
            ),
            (
                "bublewrap",
                "V0069 1:20-29 expected `none`, or a mapping with keys such as `minimum`, found `bublewrap` "
                    + "⇒ { minimum: bubblewrap }"
            ),
            (
                "nome",
                "V0069 1:20-24 expected `none`, or a mapping with keys such as `minimum`, found `nome` ⇒ none"
            ),
            ("{ minimum: none }", "V0069 1:31-35 expected `bubblewrap` or `landlock`, found `none`"),
            ("{}", "V0062 1:20-22 `sandbox` needs the key `minimum`"),
            ("{ tier: landlock }", "V0060 1:22-26 `sandbox` has no key `tier` ⇒ minimum"),
        ]
    )
    func spelling(sandbox: String, fault: String) throws {
        let folder = try Folder(["w.yaml": "safety: { sandbox: \(sandbox) }\nsteps: { a: { value: 1 } }"])
        #expect(try folder.diagnostics().first == fault)
        let project = try Folder([
            "volery.yaml": "safety: { sandbox: \(sandbox) }", "w.yaml": "steps: { a: { value: 1 } }",
        ])
        #expect(try project.diagnostics().first == fault.replacing(" 1:", with: " volery.yaml:1:", maxReplacements: 1))
    }

    private static func folder(_ project: String, _ workflow: String) throws -> Folder {
        try Folder([
            "volery.yaml": "safety: { sandbox: \(project) }",
            "w.yaml": "safety: { sandbox: \(workflow) }\nsteps: { a: { value: 1 } }",
        ])
    }
}
