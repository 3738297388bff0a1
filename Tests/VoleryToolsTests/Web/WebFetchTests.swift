import LoopbackServer
import Testing
import VoleryCore
import VoleryHTTP

@testable import VoleryTools

@Suite("web_fetch", .timeLimit(.minutes(2)))
struct WebFetchTests {
    // MARK: Text

    @Test("A page's text has its links, absolute by where it was at last")
    func redirected() async throws {
        try await withLoopbackServer { exchange in
            guard exchange.request.target == "/c/d" else {
                return try exchange.respond(status: 301, headers: ["Location": "/c/d"])
            }
            try exchange.respond("<h1>T</h1><a href=e>f</a>", headers: ["Content-Type": "text/html; charset=utf-8"])
        } during: { server in
            let text = try await withClient { try await $0.fetch(server.url("/a")).text }
            #expect(text == "# T\n\n[f](\(server.url("/c/e")))")
        }
    }

    private static let keptTexts = [
        ("application/json", "{ \"a\": [1,\n2] }\n"), ("application/problem+json", "{}"),
        ("text/plain", " <b>&amp;\u{200B} "),
        ("text/csv; charset=utf-8", "a,b\r\n"), ("application/xml", "<a/>"), ("image/svg+xml", "<svg/>"), ("", "plain"),
    ]

    @Test("Text of other kinds is given as it is", arguments: keptTexts)
    func kept(_ type: String, _ text: String) async throws {
        let output = try await page { exchange in
            try exchange.respond(text, headers: ["Content-Type": type])
        }
        #expect(output == .text(text))
    }

    @Test("A page without a type is read by how it begins")
    func untyped() async throws {
        #expect(try await page { try $0.respond(" <!DOCTYPE html><p>a") }.text == "a")
        #expect(try await page { try $0.respond("\0\u{1}") }.text.contains("2 bytes"))
    }

    @Test("What is no text is named with its size, and not loaded where the server says that")
    func noText() async throws {
        let output = try await page { exchange in
            try exchange.write(
                "HTTP/1.1 200 OK\r\nContent-Type: Application/PDF\r\nContent-Length: 99999999999\r\n\r\n%PDF"
            )
            try exchange.hang()
        }
        #expect(output.text.hasPrefix("[application/pdf, 99999999999 bytes"))
        let chunked = try await page { exchange in
            try exchange.begin(headers: ["Content-Type": "application/pdf"])
            try exchange.send("%PDF")
            try exchange.finish()
        }
        #expect(chunked.text.hasPrefix("[application/pdf, 4 bytes"))
    }

    private static let sets: [(header: String?, start: String, bytes: [UInt8], text: String)] = [
        ("iso-8859-1", "", [0xE9, 0x93], "é“"), ("\"UTF-8\"", "", [0xC3, 0xA9], "é"),
        ("Shift_JIS", "", [0x83, 0x65], "テ"),
        ("koi8-r", "", [0xC1], "а"), ("windows-1250", "", [0x9A], "š"), ("utf-16be", "", [0x00, 0x61], "a"),
        (nil, "<meta charset=windows-1251>", [0xE0], "а"),
        (nil, "<meta http-equiv=content-type content='text/html; charset=ISO-8859-2'>", [0xB9], "š"),
        ("utf-8", "<meta charset=iso-8859-1>", [0xC3, 0xA9], "é"), (nil, "", [0xE9, 0x61], "\u{FFFD}a"),
        ("iso-2022-cn-ext", "", [0xC3, 0xA9], "é"), ("gbk", "", [0xC4, 0xE3, 0xFF, 0x61], "你\u{FFFD}a"),
        ("utf-8", "", [0xFF, 0xFE, 0x61, 0x00], "a"), (nil, "", [0xEF, 0xBB, 0xBF, 0x61], "a"),
    ]

    @Test("Character sets by the server's word, a mark at the start, or the page itself", arguments: sets)
    func characterSet(_ header: String?, _ start: String, _ bytes: [UInt8], _ text: String) async throws {
        let type = "text/html" + (header.map { "; charset=\($0)" } ?? "")
        let output = try await page { exchange in
            try exchange.respond(bytes: Array(start.utf8) + bytes, headers: ["Content-Type": type])
        }
        #expect(output.text == text)
    }

    // MARK: Parts

