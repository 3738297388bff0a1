import LoopbackServer
import Testing
import VoleryCore
import VoleryHTTP
import VoleryWorkflow

@testable import VoleryTools

@Suite("web_search")
struct WebSearchTests {
    @Test("SearXNG is asked for JSON, and its results are told in its order, each address once")
    func searxng() async throws {
        try await withLoopbackServer({
            try $0.respond(searxngAnswer, headers: ["Content-Type": "application/json"])
        }) { server in
            let settings = SearchSettings(kind: .searxng, endpoint: server.url("/searx/"))
            let output = try await search(settings, ["query": "swifts & \"sleep\"", "count": 2])
            #expect(
                output.value == [
                    [
                        "title": "Common swift", "url": "https://en.example.org/wiki/Common_swift",
                        "snippet": "They sleep on the wing < 2 km up.",
                    ],
                    ["title": "Swifts", "url": "https://birds.example.com/swifts?a=1&b=2", "snippet": ""],
                ]
            )
            let request = try #require(server.requests.first)
            #expect(request.target == "/searx/search?q=swifts%20%26%20%22sleep%22&format=json")
            #expect(request["Authorization"] == nil)
        }
    }

    @Test("Brave is asked with the key, and its HTML becomes text")
    func brave() async throws {
        try await withLoopbackServer({
            try $0.respond(braveAnswer, headers: ["Content-Type": "application/json"])
        }) { server in
            let settings = SearchSettings(kind: .brave, endpoint: server.url("/res/v1"), key: "BSA-secret")
            let output = try await search(settings, ["query": "swifts"])
            #expect(
                output.value == [
                    [
                        "title": "Swift's nest & more", "url": "https://example.org/nest",
                        "snippet": "Where swifts build, and why.",
                    ]
                ]
            )
            let request = try #require(server.requests.first)
            #expect(request.target == "/res/v1/web/search?q=swifts&count=10&text_decorations=false")
            #expect(request["X-Subscription-Token"] == "BSA-secret")
        }
    }

    @Test("nothing found is an empty list")
    func nothing() async throws {
        for (kind, answer) in [(SearchSettings.Kind.brave, braveNothing), (.searxng, searxngNothing)] {
            try await withLoopbackServer({ try $0.respond(answer) }) { server in
                let settings = SearchSettings(kind: kind, endpoint: server.url(""), key: "k")
                let output = try await search(settings, ["query": "x"])
                #expect(output.value == [])
            }
        }
    }

    @Test(
        "a service that refuses is told with what to do about it, and never with the key",
        arguments: [
            (.searxng, 403, "`search.formats` in its settings.yml has `json`"),
            (.brave, 401, "is the `key` of `search` in volery.yaml right?"), (.brave, 429, "it is asked too often"),
            (.searxng, 302, "write the address that it redirects to as `endpoint`"), (.searxng, 500, "status 500"),
        ] as [(SearchSettings.Kind, Int, String)]
    )
    func refused(_ kind: SearchSettings.Kind, _ status: Int, _ words: String) async throws {
        try await withLoopbackServer({
            try $0.respond("{\"error\": \"top-secret\"}", status: status, headers: ["Location": "/elsewhere"])
        }) { server in
            let settings = SearchSettings(kind: kind, endpoint: server.url(""), key: "top-secret")
            let failure = await #expect(throws: ToolFailure.self) { try await search(settings, ["query": "x"]) }
            #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
            #expect(failure?.message.contains("top-secret") == false)
            #expect(server.requests.count == 1)
        }
    }

    @Test("an answer that is no JSON is a failure, and one of another shape holds nothing")
    func malformed() async throws {
        try await withLoopbackServer({ try $0.respond("<html>") }) { server in
            let settings = SearchSettings(kind: .searxng, endpoint: server.url(""))
            let failure = await #expect(throws: ToolFailure.self) { try await search(settings, ["query": "x"]) }
            #expect(failure?.message.contains("did not answer with JSON") == true)
        }
        let odd = #"{"results": [{"url": "javascript:alert(1)", "title": "x"}, {"title": "y"}, 3, {"url": 4}]}"#
        try await withLoopbackServer({ try $0.respond(odd) }) { server in
            let settings = SearchSettings(kind: .searxng, endpoint: server.url(""))
            let output = try await search(settings, ["query": "x"])
            #expect(output.value == [])
        }
    }

    @Test("it is a tool of the project, whose key is a secret")
    func declared() throws {
        let settings = SearchSettings(
            kind: .brave,
            endpoint: "https://s.example",
            key: "k1",
            path: "volery.yaml.search"
        )
        let project = Project(folder: "/", search: settings)
        #expect(project.secrets == [Secret(name: "search.key", value: "k1")])
        let tool = settings.tool
        #expect(tool.name == "web_search" && tool.effects == [.readsUntrusted, .sendsOutside])
        let schema = try tool.argumentsSchema
        #expect(schema.isValid(["query": "x", "count": 20]))
        for bad: JSONValue in [[:], ["query": ""], ["query": "x", "count": 21], ["query": "x", "page": 2]] {
            #expect(!schema.isValid(bad))
        }
    }

    private func search(_ settings: SearchSettings, _ arguments: JSONValue) async throws -> ToolOutput {
        try await withClient { client in
            let tool = try DeclaredTools(client: client).makeTool(settings.tool, grant: .null, workspace: "/")
            return try await tool.call(json: arguments, context: .testing())
        }
    }
}

