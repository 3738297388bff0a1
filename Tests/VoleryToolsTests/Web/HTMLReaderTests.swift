import Testing
import VoleryHTTP

@testable import VoleryTools

/// Reads a page of HTML at a fixed address.
func markdown(_ html: String, at address: String = "https://example.org/a/b?q") throws -> String {
    var reader = HTMLReader(Array(html.utf8), at: try WebURL(address))
    return reader.markdown()
}

@Suite("HTML as Markdown")
struct HTMLReaderTests {
    private struct Page: CustomTestStringConvertible {
        var testDescription: String
        var html: String
        var text: String

        init(_ name: String, _ html: String, _ text: String) {
            (testDescription, self.html, self.text) = (name, html, text)
        }
    }

    private static let structure = [
        Page("nothing", "", ""),
        Page("text", "a  b\n\tc", "a b c"),
        Page("paragraphs", "<p>a<p>b</p>c", "a\n\nb\n\nc"),
        Page("headings", "<h1>A</h1><h2>B <b>c</b></h2>d<h6>e</h6>", "# A\n\n## B c\n\nd\n\n###### e"),
        Page("a heading without text", "<h2></h2>a", "a"),
        Page("a heading never ended", "<h2>a<p>b", "## a\n\nb"),
        Page("line breaks", "a<br>b<br><br>c<br>", "a\nb\n\nc"),
        Page("a rule", "a<hr>b", "a\n\n---\n\nb"),
        Page("words in marks keep their spaces", "a <b>b</b>, <i> c </i>d<span>e</span>", "a b, c de"),
        Page("lists", "a<ul><li>b<li>c</ul>d", "a\n\n- b\n- c\n\nd"),
        Page("an ordered list", "<ol start=9><li>a<li>b</ol>", "9. a\n10. b"),
        Page("paragraphs in items", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", "- a\n\n  b\n- c"),
        Page("nested lists", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1. b\n- c"),
        Page("an item without text", "<ul><li></li><li>a</ul>", "- a"),
        Page("an item without a list", "<li>a", "- a"),
        Page("terms", "<dl><dt>a<dd>b</dl>", "a\n: b"),
        Page("a quotation", "<blockquote><p>a<p>b</blockquote>c", "> a\n>\n> b\n\nc"),
        Page("a quotation in an item", "<ul><li>a<blockquote>b</blockquote></ul>", "- a\n\n  > b"),
        Page("code", "a <code>b c</code> d<code></code>", "a `b c` d"),
        Page("preformatted", "<pre>\n a\n\n  b &lt;\n</pre>c", "```\n a\n\n  b <\n```\n\nc"),
        Page("code of a language", "<pre><code class='x language-swift'>a</code></pre>", "```swift\na\n```"),
        Page("a fence in code", "<pre>```</pre>", "````\n```\n````"),
        Page("code in a quotation", "<blockquote><pre>a\n\nb</pre></blockquote>", "> ```\n> a\n>\n> b\n> ```"),
        Page("a title where there is no heading", "<title>A &amp; B</title><p>c", "# A & B\n\nc"),
        Page("a title where there is a heading", "<title>A</title><h1>B</h1>c", "# B\n\nc"),
        Page(
            "a page that scripts make",
            "<title>A</title><div id=root></div><script>b</script><noscript>c</noscript>",
            "# A\n\n[the page shows nothing without its scripts, which are not run]"
        ),
        Page("a page that scripts only add to", "a<script>b</script>", "a"),
        Page("an image's words", "<img src=x alt='a  b'>c<img src=y>", "a bc"),
    ]

    @Test("Paragraphs, headings, lists, quotations and code", arguments: structure)
    private func blocks(_ page: Page) throws {
        #expect(try markdown(page.html) == page.text)
    }

    private static let tablePages = [
        Page(
            "rows",
            "<table><tr><th>a<th>b<tr><td>1<td>2 | 3</table>x",
            "| a | b |\n| --- | --- |\n| 1 | 2 \\| 3 |\n\nx"
        ),
        Page(
            "short rows",
            "<table><tr><td>a<td>b<tr><td><td>c<tr><td>d</table>",
            "| a | b |\n| --- | --- |\n|  | c |\n| d |  |"
        ),
        Page("blocks in cells", "<table><tr><td><p>a</p><p>b</p><td>c<br>d</table>", "| a b | c d |\n| --- | --- |"),
        Page(
            "links in cells",
            "<table><tr><td><a href=/x>a</a><td>b</table>",
            "| [a](https://example.org/x) | b |\n| --- | --- |"
        ),
        Page(
            "a table that arranges others",
            "<table><tr><td><table><tr><td>a<td>b</table><td>c</table>",
            "| a | b |\n| --- | --- |\n\nc"
        ),
        Page("a table for arranging", "<table role=presentation><tr><td>a<td>b</table>", "a\nb"),
        Page("headings in a cell", "<table><tr><td><h1>a</h1>b</table>", "# a\n\nb"),
        Page(
            "a list around a table",
            "<ul><li><table><tr><td><ul><li>a</ul></table>b</ul>",
            "- | a |\n  | --- |\n\n  b"
        ),
        Page("a caption", "<table><caption>a</caption><tr><td>b</table>", "a\n\n| b |\n| --- |"),
    ]

    @Test("Tables", arguments: tablePages)
    private func table(_ page: Page) throws {
        #expect(try markdown(page.html) == page.text)
    }

    private static let hidden = [
        Page("a paragraph that the next one ends", "<p hidden>x<p>a", "a"),
        Page("an item that the next one ends", "<ul><li hidden>x<ul><li>y</ul><li>a</ul>", "- a"),
        Page("an element that one around it ends", "<div><span hidden>x</div>a", "a"),
        Page("an element with others of its kind", "<div hidden>x<div>y</div>z</div>a", "a"),
        Page("a cell", "<table><tr><td hidden>x<td>a</table>", "| a |\n| --- |"),
        Page("a style in other letters", "<b STYLE='color:red; DISPLAY : None !important'>x</b>a", "a"),
        Page("a style with a comment", "<b style='display:/* */none'>x</b>a", "a"),
        Page("a style behind references", "<b style='display&#58;none'>x</b>a", "a"),
        Page("a style that only looks so", "<b style='x-display:none'>a</b>", "a"),
        Page("nothing by a void element", "<input hidden><br hidden>a", "a"),
        Page("a dialog that is not open", "<dialog>x</dialog><dialog open>a</dialog>", "a"),
        Page("a choice", "<select><option>x<option>y</select>a", "a"),
        Page("a drawing", "<svg><title/><style/><text>x</text></svg>a", "a"),
        Page("a program that looks like text", "<script>'</p>x'</script>a", "a"),
        Page("a program that never ends", "a<script>x", "a"),
        Page("a comment that ends oddly", "<!--> --!>a<!--->b<!-- x --!>c", "--!>abc"),
        Page("a declaration", "<!doctype html><?xml x?></ y><![CDATA[z]]>a", "a"),
        Page("a tag that the page's end cuts off", "a<p title='x", "a"),
    ]

    @Test("What readers don't see is left out, and no more than that", arguments: hidden)
    private func visible(_ page: Page) throws {
        #expect(try markdown(page.html) == page.text)
    }

    private static let characters = [
        Page("named", "&lt;b&gt; &amp;amp; &eacute;&hellip;&Scaron;", "<b> &amp; é…Š"),
        Page("numbered", "&#x1F600;&#233;&#xe9&#128;", "😀éé€"),
        Page("not ended", "a&amp b&copy.", "a& b©."),
        Page("no characters", "&#0;&#xD800;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"),
        Page(
            "no references",
            "&; &x; &#; &#x; a&b AT&T &unknownunknownunknown;",
            "&; &x; &#; &#x; a&b AT&T &unknownunknownunknown;"
        ),
        Page("spaces", "a&nbsp;&nbsp;b&emsp;c", "a b c"),
        Page("invisible ones", "a\u{200B}b\u{E0065}c\u{202E}d\u{AD}e\u{FEFF}f&#x200B;g\u{E0100}h", "abcdefgh"),
        Page("controls", "a\u{1}b\u{7F}c\u{85}d", "abcd"),
        Page("signs", "1 < 2 <3 a<b", "1 < 2 <3 a"),
    ]

    @Test("Characters and references to them", arguments: characters)
    private func character(_ page: Page) throws {
        #expect(try markdown(page.html) == page.text)
    }

    @Test("A site's navigation and footer are left out where the page says what its content is")
    func mainContent() throws {
        let words = String(repeating: "words ", count: 60).dropLast()
        let page = "<nav>x</nav><main><nav>y</nav><h1>a</h1><p>\(words)</p><footer>z</footer></main><footer>w</footer>"
        #expect(try markdown(page) == "# a\n\n\(words)")
        let article = "<header>x</header><article><h1>a</h1><p>\(words)</article><div role=navigation>y</div>"
        #expect(try markdown(article) == "# a\n\n\(words)")
    }

    @Test("Content that is hardly any is not taken for all of the page")
    func smallMain() throws {
        #expect(try markdown("<nav>a</nav><main>b</main>") == "a\n\nb")
        #expect(try markdown("<main>b") == "b")
    }
}
