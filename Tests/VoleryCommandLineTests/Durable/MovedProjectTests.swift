import Foundation
import Testing

@testable import VoleryCommandLine

@Suite("Runs go with their project")
struct MovedProjectTests {
    private static let flow = """
        tools:
          note:
            description: Notes a text.
            arguments: { text: { type: string } }
            command: [sh, -c, 'echo "$1" >> log.txt; cat data.txt', sh, "${{ arguments.text }}"]
        steps:
          sign: { ask: "Ship it?" }
          made: { tool: note, with: { text: "${{ steps.sign.output }}" } }
        outputs: { made: "${{ steps.made.output }}" }
        """

    @Test("a run of a folder that was moved or copied goes on where it is found", arguments: [true, false])
    func moved(isCopied: Bool) throws {
        let old = try Program(["flow.yaml": Self.flow, "data.txt": "old\n"])
        #expect(try old.run("run", "flow.yaml").status == 5)
        let new = try Program([:])
        try FileManager.default.removeItem(at: new.folder)
        if isCopied {
            try FileManager.default.copyItem(at: old.folder, to: new.folder)
        } else {
            try FileManager.default.moveItem(at: old.folder, to: new.folder)
        }
        try new.write("data.txt", "new\n")
        let runs = try new.run("runs").output
        let run = try #require(runs.split(separator: "\n").last?.split(separator: " ").first.map(String.init))
        #expect(try new.run("answer", run, "sign", "yes").status == 0)
        let outcome = try new.run("resume", run)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output == "new\n")
        #expect(new.text(of: "log.txt") == "yes\n")
        #expect(old.text(of: "log.txt") == nil)
        #expect(try new.run("replay", run).status == 0)
    }
}
