import LoopbackServer
import Testing

@testable import VoleryHTTP

@Suite("Proxies of the environment", .timeLimit(.minutes(1)))
struct ProxySettingsTests {
    private func proxy(for url: String, _ environment: [String: String]) throws -> Proxy? {
        ProxySettings { environment[$0] }.proxy(for: try WebURL(url))
    }

    @Test("Each scheme has its own, and all_proxy stands in")
    func schemes() throws {
        let environment = ["http_proxy": "http://a:1", "HTTPS_PROXY": "b.example", "all_proxy": "socks5h://c"]
        #expect(try proxy(for: "http://x.example", environment)?.authority == "a:1")
        #expect(try proxy(for: "https://x.example", environment)?.authority == "b.example:1080")
        #expect(try proxy(for: "http://x.example", ["ALL_PROXY": "socks5h://c"])?.authority == "c:1080")
        #expect(try proxy(for: "http://x.example", ["HTTP_PROXY": "http://evil"]) == nil)
        #expect(try proxy(for: "http://x.example", ["http_proxy": ""]) == nil)
        #expect(try proxy(for: "https://x.example", ["https_proxy": "https://[::1]"])?.authority == "[::1]:443")
    }

    @Test(
        "Exceptions are names with all below, addresses and networks",
        arguments: [
            ("example.org", true), ("a.example.org", true), ("EXAMPLE.org", true), ("anexample.org", false),
            ("example.org.evil", false), ("10.1.2.3", true), ("11.1.2.3", false), ("192.0.2.7", true),
            ("192.0.2.8", false), ("[fd00::1]", true), ("[fe00::1]", false), ("localhost", true),
        ]
    )
    func exceptions(_ host: String, _ isDirect: Bool) throws {
        let environment = [
            "http_proxy": "http://a:1", "no_proxy": ".example.org, 10.0.0.0/8 192.0.2.7,fd00::/8,localhost",
        ]
        #expect(try (proxy(for: "http://\(host)/", environment) == nil) == isDirect)
        #expect(try proxy(for: "http://\(host)/", ["http_proxy": "a:1", "NO_PROXY": "*"]) == nil)
    }

    @Test("A request goes through the proxy if it may, and its error names the proxy but no password")
    func use() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond("by proxy: \(exchange.request.target)")
        } during: { server in
            var configuration = HTTPClient.Configuration()
            configuration.proxies = ProxySettings {
                $0 == "all_proxy" ? "http://me:sesame@127.0.0.1:\(server.port)" : nil
            }
            try await withClient(configuration) { client in
                let text = try await client.text(HTTPRequest("GET", try WebURL("http://far.invalid/x")))
                #expect(text == "by proxy: http://far.invalid/x")
                #expect(server.requests.first?["Proxy-Authorization"] != nil)

                let direct = HTTPRequest("GET", try WebURL("http://far.invalid/x"), usesProxy: false)
                #expect(await client.failure(direct)?.code == .couldNotResolve)

                let tunnel = await client.failure(HTTPRequest("GET", try WebURL("https://far.invalid/")))
                #expect(server.requests.last?.method == "CONNECT")
                #expect(tunnel?.message.contains("sesame") == false)
            }
        }
    }

    @Test("A proxy that refuses to connect is named, with its answer")
    func refusal() async throws {
        try await withLoopbackServer { exchange in
            try exchange.respond(status: 407)
        } during: { server in
            var configuration = HTTPClient.Configuration()
            configuration.proxies = ProxySettings { $0 == "https_proxy" ? "127.0.0.1:\(server.port)" : nil }
            try await withClient(configuration) { client in
                let error = await client.failure(HTTPRequest("GET", try WebURL("https://far.invalid/")))
                #expect(
                    error?.message == """
                        No connection to far.invalid:443. The proxy answered 407. \
                        The way there leads through the proxy 127.0.0.1:\(server.port).
                        """
                )
            }
        }
    }
}
