import Testing
import VoleryCore

@testable import VoleryTools

@Suite("Files that prompts name")
struct BoundedFilesTests {
    @Test("are read below the workspace alone, whatever links there are, and no larger than they may be")
    func bounds() async throws {
        let folder = try TemporaryFolder()
        let outside = try TemporaryFolder()
        try outside.write("secret", to: "x")
        try folder.write("here", to: "sub/x")
        try folder.link("out", to: outside.path)
        let files = BoundedFiles()
        #expect(try await files.read("sub/x", in: folder.path, most: 4) == Array("here".utf8))
        for path in ["out/x", "../x", "/etc/passwd", "sub", "nope", "sub/x"] {
            await #expect(throws: ToolFailure.self, "\(path)") {
                _ = try await files.read(path, in: folder.path, most: 3)
            }
        }
    }
}
