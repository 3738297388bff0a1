internal import VoleryCore

/// A pattern of paths, matched in time linear in the path.
///
/// `*` is any text within a name, `**` any number of folders, `?` one character, `[a-z]` one of those, `{a,b}` either.
struct Glob: Sendable {
    let pattern: String
    private let expression: RegularExpression

    /// Compiles a glob; one without a `/` matches the last name of a path, in whatever folder.
    /// - Throws: `ToolFailure` when it is none.
    init(_ pattern: String) throws {
        self.pattern = pattern
        let plain = pattern.hasPrefix("./") ? String(pattern.dropFirst(2)) : pattern
        let anchored = plain.contains("/") ? plain : "**/\(plain)"
        do {
            expression = try RegularExpression(
                "^(?:\(Self.translate(anchored)))$",
                options: .init(dotMatchesLineBreaks: true)
            )
        } catch {
            throw ToolFailure.correctable("`\(pattern)` is not a glob: \(error)")
        }
    }

    /// Whether a path, relative and with `/` between names, is meant.
    func matches(_ path: String) -> Bool { expression.matches(path) }

    private static func translate(_ pattern: String) -> String {
        var result = ""
        var rest = pattern[...]
        if rest.hasPrefix("/") { rest = rest.dropFirst() }
        var braces = 0
        while let character = rest.first {
            if rest.hasPrefix("**/") {
                result += "(?:[^/]+/)*"
                rest = rest.dropFirst(3)
                continue
            }
            if rest.hasPrefix("**") {
                result += ".*"
                rest = rest.dropFirst(2)
                continue
            }
            rest = rest.dropFirst()
            switch character {
            case "*": result += "[^/]*"
            case "?": result += "[^/]"
            case "[":
                guard let end = rest.firstIndex(of: "]") else {
                    result += "\\["
                    continue
                }
                var set = rest[..<end].replacing("\\", with: "\\\\")
                if set.hasPrefix("!") || set.hasPrefix("^") { set = "^/" + set.dropFirst() }
                result += "[\(set)]"
                rest = rest[rest.index(after: end)...]
            case "{":
                braces += 1
                result += "(?:"
            case "}" where braces > 0:
                braces -= 1
                result += ")"
            case "," where braces > 0: result += "|"
            default: result += quoted(character)
            }
        }
        return result + String(repeating: ")", count: braces)
    }

    private static func quoted(_ character: Character) -> String {
        "\\.+()|^$]}\\".contains(character) || character == "\\" ? "\\\(character)" : String(character)
    }
}
