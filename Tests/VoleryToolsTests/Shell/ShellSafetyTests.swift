import Testing
import VoleryCore
import VoleryHTTP

@testable import VoleryTools

@Suite("What has to hold the shell")
struct ShellSafetyTests {
    @Test(
        "is the more of what the project and the workflow ask for",
        arguments: [
            (Safety.Sandbox.none, Safety.Sandbox.landlock, "in a sandbox, a weaker one where bubblewrap can't work"),
            (.landlock, .none, "in a sandbox, a weaker one where bubblewrap can't work"),
            (.landlock, .bubblewrap, "in a sandbox:"),
            (.bubblewrap, .none, "in a sandbox:"),
        ]
    )
    func more(project: Safety.Sandbox, workflow: Safety.Sandbox, place: String) throws {
        let shell = try self.shell(project, within: workflow)
        #expect(shell.reach.runs.first?.contains(place) == true, "\(shell.reach.runs)")
    }

    @Test("may be nothing only where whoever runs it allows that, and is told as what it is")
    func nothing() throws {
        let error = #expect(throws: ToolFailure.self) { try self.shell(.none, within: .none) }
        #expect(error?.message.contains("--allow-unsandboxed") == true)
        let shell = try self.shell(.none, within: .none, allowsUnsandboxed: true)
        #expect(shell.reach.runs.first?.contains("in no sandbox") == true)
        #expect(shell.reach.talksTo == ["all that this machine can, from its commands"])
        #expect(shell.effects.isSuperset(of: [.sendsOutside, .readsUntrusted]))
        #expect(shell.description.contains("in no sandbox"))
    }

    private func shell(
        _ project: Safety.Sandbox,
        within workflow: Safety.Sandbox,
        allowsUnsandboxed: Bool = false
    ) throws -> any Tool {
        let folder = try TemporaryFolder()
        let tools = try BuiltInTools(
            client: HTTPClient(),
            safety: Safety(sandbox: project),
            allowsUnsandboxed: allowsUnsandboxed
        )
        return try tools.within(Safety(sandbox: workflow)).makeTool("shell", grant: .null, workspace: folder.path)
    }
}
