import Testing
import VoleryCore
import VoleryHTTP
import VolerySandbox

@testable import VoleryTools

@Suite("What has to hold the shell")
struct ShellSafetyTests {
    @Test(
        "is the more of what the project and the workflow ask for",
        arguments: [
            (SandboxTier.none, Safety.Sandbox.landlock, "in a sandbox, a weaker one where bubblewrap can't work"),
            (.landlock, .none, "in a sandbox, a weaker one where bubblewrap can't work"),
            (.landlock, .bubblewrap, "in a sandbox:"),
            (.bubblewrap, .none, "in a sandbox:"),
        ]
    )
    func more(minimum: SandboxTier, safety: Safety.Sandbox, place: String) throws {
        let folder = try TemporaryFolder()
        let tools = try BuiltInTools(client: HTTPClient(), minimum: minimum).within(Safety(sandbox: safety))
        let shell = try tools.makeTool("shell", grant: .null, workspace: folder.path)
        #expect(shell.reach.runs.first?.contains(place) == true, "\(shell.reach.runs)")
    }
}
