#if INTERNALS
import Foundation
@testable import VoleryHTTP
@testable import VoleryTools

/// How long pages take to become Markdown: one of 1 MB as people write them, and pages made to exhaust their readers.
struct PagesBench {
    var rounds = 9

    func run() throws {
        let article = Self.article
        print("article of \(article.utf8.count) bytes: \(try milliseconds(article)) ms (bound 150)")
        var worst = (name: "", time: 0.0)
        for part in Self.hostile {
            let page = String(repeating: part, count: (1 << 20) / part.utf8.count)
            let time = try milliseconds(page)
            if time > worst.time { worst = (part, time) }
            if time > 250 { print("over the bound: \(part.debugDescription) \(time) ms") }
        }
        print(
            "\(Self.hostile.count) hostile pages of 1 MiB: the slowest \(worst.name.debugDescription) \(worst.time) ms (bound 250)"
        )
    }

    /// The median of some rounds, in milliseconds of a processor's time, so that other work on the machine counts little.
    private func milliseconds(_ page: String) throws -> Double {
        let page = FetchedPage(
            url: try WebURL("https://example.org/a/b"),
            status: 200,
            type: MediaType("text/html; charset=utf-8"),
            body: Array(page.utf8),
            size: nil,
            isCut: false
        )
        var length = 0
        let times = (0..<rounds).map { _ in
            Lap.measuring { length += PageText(page: page).text().utf8.count }.processor * 1_000
        }
        // Much of what is hostile holds no text, but a result that grows beyond the page would be a fault.
        precondition(length <= rounds * (16 << 20))
        return times.sorted()[rounds / 2]
    }

    /// A page with headings, links, lists, tables, code and what surrounds them.
    private static var article: String {
        let head = "<!doctype html><html><head><title>Swifts</title><style>p { margin: 1em }</style></head><body>"
        let frame = "<nav><ul><li><a href='/'>Home</a><li><a href='/b'>Birds</a></ul></nav><main><h1>Swifts</h1>"
        let section = """
            <h2 id="s">How they <em>sleep</em></h2><p class="lead">Swifts sleep on the <a href="/wing?x=1&amp;y=2">wing</a>, \
            up to 3&nbsp;km high; see <a href="https://example.org/paper#p2">the paper</a> of <b>2016</b>.</p>
            <ul><li>Common swift &mdash; <i>Apus apus</i></li><li>Alpine swift<ul><li>larger</li></ul></li></ul>
            <table><tr><th>Bird<th>Speed</tr><tr><td>Common swift<td>111 km/h</tr></table>
            <pre><code>let height = 3_000 // m
            </code></pre><script>track("page")</script><div style="display: none">hidden words</div>

            """
        return head + frame + String(repeating: section, count: 1_000_000 / section.utf8.count)
            + "</main></body></html>"
    }

    /// What is repeated in a page.
    private static let hostile = [
        "<div>", "<b>", "<a><b>", "<a href=x>y", "<table><tr><td>", "<ul><li>", "<blockquote>", "<blockquote>x<br>",
        "<p hidden>", "<p hidden>x</p>", "<div hidden><div>", "<pre>\n", "<pre>x</pre>", "<", "</", "<!--", "<!", "&",
        "&#", "&a", "&amp;", "<a href='", "<x ", "<x y=", "<x y='>", "<h1>x", "<main>", "<article>x", "</p>",
        "<script>",
        "<script></script>", "<title>", "<td>x", "<table><tr><td>x", "<ol start=999999999><li>x", "<br>", "x|",
        "<i style='display:/*/*/*none'>", "<code>x", "<a href=../../../x>y</a>", "\u{E0065}", "<nav>x</nav>",
        "<main>x</main>", "<svg>", "<select><option>", "<p a='' b='' c='' d='' e='' f='' g='' h=''>x",
    ]
}
#endif
