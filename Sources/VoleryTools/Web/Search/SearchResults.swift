internal import VoleryCore
internal import VoleryHTTP
internal import VoleryWorkflow

/// What a search service found, as all of them are told.
struct SearchResults {
    private let found: [(title: String, url: String, snippet: String)]

    /// The most characters of a title, and of an excerpt.
    private static let mostOfTitle = 300
    private static let mostOfSnippet = 1_000

    /// Reads an answer.
    ///
    /// SearXNG: `{ "results": [{ "title", "url", "content", … }], … }` (docs.searxng.org, Search API). Brave:
    /// `{ "web": { "results": [{ "title", "url", "description", … }] }, … }` (WebSearchApiResponse); without `web` nothing
    /// was found.
    init(_ answer: JSONValue, from kind: SearchSettings.Kind) {
        let list = kind == .brave ? answer["web"]?["results"] : answer["results"]
        let excerpt = kind == .brave ? "description" : "content"
        found = (list?.arrayValue ?? []).compactMap { result in
            guard let url = result["url"]?.stringValue, (try? WebURL(url)) != nil else { return nil }
            let texts = [result["title"], result[excerpt]].map { $0?.stringValue ?? "" }
            return kind == .brave
                ? (Self.plain(texts[0]), url, Self.plain(texts[1])) : (texts[0], url, texts[1])
        }
    }

    /// The first results, each address once.
    func values(upTo count: Int) -> [JSONValue] {
        var seen: Set<String> = []
        return found.filter { seen.insert($0.url).inserted }.prefix(count).map { result in
            [
                "title": .string(Self.start(of: result.title, Self.mostOfTitle)), "url": .string(result.url),
                "snippet": .string(Self.start(of: result.snippet, Self.mostOfSnippet)),
            ]
        }
    }

    /// Brave's texts are HTML: `Swift&#x27;s <strong>actors</strong>`.
    private static func plain(_ text: String) -> String {
        guard text.contains("<") || text.contains("&") else { return text }
        let bytes = Array(text.utf8)
        var tokenizer = HTMLTokenizer(bytes)
        var result = ""
        while let token = tokenizer.next() {
            guard case .text(let range) = token else { continue }
            result += plain(bytes, range)
        }
        return result
    }

    /// A text between tags, with characters in place of references.
    private static func plain(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        var result: [UInt8] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let isReference = bytes[position] == UInt8(ascii: "&")
            if isReference, let known = CharacterReference(in: bytes, at: position, limit: range.upperBound) {
                result += Array(String(known.scalar).utf8)
                position = known.end
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func start(of text: String, _ most: Int) -> String {
        let start = text.unicodeScalars.prefix(most)
        return start.count < text.unicodeScalars.count ? String(start) + "…" : text
    }
}
