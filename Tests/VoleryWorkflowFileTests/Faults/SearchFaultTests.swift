import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("A project's search service")
struct SearchFaultTests {
    private let workflow = """
        agents: { a: { instructions: x, tools: [web_search] } }
        steps:
          look: { tool: web_search, with: { query: swifts } }
          first: { value: "${{ steps.look.output[0].url }}" }
          ask: { agent: a, prompt: x }
        """

    @Test("makes `web_search` known to every workflow, with the types of its results")
    func known() throws {
        let project = #"search: { kind: brave, key: "${{ env.K }}" }"#
        let folder = try Folder(["w.yaml": workflow, "volery.yaml": project])
        let loaded = try folder.load(environment: ["K": "12345678"])
        let search = try #require(loaded.project.search)
        #expect(search.kind == .brave && search.endpoint == "https://api.search.brave.com/res/v1")
        #expect(search.path.hasSuffix("volery.yaml.search"))
        #expect(loaded.project.secrets.map(\.value) == ["12345678"])
        try folder.write(workflow.replacing("[0].url", with: "[0].link"), to: "w.yaml")
        #expect(try folder.diagnostics(environment: ["K": "12345678"]).count == 1)
    }

    @Test("Without one, the tool isn't there, and the message says what to write where")
    func missing() throws {
        let folder = try Folder(["w.yaml": workflow])
        do {
            _ = try folder.load()
            Issue.record("the tool was found")
        } catch let error as DiagnosticsError {
            #expect(error.diagnostics.map(\.code) == ["V0154", "V0154"])
            for diagnostic in error.diagnostics {
                #expect(diagnostic.message == "there is no tool `web_search`")
                #expect(diagnostic.notes.first?.contains("in `volery.yaml` write `search: { kind: searxng") == true)
            }
        }
    }

    @Test(
        "Each mistake is told at its place",
        arguments: [
            ("search: { kind: searxng }", "V0062 volery.yaml:1:9", "SearXNG needs an `endpoint`"),
            ("search: { kind: brave }", "V0062 volery.yaml:1:9", "Brave's search needs a `key`"),
            ("search: { kind: bing, key: x }", "V0069 volery.yaml:1:17", "expected `searxng` or `brave`"),
            ("search: { kind: searxng, endpoint: localhost }", "V0092 volery.yaml:1:36", "begins with `https://`"),
            ("search: { kind: searxng, url: x }", "V0060 volery.yaml:1:26", "url"),
        ]
    )
    func mistakes(_ project: String, _ place: String, _ words: String) throws {
        let folder = try Folder(["w.yaml": "steps: { a: { value: 1 } }", "volery.yaml": project])
        let found = try folder.diagnostics()
        #expect(found.contains { $0.hasPrefix(place) && $0.contains(words) }, "\(found)")
    }
}
