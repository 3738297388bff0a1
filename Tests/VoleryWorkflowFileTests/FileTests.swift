import Foundation
import Testing
import VoleryCore
import VoleryWorkflowFile

@Suite("Files that can't be read")
struct FileTests {
    @Test("A file that isn't there has its neighbour beside it")
    func missing() throws {
        let folder = try Folder(["research.yaml": "steps: { a: { value: 1 } }"])
        #expect(
            try folder.diagnostics("reserch.yaml") == [
                "V0050 there is no file `reserch.yaml` ⇒ research.yaml"
            ]
        )
    }

    @Test("A folder and a pipe are no files, and a pipe is not waited for")
    func notAFile() throws {
        let folder = try Folder(["sub/x.yaml": ""])
        #expect(try folder.diagnostics("sub") == ["V0051 `sub` is a folder, not a file"])
        #expect(mkfifo("\(folder.path)/pipe.yaml", 0o600) == 0)
        #expect(try folder.diagnostics("pipe.yaml") == ["V0051 `pipe.yaml` is no ordinary file"])
    }

    @Test("A device is not read")
    func device() throws {
        #expect(throws: DiagnosticsError.self) { try Folder().loader().load("/dev/zero") }
    }

    @Test("A file that may not be read is told as such", .disabled(if: getuid() == 0, "root may read everything"))
    func unreadable() throws {
        let folder = try Folder(["w.yaml": "steps: { a: { value: 1 } }"])
        #expect(chmod("\(folder.path)/w.yaml", 0) == 0)
        #expect(try folder.diagnostics() == ["V0052 the file `w.yaml` may not be read"])
    }

    @Test("A file that is too large is refused")
    func large() throws {
        let text = "steps: { a: { value: 1 } }\n" + String(repeating: "# more\n", count: 40_000)
        #expect(try diagnostics(text).map { $0.prefix(5) } == ["V0002"])
    }

    @Test("A chain of a thousand agents is refused, and at once")
    func chain() throws {
        var files = ["w.yaml": "agents: { a: a0.yaml }\nsteps: { s: { agent: a, prompt: x } }"]
        for number in 0..<1_000 {
            files["a\(number).yaml"] = "description: x\ndelegates: [a\(number + 1)]"
        }
        let found = try Folder(files).diagnostics()
        #expect(found.map { $0.prefix(5) } == ["V0165", "V0053"])
    }

    @Test("With very many faults the first hundred are told")
    func many() throws {
        let steps = (0..<3_000).map { "  s\($0): { valeu: 1 }\n" }.joined()
        let folder = try Folder(["w.yaml": "steps:\n" + steps])
        do {
            _ = try folder.load()
            Issue.record("the faults were not found")
        } catch let error as DiagnosticsError {
            #expect(error.diagnostics.count == 100)
            #expect(error.diagnostics.last?.notes == ["there are so many faults that the rest is not shown"])
        }
    }
}