    @Test("A long text comes in parts that say where the next one begins, and together are the whole")
    func parts() async throws {
        let text = (1...40_000).map { "line \($0) é\n" }.joined()
        try await withLoopbackServer {
            try $0.respond(text, headers: ["Content-Type": "text/plain"])
        } during: { server in
            try await withClient { client in
                var whole = ""
                var offset: Int? = 0
                var count = 0
                while let start = offset {
                    let part = try await client.fetch(server.url(), offset: start).text
                    #expect(part.unicodeScalars.count <= 100_000)
                    let note = part.firstRange(of: "\n\n[characters ")
                    whole += part[..<(note?.lowerBound ?? part.endIndex)]
                    offset = note.flatMap { _ in part.split(separator: " ").last.flatMap { Int($0.dropLast()) } }
                    count += 1
                }
                #expect(whole == text)
                #expect(count == 6)
                #expect(await client.refusalOfOffset(server.url(), 9_999_999)?.contains("nothing is at offset") == true)
            }
        }
    }

    @Test("A page larger than the grant allows is cut, and says so; one far larger is not begun")
    func cut() async throws {
        let text = try await page(grant: ["max_size": "100B"]) { exchange in
            try exchange.respond(String(repeating: "x", count: 101), headers: ["Content-Type": "text/plain"])
        }.text
        #expect(text.hasPrefix(String(repeating: "x", count: 100) + "\n\n[cut: the page is larger than the 100 bytes"))
        let whole = try await page(grant: ["max_size": "101B"]) { exchange in
            try exchange.respond(String(repeating: "x", count: 101), headers: ["Content-Type": "text/plain"])
        }.text
        #expect(whole.utf8.count == 101)
        await #expect(throws: ToolFailure.correctable("127.0.0.1 has 5000 bytes there; at most 100 are taken")) {
            _ = try await page(grant: ["max_size": "100B"]) { exchange in
                try exchange.respond(String(repeating: "x", count: 5_000))
            }
        }
    }

    // MARK: Failures

    @Test(
        "A status that tells of a failure is a result for a model and a failure for a step",
        arguments: [400, 404, 500, 503]
    )
    func status(_ status: Int) async throws {
        let output = try await page { exchange in
            try exchange.respond("<p>sorry", status: status, headers: ["Content-Type": "text/html"])
        }
        #expect(output.text == "127.0.0.1 answered with status \(status):\n\nsorry")
        #expect(output.stepFailure == "127.0.0.1 answered with status \(status)")
        let empty = try await page { try $0.respond(status: status) }
        #expect(empty.text == "127.0.0.1 answered with status \(status)")
    }

    @Test("A redirect without a place to go is a page")
    func redirectWithoutLocation() async throws {
        #expect(try await page { try $0.respond("a", status: 302) }.text == "a")
    }

    @Test("What is no web address is refused, and credentials are not told to anyone")
    func noAddress() async throws {
        try await withClient { client in
            for url in ["", "x", "ftp://x/", "http://", "http://a b/", "data:text/plain,x"] {
                #expect(await client.refusal(url)?.isEmpty == false)
            }
            let message = await client.refusal("http://user:sesame@127.0.0.1/")
            #expect(message?.contains("a user name or a password") == true)
            #expect(message?.contains("sesame") == false)
        }
    }

    @Test(
        "Only ports of the web are asked, unless a test says otherwise",
        arguments: [80, 443, 8_080, 8_443, 22, 6_379]
    )
    func ports(_ port: Int) throws {
        let isWeb = WebReach.publicWeb.allows(try WebURL("http://example.org:\(port)/"))
        #expect(isWeb == ![22, 6_379].contains(port))
    }

    @Test("This machine is not part of the public web")
    func loopback() async throws {
        try await withLoopbackServer {
            try $0.respond("secret")
        } during: { server in
            try await withClient { client in
                var reach = WebReach.publicWeb
                #expect(await client.refusal(server.url(), reach: reach)?.contains("port \(server.port)") == true)
                reach.ports = nil
                #expect(await client.refusal(server.url(), reach: reach)?.contains("127.0.0.1 is not allowed") == true)
            }
            #expect(server.connections == 0)
        }
    }

    @Test("Cancelling aborts the transfer")
    func cancelled() async throws {
        let (begun, gone) = (Gate(), Gate())
        try await withLoopbackServer { exchange in
            defer { gone.open() }
            try exchange.begin()
            try exchange.send("a")
            begun.open()
            try exchange.hang()
        } during: { server in
            try await withClient { client in
                await #expect(throws: CancellationError.self) {
                    try await withThrowingTaskGroup { group in
                        group.addTask { try await client.fetch(server.url()) }
                        await begun.opened()
                        group.cancelAll()
                        _ = try await group.next()
                    }
                }
                await gone.opened()
            }
        }
    }

    // MARK: Grants

    @Test("A grant's hosts hold for the first address and for every redirect, and what is denied counts most")
    func hosts() async throws {
        try await withLoopbackServer { exchange in
            let port = exchange.request["Host"]?.split(separator: ":").last ?? ""
            guard exchange.request.target == "/away" else { return try exchange.respond("reached") }
            try exchange.respond(status: 302, headers: ["Location": "http://other.example:\(port)/"])
        } during: { server in
            try await withClient { client in
                let grant: JSONValue = ["allow": ["*.example", "b.org"], "deny": ["other.example"]]
                func fetch(_ host: String, _ path: String = "/") async throws -> String {
                    try await client.fetch("http://\(host):\(server.port)\(path)", grant: grant).text
                }
                for host in ["a.example", "A.Example.", "b.org"] {
                    let text = try await fetch(host)
                    #expect(text == "reached")
                }
                for (host, path) in [
                    ("example", "/"), ("a.b.org", "/"), ("other.example", "/"), ("a.example", "/away"),
                ] {
                    let error = await #expect(throws: ToolFailure.self) { try await fetch(host, path) }
                    #expect(error?.message.contains("may not be asked") == true, "\(host)")
                }
            }
            #expect(server.requests.allSatisfy { $0["Host"]?.hasPrefix("other.example") == false })
        }
    }

    private static let refusedGrants: [(JSONValue, String)] = [
        (["time": "4s"], "from 5s to 30s"), (["time": "1m"], "from 5s to 30s"),
        (["max_size": "33MB"], "from 1B to 32MB"),
        (["max_size": "0B"], "from 1B to 32MB"), (["allow": ["https://a.org/"]], "names no hosts"),
        (["deny": [""]], "names no hosts"),
        (["deny": ["*.ü*.org"]], "names no hosts"), (["allow": ["a/b"]], "names no hosts"),
    ]

    @Test("A grant that can't be given is refused with what could be", arguments: refusedGrants)
    func refused(_ grant: JSONValue, _ words: String) async throws {
        let error = #expect(throws: ToolFailure.self) { try WebGrant(grant) }
        #expect(error?.message.contains(words) == true)
    }

    private static let patterns: [(pattern: String, matching: [String], others: [String])] = [
        ("a.org", ["a.org", "a.org."], ["b.a.org", "aXorg", "a.org.evil"]),
        ("*.a.org", ["b.a.org", "c.b.a.org"], ["a.org", "xa.org"]),
        ("*", ["a.org", "127.0.0.1"], []),
        ("docs-*.a.org", ["docs-1.a.org"], ["docs-1.evil.a.org", "docs-.evil"]),
        ("A.ORG.", ["a.org"], []),
        ("*.bücher.example", ["x.xn--bcher-kva.example"], ["xn--bcher-kva.example"]),
    ]

    @Test("Patterns of hosts", arguments: patterns)
    func pattern(_ text: String, _ matching: [String], _ others: [String]) throws {
        let pattern = try HostPattern(text)
        for host in matching { #expect(pattern.matches(host), "\(host)") }
        for host in others { #expect(!pattern.matches(host), "\(host)") }
    }

    @Test("It is among the built-in tools, as one that reads what strangers wrote")
    func description() async throws {
        try await withClient { client in
            let tools = try BuiltInTools(client: client)
            #expect(
                tools.names == [
                    "ask_user", "edit_file", "list_files", "read_file", "search_files", "shell", "web_fetch",
                    "write_file",
                ]
            )
            #expect(tools.description(of: "web_fetch")?.effects == [.readsUntrusted, .sendsOutside])
            let tool = try tools.makeTool("web_fetch", grant: .null, workspace: "/")
            #expect(tool.repeats == .reads)
        }
    }
}

extension HTTPClient {
    fileprivate func refusalOfOffset(_ url: String, _ offset: Int) async -> String? {
        await #expect(throws: ToolFailure.self) { _ = try await fetch(url, offset: offset) }?.message
    }
}
