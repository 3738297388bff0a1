import LoopbackServer
import Testing
import VoleryCore

@testable import VoleryTools

@Suite("robots.txt")
struct RobotsTests {
    @Test(
        "the group of this program counts, else that of all; the longest pattern decides, allowing ones first",
        arguments: [
            ("", "/x", true),
            ("User-agent: *\nDisallow: /", "/x", false),
            ("User-agent: *\nDisallow:", "/x", true),
            ("User-agent: *\nDisallow: /\n\nUser-agent: Volery\nDisallow: /private", "/x", true),
            ("User-agent: *\nDisallow: /\n\nUser-agent: Volery\nDisallow: /private", "/private/a", false),
            ("User-agent: other\nUser-agent: volery\nDisallow: /", "/x", false),
            (
                "User-agent: volery\nDisallow: /a\nUser-agent: *\nDisallow: /b\nUser-agent: VOLERY\nDisallow: /c", "/c",
                false
            ),
            ("User-agent: volery\nUser-agent: other", "/x", true),
            ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true),
            ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", false),
            ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", true),
            ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false),
            ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true),
            ("User-agent: *\nDisallow: /a*b*c", "/a--b--c--", false),
            ("User-agent: *\nDisallow: /a*b*c", "/a--c--b", true),
            ("User-agent: *\nDisallow: /*?q=", "/s?q=1", false),
            ("USER-AGENT : * # all\n disallow:/x # here", "/x", false),
            ("Disallow: /", "/x", true),
            ("\u{FEFF}<html>Not found</html>", "/x", true),
        ]
    )
    func rules(_ text: String, _ path: String, _ isAllowed: Bool) {
        for ending in ["\n", "\r\n", "\r"] {
            let file = Array(text.replacing("\n", with: ending).utf8)
            #expect(RobotsRules(file, for: RobotsCheck.agent).allow(path) == isAllowed)
        }
    }

    @Test("a hostile file is read in time")
    func hostile() {
        let stars =
            "User-agent: *\n"
            + String(repeating: "Disallow: /" + String(repeating: "*a", count: 490) + "b\n", count: 400)
        let rules = RobotsRules(Array(stars.utf8), for: "volery")
        #expect(rules.allow("/" + String(repeating: "a", count: 2_000)))
        let lines = String(repeating: "User-agent: volery\n", count: 30_000)
        #expect(RobotsRules(Array(lines.utf8), for: "volery").allow("/"))
    }

    @Test("a page that its site does not want fetched is not asked for, and the site is asked once")
    func refused() async throws {
        try await withLoopbackServer({ exchange in
            let isRobots = exchange.request.path == "/robots.txt"
            try exchange.respond(isRobots ? "User-agent: *\nDisallow: /private" : "page")
        }) { server in
            try await withClient { client in
                let tool = WebFetch(client: client, grant: try WebGrant(.null), reach: .polite)
                func fetch(_ path: String) async throws -> ToolOutput {
                    try await tool.call(json: ["url": .string(server.url(path))], context: .testing())
                }
                #expect(try await fetch("/open").text == "page")
                #expect(try await fetch("/open").text == "page")
                let failure = await #expect(throws: ToolFailure.self) { try await fetch("/private/x") }
                #expect(failure?.message.contains("does not want /private/x fetched") == true)
                #expect(server.requests.map(\.path) == ["/robots.txt", "/open", "/open"])
            }
        }
    }

    @Test("the file counts whatever the server calls it, and however little of pages is taken")
    func mistyped() async throws {
        let file = "\u{FEFF}# \(String(repeating: "x", count: 5_000))\nUser-agent: *\nDisallow: /private"
        for type in ["application/octet-stream", "application/pdf", "text/html", ""] {
            try await withLoopbackServer({ exchange in
                let isRobots = exchange.request.path == "/robots.txt"
                try exchange.respond(
                    isRobots ? file : "page",
                    headers: ["Content-Type": isRobots ? type : "text/plain"]
                )
            }) { server in
                try await withClient { client in
                    let message = await client.refusal(
                        server.url("/private"),
                        grant: ["max_size": "1KB"],
                        reach: .polite
                    )
                    #expect(message?.contains("robots.txt") == true, "\(type)")
                }
            }
        }
    }

    @Test("a redirect leads to what is allowed, or nowhere")
    func redirected() async throws {
        try await withLoopbackServer({ exchange in
            switch exchange.request.path {
            case "/robots.txt": try exchange.respond("User-agent: *\nDisallow: /private")
            case "/door": try exchange.respond(status: 302, headers: ["Location": "/private"])
            default: try exchange.respond("page")
            }
        }) { server in
            try await withClient { client in
                let message = await client.refusal(server.url("/door"), reach: .polite)
                #expect(message?.contains("robots.txt") == true)
            }
        }
    }

    @Test(
        "no file means that all is allowed, trouble that nothing is, and a grant may ignore both",
        arguments: [
            (404, true), (403, true), (503, false),
        ]
    )
    func statuses(_ status: Int, _ isAllowed: Bool) async throws {
        try await withLoopbackServer({ exchange in
            let isRobots = exchange.request.path == "/robots.txt"
            try exchange.respond("page", status: isRobots ? status : 200)
        }) { server in
            try await withClient { client in
                let url = server.url("/x")
                if isAllowed {
                    #expect(try await client.fetch(url, reach: .polite).text == "page")
                } else {
                    #expect(await client.refusal(url, reach: .polite)?.contains("status 503") == true)
                }
                let ignoring = try await client.fetch(url, grant: ["robots": "ignore"], reach: .polite)
                #expect(ignoring.text == "page")
            }
        }
    }
}
