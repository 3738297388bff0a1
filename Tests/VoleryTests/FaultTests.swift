import Foundation
import Testing
import Volery

/// Faulty workflows and what is said of them, word for word.
///
/// `Tests/Fixtures/Faults/NAME.yaml` has a comment `# fault` on each line where a diagnostic has to be, or `# fault below`
/// above it; `NAME.txt` holds the diagnostics as they are shown. `VOLERY_REGENERATE=1` writes the latter anew.
@Suite("Faulty workflows")
struct FaultTests {
    private static let folder = "\(Repository.folder)/Tests/Fixtures/Faults"

    private static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".yaml") && $0 != "volery.yaml" }
            .map { String($0.dropLast(".yaml".count)) }
    }

    /// All that loading a workflow finds, and the texts that it quotes.
    private func findings(_ name: String) throws -> (diagnostics: [Diagnostic], sources: [SourceText]) {
        let loader = WorkflowLoader(tools: try Runtime.catalogue(), environment: [:])
        do throws(DiagnosticsError) {
            let loaded = try loader.load("\(Self.folder)/\(name).yaml")
            return (loaded.warnings, loaded.sources)
        } catch {
            return (error.diagnostics, error.sources)
        }
    }

    @Test("are told what is wrong, word for word", arguments: try Self.names())
    func words(name: String) throws {
        let (diagnostics, sources) = try findings(name)
        let shown = DiagnosticRenderer(sources: sources).render(diagnostics)
            .replacingOccurrences(of: Self.folder + "/", with: "")
            .replacingOccurrences(of: "Tests/Fixtures/Faults/", with: "")
            .replacingOccurrences(of: Repository.folder + "/", with: "")
        let path = "\(Self.folder)/\(name).txt"
        if ProcessInfo.processInfo.environment["VOLERY_REGENERATE"] == "1" {
            try shown.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == shown)
    }

    @Test("have each fault found in one run, where it is, and once", arguments: try Self.names())
    func places(name: String) throws {
        let lines = try Repository.text("Tests/Fixtures/Faults/\(name).yaml").components(separatedBy: "\n")
        let expected = lines.enumerated().flatMap { index, line in
            let count = line.components(separatedBy: "# fault").count - 1
            return Array(repeating: line.contains("# fault below") ? index + 2 : index + 1, count: count)
        }
        let found = try findings(name).diagnostics.map { $0.place?.start.line ?? 0 }
        #expect(found.sorted() == expected, "\(name)")
        #expect(!expected.isEmpty)
    }

    @Test("are many")
    func number() throws {
        #expect(try Self.names().count >= 80)
    }
}
