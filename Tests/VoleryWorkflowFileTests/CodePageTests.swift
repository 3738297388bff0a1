import Foundation
import Testing
import VoleryCore
import VoleryWorkflowFile

@Suite("The pages of codes")
struct CodePageTests {
    @Test("there is one page for each code; who adds a code adds its page in Sources/VoleryWorkflowFile/Pages")
    func whole() {
        #expect(CodePage.all.map(\.code) == CodePage.codes)
        #expect(Set(CodePage.all.map(\.title)).count == CodePage.all.count)
        for page in CodePage.all { #expect(!page.title.hasSuffix(".") && page.meaning.hasSuffix("."), "\(page.code)") }
    }

    @Test("a faulty example raises its code and no other, and the mended one raises none", arguments: CodePage.codes)
    func examples(code: String) throws {
        let page = try #require(CodePage.page(of: code))
        guard let example = page.example else { return }
        let faulty = try found(example, example.faulty)
        #expect(Set(faulty.map(\.code)) == [code], "\(faulty.map(\.message))")
        let mended = try found(example, example.mended)
        #expect(mended.map(\.message) == [])
    }

    @Test("only what no file can raise has no example")
    func inCode() {
        #expect(CodePage.all.filter { $0.example == nil }.map(\.code) == ["V0150", "V0186"])
    }

    @Test("a code is found however it is written", arguments: ["V0060", "v0060", "V60", "60", "0060"])
    func spelling(written: String) {
        #expect(CodePage.page(of: written)?.code == "V0060")
    }

    @Test(
        "near pages are offered for what is no code",
        arguments: [("V0064x", "V0064"), ("V6", "V0006"), ("V0999", "V0214"), ("twice", "V0011"), ("model", "V0155")]
    )
    func near(written: String, code: String) {
        #expect(CodePage.pages(near: written).contains { $0.code == code } || CodePage.page(of: written)?.code == code)
        #expect(CodePage.page(of: "V00601") == nil)
        #expect(CodePage.page(of: "-1") == nil)
        #expect(CodePage.page(of: "") == nil)
    }

    @Test("docs/diagnostics.md is what `volery explain --format markdown` prints")
    func document() throws {
        let file = SampleTests.root.appending(path: "docs/diagnostics.md")
        #expect(try String(contentsOf: file, encoding: .utf8) == CodePage.document)
    }

    /// What loading finds in an example, its rehearsal included.
    private func found(_ example: CodePage.Example, _ content: CodePage.Content) throws -> [Diagnostic] {
        // A project file of its own, so that none above the folder counts.
        let folder = try Folder(["volery.yaml": "models: {}"])
        for (file, text) in example.beside + example.hidden { try folder.write(text, to: file) }
        switch content {
        case .text(let text): try folder.write(text, to: example.file)
        case .made(_, let make):
            try Data(make()).write(to: URL(filePath: "\(folder.path)/\(example.file)"))
        case .linkToItself:
            let path = "\(folder.path)/\(example.file)"
            let parent = URL(filePath: path).deletingLastPathComponent().path
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
        }
        do {
            var loaded = try folder.load(CodePage.usualFile)
            _ = try folder.loader().rehearsal(of: &loaded)
            return loaded.warnings
        } catch let error as DiagnosticsError {
            return error.diagnostics
        }
    }
}
