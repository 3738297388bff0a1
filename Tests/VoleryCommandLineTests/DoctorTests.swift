import Testing
import Volery
import VoleryCore

@testable import VoleryCommandLine

@Suite("volery doctor")
struct DoctorTests {
    @Test("tries everything, and says what holds")
    func tries() throws {
        let program = try Program([:])
        let outcome = try program.run("doctor", "--output", "json")
        let list = try #require(try JSONValue(parsing: outcome.output).arrayValue)
        let names = list.compactMap { $0["name"]?.stringValue }
        #expect(names == ["files", "sandbox", "user", "network", "proxy", "time", "memory", "landlock", "models"])
        let failing = list.filter { $0["needed"] == true && $0["holds"] == false }
        #expect(failing.isEmpty, "\(failing)")
        #expect(outcome.status == 0)
    }

    @Test("what does not hold is marked, with what to do about it, and drives no terminal")
    func text() {
        let text = DoctorCommand.text(
            [
                .init(name: "files", holds: true, isNeeded: true, detail: "well"),
                .init(name: "sandbox", holds: false, isNeeded: true, detail: "no bwrap\u{1B}[2J"),
                .init(name: "models", holds: false, isNeeded: false, detail: "none"),
            ],
            in: Project(folder: "/a")
        )
        #expect(
            text == """
                workspace: /a
                ✓ files    well
                ✗ sandbox  no bwrap\\x1b[2J
                - models   none

                """
        )
    }
}
