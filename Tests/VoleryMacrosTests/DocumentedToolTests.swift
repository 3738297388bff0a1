import Foundation
import Testing
import VoleryCore
import VoleryTestKit

@Suite("The tool of docs/tools.md")
struct DocumentedToolTests {
    @Test("is the one here, to the letter")
    func text() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: root.appending(path: "docs/tools.md"), encoding: .utf8)
        let tool = try String(contentsOf: tests.appending(path: "Distance.swift"), encoding: .utf8)
        #expect(page.contains("```swift\n\(tool)```\n"))
    }

    @Test("keeps what is asked of tools, by the check that the page names")
    func conformance() async {
        let faults = await ToolConformance.check(Distance(), examples: [["from": "Oslo", "stops": ["Bergen"]]])
        #expect(faults.isEmpty, "\(faults)")
    }
}
