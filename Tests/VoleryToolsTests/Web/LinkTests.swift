import Testing
import VoleryHTTP

@testable import VoleryTools

@Suite("Links of a page")
struct LinkTests {
    private static let addresses: [(String, String?)] = [
        ("x", "https://example.org/a/x"),
        ("./x/../y/.", "https://example.org/a/y/"),
        ("../../../x", "https://example.org/x"),
        ("/x?y#z", "https://example.org/x?y#z"),
        ("?y=../z", "https://example.org/a/b?y=../z"),
        ("//other.example/x", "https://other.example/x"),
        ("HTTP://other.example/", "http://other.example/"),
        ("  x\n y ", "https://example.org/a/x%20y"),
        ("(x)|<y>", "https://example.org/a/%28x%29%7C%3Cy%3E"),
        ("é\u{E0065}", "https://example.org/a/%C3%A9%F3%A0%81%A5"),
        ("#x", nil), ("", nil), (" ", nil),
        ("javascript:alert(1)", nil), ("JaVa\nScript:x", nil), ("\u{1}javascript:x", nil),
        ("data:text/html,x", nil), ("mailto:a@b", nil), ("file:///etc/passwd", nil), ("http:x", nil),
        (String(repeating: "x", count: 5_000), nil),
    ]

    @Test("Addresses are absolute, and can stand in Markdown", arguments: addresses)
    private func address(_ reference: String, _ address: String?) throws {
        let links = LinkAddress(base: try WebURL("https://example.org/a/b?q"))
        #expect(links.absolute(Array(reference.utf8)).map { String(decoding: $0, as: UTF8.self) } == address)
    }

    @Test("A link has its text, once, and none without text")
    func text() throws {
        #expect(try markdown("a <a href=x> b </a>c") == "a [b](https://example.org/a/x) c")
        #expect(try markdown("<a href=x></a>a<a href=x><img alt=b></a>") == "a[b](https://example.org/a/x)")
        #expect(try markdown("<a href=x>a<a href=y>b") == "[a](https://example.org/a/x)[b](https://example.org/a/y)")
        #expect(try markdown("<a href=x><h2>a</h2><p>b</p></a>") == "## [a](https://example.org/a/x)\n\nb")
        #expect(try markdown("<li><a href=x><code>a</code></a>") == "- [`a`](https://example.org/a/x)")
        #expect(try markdown("<a href='javascript:x'>a</a><a name=y>b</a>") == "ab")
        #expect(try markdown("<a href='&#106;avascript:x'>a</a>") == "a")
    }

    @Test("A page may name the base of its links")
    func base() throws {
        #expect(try markdown("<base href='/c/'><a href=x>a</a>") == "[a](https://example.org/c/x)")
        #expect(try markdown("<base href='javascript:x'><a href=x>a</a>") == "[a](https://example.org/a/x)")
    }
}
