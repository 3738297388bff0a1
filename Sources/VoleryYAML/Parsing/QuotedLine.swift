import VoleryCore

/// Shows a line with its value quoted, where YAML misread the value because it has YAML's own characters in it.
///
/// It's for what people write in expressions and templates: `if: !done`, `value: a ? b : c`, `with: { x: ${{ y }} }`.
enum QuotedLine {
    /// The line of a place with quotes, or `nil` if missing quotes are not what is wrong.
    static func suggestion(for place: Place, in source: SourceText) -> String? {
        guard let range = source.utf8Range(ofLine: place.start.line), range.count <= 200 else { return nil }
        let line = String(decoding: source.bytes[range], as: UTF8.self)
        guard let colon = line.firstRange(of: ": "), !line.contains(" #") else { return nil }
        let key = line[..<colon.lowerBound].drop { $0 == " " || $0 == "\t" }
        let value = trimmed(line[colon.upperBound...])
        guard !key.isEmpty, let first = value.first, !key.contains(where: { "\"'{[".contains($0) }) else { return nil }
        if value.hasPrefix("{{") { return "\(key): \(quoted(withDollars(value)[...]))" }
        if first == "{", value.last == "}", value.contains(": {{") {
            return "\(key): \(withQuotedTemplates(withDollars(value)[...]))"
        }
        if first == "{" || first == "[", value.last == (first == "{" ? "}" : "]"), value.contains("${{") {
            return "\(key): \(withQuotedTemplates(value))"
        }
        return needsQuotes(value, first) ? "\(key): \(quoted(value))" : nil
    }

    private static func needsQuotes(_ value: Substring, _ first: Character) -> Bool {
        switch first {
        case "\"", "'": value.last != first && value.dropFirst().contains(first)
        case "[": value.last != "]"
        case "{": value.last != "}"
        case "|", ">": false
        case "!", "&", "*", "%", "@", "`": true
        default: value.contains(": ") || value.last == ":"
        }
    }

    private static func quoted(_ value: Substring) -> String {
        if !value.contains(where: { $0 == "\"" || $0 == "\\" }) { return "\"\(value)\"" }
        if !value.contains("'") { return "'\(value)'" }
        return "'\(value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }

    /// Writes `${{` for each `{{`, as other languages have it.
    private static func withDollars(_ value: Substring) -> String {
        var result = ""
        var rest = value
        while let start = rest.firstRange(of: "{{") {
            result += rest[..<start.lowerBound] + (rest[..<start.lowerBound].last == "$" ? "{{" : "${{")
            rest = rest[start.upperBound...]
        }
        return result + rest
    }

    /// Quotes each `${{ … }}` that isn't within quotes.
    private static func withQuotedTemplates(_ value: Substring) -> String {
        var result = ""
        var rest = value
        while let start = rest.firstRange(of: "${{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
            let before = rest[..<start.lowerBound]
            let template = rest[start.lowerBound..<end.upperBound]
            let isQuoted = before.last == "\"" || before.last == "'"
            result += before + (isQuoted ? String(template) : quoted(template))
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }
}
