import SwiftSyntax

/// The text of a doc comment: `///` lines, or a `/** */` block.
enum DocumentationComment {
    /// The text before a declaration, as one line for each of its paragraphs; `nil` if there is none.
    static func text(before node: some SyntaxProtocol) -> String? {
        var lines: [String] = []
        for piece in node.leadingTrivia {
            switch piece {
            case .docLineComment(let comment): lines.append(String(comment.dropFirst(3)))
            case .docBlockComment(let comment): lines += block(comment)
            // An empty line takes a comment away from what follows it.
            case .newlines(let count) where count > 1: lines = []
            default: break
            }
        }
        let text = paragraphs(lines.map(trimmed)).joined(separator: "\n")
        return text.isEmpty ? nil : text
    }

    private static func block(_ comment: String) -> [String] {
        comment.dropFirst(3).dropLast(2).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let text = line.drop { $0 == " " || $0 == "\t" }
            return String(text.first == "*" ? text.dropFirst() : text)
        }
    }

    private static func paragraphs(_ lines: [String]) -> [String] {
        lines.split(separator: "").map { $0.joined(separator: " ") }
    }

    private static func trimmed(_ line: String) -> String {
        var text = line[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