/// As SearXNG writes it, with the members that it has beside those that are read.
private let searxngAnswer = #"""
    {"query": "swifts", "number_of_results": 0, "results": [
      {"url": "https://en.example.org/wiki/Common_swift", "title": "Common swift",
       "content": "They sleep on the wing < 2 km up.", "publishedDate": null, "thumbnail": "",
       "engine": "wikipedia", "template": "default.html",
       "parsed_url": ["https", "en.example.org", "/wiki/Common_swift", "", "", ""], "img_src": "", "priority": "",
       "engines": ["wikipedia", "brave"], "positions": [1, 2], "score": 3.0, "category": "general"},
      {"url": "https://en.example.org/wiki/Common_swift", "title": "again", "content": "", "engine": "x",
       "engines": ["x"], "positions": [3], "score": 0.3, "category": "general"},
      {"url": "https://birds.example.com/swifts?a=1&b=2", "title": "Swifts", "engine": "x", "engines": ["x"],
       "positions": [4], "score": 0.2, "category": "general"},
      {"url": "https://third.example.com/", "title": "Third", "content": "3", "engine": "x", "engines": ["x"],
       "positions": [5], "score": 0.1, "category": "general"}],
     "answers": [], "corrections": [], "infoboxes": [], "suggestions": ["swift birds"],
     "unresponsive_engines": [["qwant", "timeout"]]}
    """#

private let searxngNothing =
    #"{"query": "x", "number_of_results": 0, "results": [], "answers": [], "unresponsive_engines": []}"#

/// As Brave writes it, likewise.
private let braveAnswer = #"""
    {"type": "search", "query": {"original": "swifts", "show_strict_warning": false, "more_results_available": true},
     "mixed": {"type": "mixed", "main": [{"type": "web", "index": 0, "all": false}], "top": [], "side": []},
     "web": {"type": "search", "family_friendly": true, "results": [
       {"title": "Swift&#x27;s nest &amp; more", "url": "https://example.org/nest", "is_source_local": false,
        "is_source_both": false, "description": "Where <strong>swifts</strong> build, and why.",
        "profile": {"name": "Example", "url": "https://example.org/nest", "long_name": "example.org", "img": ""},
        "language": "en", "family_friendly": true, "type": "search_result", "subtype": "generic", "age": "May 1, 2026",
        "meta_url": {"scheme": "https", "netloc": "example.org", "hostname": "example.org", "favicon": "", "path": "nest"}}
     ]}}
    """#

private let braveNothing = #"{"type": "search", "query": {"original": "x"}, "mixed": {"type": "mixed", "main": []}}"#
