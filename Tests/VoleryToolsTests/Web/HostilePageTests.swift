import Testing
import VoleryHTTP

@testable import VoleryTools

@Suite("Pages made to exhaust their readers")
struct HostilePageTests {
    private static let parts = [
        "<div>", "<b>", "<a><b>", "<a href=x>y", "<table><tr><td>", "<ul><li>", "<blockquote>", "<blockquote>x<br>",
        "<p hidden>", "<p hidden>x</p>", "<div hidden><div>", "<pre>\n", "<pre>x</pre>", "<", "</", "<!--", "<!", "&",
        "&#", "&a",
        "&amp;", "<a href='", "<x ", "<x y=", "<x y='>", "<h1>x", "<main>", "<article>x", "</p>", "<script>",
        "<script></script>", "<title>", "<td>x", "<table><tr><td>x", "<ol start=999999999><li>x", "<br>", "x|",
        "<i style='display:/*/*/*none'>", "<code>x", "<a href=../../../x>y</a>", "\u{E0065}", "<nav>x</nav>",
        "<main>x</main>",
        "<svg>", "<select><option>",
    ]

    @Test("Half a megabyte of one thing is read in a moment, and does not grow", arguments: parts)
    private func repeated(_ part: String) throws {
        let page = String(repeating: part, count: (512 << 10) / part.utf8.count)
        var text = ""
        let time = try ContinuousClock().measure { text = try markdown(page) }
        // Ten times what a debug build needs on a busy machine; quadratic work would take minutes.
        #expect(time < .seconds(20))
        #expect(text.utf8.count <= HTMLReader.longest + 1_024)
    }

    @Test("What a deep page says is still read")
    func deep() throws {
        for name in ["div", "ul", "blockquote", "table", "b", "main", "article"] {
            let open = String(repeating: "<\(name)>", count: 10_000)
            let close = String(repeating: "</\(name)>", count: 10_000)
            #expect(try markdown(open + "word" + close + "<p>end").contains("word"), "\(name)")
            #expect(try markdown(open + "word" + close + "<p>end").hasSuffix("\n\nend"), "\(name)")
        }
    }

    @Test("A page that becomes far longer than it is ends early, and says so")
    func longer() throws {
        let page =
            "<base href='https://example.org/\(String(repeating: "x", count: 1_900))/'>"
            + String(repeating: "<a href=x>y</a>", count: 10_000)
        let text = try markdown(page)
        #expect(text.hasSuffix("[cut: the text of the page is longer than \(HTMLReader.longest) bytes]"))
    }

    @Test("Any bytes are a page")
    func anyBytes() throws {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("<>/!-='\" abpx&;#\u{E0065}\n".utf8) + Array("tabletrtdulpreahrefhiddenscript".utf8)
        for _ in 0..<300 {
            let bytes = (0..<400).compactMap { _ in alphabet.randomElement(using: &random) }
            let page = String(decoding: bytes, as: UTF8.self)
            let text = try markdown(page)
            #expect(text.utf8.count <= page.utf8.count * 12, "\(page.debugDescription)")
        }
    }
}
