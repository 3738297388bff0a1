import VoleryYAML

/// What a value that was written in another form is in the right one, as YAML in one line, for suggestions.
enum FlowText {
    private static let longest = 100

    /// A command as a list of words; `nil` if only a shell can make sense of it.
    static func words(of command: String) -> String? {
        var words: [String] = [""]
        var rest = Substring(command)
        while let character = rest.first {
            if rest.hasPrefix("${{"), let end = rest.firstRange(of: "}}")?.upperBound {
                words[words.count - 1] += rest[..<end]
                rest = rest[end...]
                continue
            }
            guard !"'\"`\\|&;<>()$*?~".contains(character) else { return nil }
            if character.isWhitespace { words.append("") } else { words[words.count - 1].append(character) }
            rest = rest.dropFirst()
        }
        let shown = words.filter { !$0.isEmpty }.map(quoted)
        return fitting(shown.isEmpty ? nil : "[\(shown.joined(separator: ", "))]")
    }

    /// A list of names as a mapping of these to schemas.
    static func inputs(_ elements: [YAMLNode]) -> String? {
        let names = elements.compactMap(\.text)
        guard names.count == elements.count, !names.isEmpty else { return nil }
        return fitting("{ \(names.map { "\($0): { type: string }" }.joined(separator: ", ")) }")
    }

    /// A scalar as the one key that a mapping must have, if it can be that.
    static func member(_ scalar: YAMLScalar, of mapping: MappingFormat) -> String? {
        let required = mapping.keys.filter(\.isRequired)
        guard required.count == 1, let key = required.first else { return nil }
        switch key.value {
        case .integer(let range):
            guard case .integer(let number) = scalar.value, range.contains(number) else { return nil }
        case .template:
            guard case .text = scalar.value else { return nil }
        default: return nil
        }
        return fitting("{ \(key.name): \(quoted(scalar.text)) }")
    }

    /// A text in quotes if it may need them within brackets.
    static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "/._-+=".contains($0) }
        return isPlain && word.first?.isPunctuation != true || word.hasPrefix("-") && isPlain && word.count > 1
            || word.hasPrefix("/") && isPlain || word.hasPrefix(".") && isPlain
            ? word : "\"\(word)\""
    }

    /// A text, if it is short enough for a suggestion.
    static func fitting(_ text: String?) -> String? {
        text.flatMap { $0.utf8.count <= longest && !$0.contains("\n") ? $0 : nil }
    }
}
