internal import VoleryCore
internal import VoleryHTTP

/// A pattern of hosts' names: `arxiv.org` is that host, `*.wikipedia.org` all below that name, and a `*` elsewhere any
/// text without a dot.
struct HostPattern: Sendable {
    let text: String
    private let expression: RegularExpression

    /// Compiles a pattern.
    /// - Throws: `ToolFailure` when no host could match it.
    init(_ text: String) throws {
        self.text = text
        var rest = try Self.normal(text)[...]
        var pattern = "^"
        if rest == "*" || rest.hasPrefix("*.") {
            pattern += rest == "*" ? ".*" : ".+"
            rest = rest.dropFirst()
        }
        for character in rest { pattern += character == "*" ? "[^.]*" : Self.quoted(character) }
        do {
            expression = try RegularExpression(pattern + "$")
        } catch {
            throw Self.noPattern(text)
        }
    }

    /// Whether a host is meant.
    func matches(_ host: String) -> Bool {
        expression.matches(Self.withoutLastDot(host))
    }

    /// The pattern as hosts are compared: in lower case, in the form of DNS, without a dot at the end.
    private static func normal(_ text: String) throws -> String {
        let lower = withoutLastDot(text.lowercased())
        let isPlain = lower.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || Array("*-._:".utf8).contains($0) }
        if isPlain, !lower.isEmpty { return lower }
        let prefix = lower.hasPrefix("*.") ? "*." : ""
        let name = lower.dropFirst(prefix.count)
        guard !name.isEmpty, !name.contains(where: { "*/@?#:".contains($0) }), let url = try? WebURL("http://\(name)/")
        else { throw noPattern(text) }
        return prefix + url.host
    }

    private static func noPattern(_ text: String) -> ToolFailure {
        .final(
            "`\(text)` names no hosts: write a name such as `arxiv.org`, or `*.wikipedia.org` for all names below one"
        )
    }

    private static func withoutLastDot(_ host: String) -> String {
        host.hasSuffix(".") ? String(host.dropLast()) : host
    }

    private static func quoted(_ character: Character) -> String {
        character.isLetter || character.isNumber ? String(character) : "\\\(character)"
    }
}
