import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("Tools are listed with what they do")
struct ToolTableTests {
    @Test("names stand in a column, descriptions are broken beside it")
    func table() throws {
        let catalogue = try FixedToolCatalogue([
            Named("shell", "Runs a command in a sandbox without a network."), Named("ask", "Asks.\u{1B}[2J"),
        ])
        #expect(
            ToolTable(catalogue: catalogue).text(columns: 37) == """
                ask    Asks.\\x1b[2J
                shell  Runs a command in a sandbox
                       without a network.

                """
        )
    }
}

private struct Named: Tool {
    typealias Arguments = JSONValue

    let name: String
    let description: String

    init(_ name: String, _ description: String) {
        (self.name, self.description) = (name, description)
    }

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput { .json(arguments) }
}
