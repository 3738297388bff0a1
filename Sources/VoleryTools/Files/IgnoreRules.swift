internal import VoleryCore

/// What a `.gitignore` file leaves out, by the rules of gitignore(5): the last line that matches decides.
struct IgnoreRules: Sendable {
    private struct Rule {
        var matcher: Matcher
        var isNegated: Bool
        var isForFoldersOnly: Bool
    }

    private enum Matcher {
        /// The last name is this one.
        case name([UInt8])
        /// The last name ends so.
        case suffix([UInt8])
        /// The path below the file's folder matches.
        case path(RegularExpression)
        /// The last name matches.
        case pattern(RegularExpression)
    }

    /// The most lines that are read; what comes behind them is passed over.
    private static let mostRules = 1_000
    private var rules: [Rule] = []

    /// Reads a file; lines that are no patterns are passed over, as git does.
    init(_ text: String) {
        for line in text.utf8.split(separator: UInt8(ascii: "\n")).prefix(Self.mostRules) {
            if let rule = Self.rule(Substring(line)) { rules.append(rule) }
        }
        rules.reverse()
    }

    /// Whether it has nothing to say.
    var isEmpty: Bool { rules.isEmpty }

    /// Whether a file or folder is left out; `nil` if no line is about it.
    ///
    /// - Parameters:
    ///   - path: Its path below the folder of the `.gitignore` file.
    ///   - name: Its last name.
    ///   - isFolder: Whether it is a folder.
    /// - Returns: Whether the last line that is about it leaves it out.
    func leavesOut(_ path: ArraySlice<UInt8>, name: [UInt8], isFolder: Bool) -> Bool? {
        let rule = rules.first { rule in
            if rule.isForFoldersOnly, !isFolder { return false }
            return switch rule.matcher {
            case .name(let wanted): wanted == name
            case .suffix(let end): name.count >= end.count && name.suffix(end.count).elementsEqual(end)
            case .path(let expression): path.withUnsafeBufferPointer(expression.matches)
            case .pattern(let expression): name.withUnsafeBufferPointer(expression.matches)
            }
        }
        return rule.map { !$0.isNegated }
    }

    private static func rule(_ line: Substring) -> Rule? {
        var pattern = line.last == "\r" ? line.dropLast() : line
        while pattern.last == " ", !pattern.dropLast().hasSuffix("\\") { pattern = pattern.dropLast() }
        guard !pattern.hasPrefix("#") else { return nil }
        let isNegated = pattern.hasPrefix("!")
        if isNegated { pattern = pattern.dropFirst() }
        let isForFoldersOnly = pattern.hasSuffix("/")
        if isForFoldersOnly { pattern = pattern.dropLast() }
        guard !pattern.isEmpty, let matcher = matcher(pattern) else { return nil }
        return Rule(matcher: matcher, isNegated: isNegated, isForFoldersOnly: isForFoldersOnly)
    }

    /// A pattern with a `/` before its end is about the path, any other about the last name.
    private static func matcher(_ pattern: Substring) -> Matcher? {
        guard !pattern.contains("/") else {
            return (try? RegularExpression("^(?:\(IgnorePattern.translate(pattern)))$")).map(Matcher.path)
        }
        let special = Set("*?[\\")
        if !pattern.contains(where: special.contains) { return .name(Array(pattern.utf8)) }
        let rest = pattern.dropFirst()
        if pattern.first == "*", !rest.contains(where: special.contains) { return .suffix(Array(rest.utf8)) }
        return (try? RegularExpression("^(?:\(IgnorePattern.translate(pattern)))$")).map(Matcher.pattern)
    }
}

/// Patterns of gitignore(5) as regular expressions.
private enum IgnorePattern {
    static func translate(_ pattern: Substring) -> String {
        var rest = pattern.hasPrefix("/") ? pattern.dropFirst() : pattern
        var result = ""
        while let character = rest.first {
            if rest.hasPrefix("**/") {
                result += "(?:[^/]+/)*"
                rest = rest.dropFirst(3)
                continue
            }
            if rest == "**" { return result + ".+" }
            rest = rest.dropFirst()
            switch character {
            case "*": result += "[^/]*"
            case "?": result += "[^/]"
            case "[": result += set(&rest)
            case "\\": if let next = rest.popFirst() { result += quoted(next) }
            default: result += quoted(character)
            }
        }
        return result
    }

    private static func set(_ rest: inout Substring) -> String {
        // A `]` that comes first is one of the set.
        let start = rest.first == "!" || rest.first == "^" ? rest.dropFirst() : rest
        guard let end = start.dropFirst().firstIndex(of: "]") else { return "\\[" }
        defer { rest = rest[rest.index(after: end)...] }
        let members = start[..<end].map { "\\[]^&~".contains($0) ? "\\\($0)" : String($0) }.joined()
        return start.startIndex > rest.startIndex ? "[^/\(members)]" : "[\(members)]"
    }

    private static func quoted(_ character: Character) -> String {
        "\\.+*?()|[]{}^$".contains(character) ? "\\\(character)" : String(character)
    }
}
