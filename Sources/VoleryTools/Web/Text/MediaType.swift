/// What a server says that its answer is (RFC 9110, section 8.3).
struct MediaType: Equatable {
    /// Type and subtype in lower case, such as `text/html`; empty if the server does not say.
    var essence: String
    /// The name of the character set, if there is one.
    var charset: String?

    init(_ header: String?) {
        let parts = (header ?? "").split(separator: ";", omittingEmptySubsequences: false)
        essence = Self.trimmed(parts.first ?? "").lowercased()
        charset =
            parts.dropFirst().lazy.compactMap { part -> String? in
                guard let equals = part.firstIndex(of: "="), Self.trimmed(part[..<equals]).lowercased() == "charset"
                else {
                    return nil
                }
                return Self.trimmed(part[part.index(after: equals)...])
            }.first
    }

    /// Whether it is a page of HTML.
    var isHTML: Bool { essence == "text/html" || essence == "application/xhtml+xml" }

    /// Whether it is a PDF document.
    var isPDF: Bool { essence == "application/pdf" }

    /// Whether it is text of another kind, shown as it is.
    var isText: Bool {
        essence.hasPrefix("text/") || essence.hasSuffix("+json") || essence.hasSuffix("+xml")
            || essence.hasSuffix("+yaml")
            || Self.textual.contains(essence)
    }

    private static let textual: Set<String> = Set(
        [
            "json", "xml", "javascript", "ecmascript", "yaml", "x-yaml", "toml", "x-ndjson", "ndjson", "jsonl",
            "json-seq",
            "sql", "graphql", "x-sh", "x-httpd-php", "x-tex", "x-subrip",
        ].map { "application/\($0)" }
    )

    private static func trimmed(_ text: Substring) -> String {
        let marks: Set<Character> = [" ", "\t", "\"", "'"]
        var text = text
        while let first = text.first, marks.contains(first) { text = text.dropFirst() }
        while let last = text.last, marks.contains(last) { text = text.dropLast() }
        return String(text)
    }
}
