import Testing

@testable import VoleryHTTP

@Suite("Web addresses")
struct WebURLTests {
    @Test("A URL is its parts, in normal form")
    func parts() throws {
        let url = try WebURL("HTTPS://API.Example.ORG:443/a/./b/../c?d=e%20f#g")
        #expect(url.text == "https://api.example.org/a/c?d=e%20f")
        #expect(url.scheme == "https")
        #expect(url.host == "api.example.org")
        #expect(url.port == 443)
        #expect(url.path == "/a/c")
        #expect(url.query == "d=e%20f")
        #expect(url.authority == "api.example.org:443")
        #expect(url.description == "https://api.example.org/a/c?…")
    }

    @Test("What isn't said has its usual value")
    func defaults() throws {
        let url = try WebURL("http://example.org")
        #expect(url.text == "http://example.org/")
        #expect((url.port, url.path, url.query) == (80, "/", nil))
        let other = try WebURL("http://[2001:DB8::1]:8080/x")
        #expect((other.host, other.authority) == ("2001:db8::1", "[2001:db8::1]:8080"))
        #expect(other.text == "http://[2001:db8::1]:8080/x")
    }

    @Test(
        "Odd spellings of an address come out as the address",
        arguments: [
            "2130706433", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "127.1", "%31%32%37.0.0.1", "①②⑦.⓪.⓪.①",
            "127。0。0。1",
        ]
    )
    func spellings(_ host: String) throws {
        #expect(try WebURL("http://\(host)/").host == "127.0.0.1")
    }

    @Test("A name outside ASCII comes out as DNS knows it")
    func international() throws {
        #expect(try WebURL("https://Bücher.example/ä").host == "xn--bcher-kva.example")
    }

    @Test(
        "What isn't an absolute http or https URL, or could be read in two ways, is refused",
        arguments: [
            "", " ", "example.org", "/path", "//example.org/", "ftp://example.org/", "file:///etc/passwd", "data:,x",
            "http://", "http://[::1", "http://a b/", "http://example.org/\r\nX: 1", "http://example.org\0.evil/",
            "http://example.org%00.evil/", "http://example.org:99999/", "http://example.org:0/", "http://user@h/",
            "http://user:sesame@example.org/", "http://exa mple.org/", "http://example.org\\@evil/", "\u{7f}http://a/",
            "http://" + String(repeating: "a", count: 70_000),
        ]
    )
    func refused(_ text: String) throws {
        let error = #expect(throws: HTTPError.self) { try WebURL(text) }
        #expect(error?.code == .invalidURL)
        #expect(error?.message.contains("sesame") == false)
    }

    @Test(
        "A reference leads where a browser would go",
        arguments: [
            ("/x", "https://a.example:8443/x"), ("x", "https://a.example:8443/b/x"),
            ("../x", "https://a.example:8443/x"),
            ("/../../x", "https://a.example:8443/x"), ("?q", "https://a.example:8443/b/c?q"),
            ("//b.example/x", "https://b.example/x"), ("http://c.example", "http://c.example/"),
            ("#top", "https://a.example:8443/b/c?d"),
        ]
    )
    func references(_ reference: String, _ expected: String) throws {
        #expect(try WebURL("https://a.example:8443/b/c?d").resolve(reference).text == expected)
    }

    @Test(
        "A reference out of the web is refused",
        arguments: ["file:///etc/passwd", "gopher://a/_x", "//u:p@b/", "x\r\ny"]
    )
    func refusedReferences(_ reference: String) throws {
        let base = try WebURL("https://a.example/")
        #expect(throws: HTTPError.self) { try base.resolve(reference) }
    }

    @Test("An origin is scheme, host and port")
    func origin() throws {
        let base = try WebURL("https://a.example/x")
        #expect(base.hasSameOrigin(as: try WebURL("https://A.example:443/y?z")))
        for other in ["http://a.example/x", "https://b.example/x", "https://a.example:444/x"] {
            #expect(!base.hasSameOrigin(as: try WebURL(other)))
        }
    }
}
