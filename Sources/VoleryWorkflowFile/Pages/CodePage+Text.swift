extension CodePage {
    /// The page as plain text for a terminal, each line ended.
    package var text: String {
        var parts = ["\(code): \(title)", meaning]
        if let example {
            parts += ["Wrong\(place(of: example)):", indented(example.faulty.shown)]
            parts += ["Right:", indented(example.mended.shown)]
            for (file, text) in example.beside { parts += ["Both with `\(file)`:", indented(text)] }
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// The page as a section in Markdown, each line ended.
    package var markdown: String {
        "## \(code)\n**\(title).** \(markdownBody)"
    }

    /// The page in Markdown without its heading.
    package var markdownBody: String {
        var parts = [meaning]
        if let example {
            parts += ["Wrong\(place(of: example)):", fenced(example.faulty.shown)]
            parts += ["Right:", fenced(example.mended.shown)]
            for (file, text) in example.beside { parts += ["Both with `\(file)`:", fenced(text)] }
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    /// All pages as one document in Markdown: `docs/diagnostics.md`.
    package static var document: String {
        """
        # Diagnostics
        Everything that loading can find has a code that never changes its meaning. `volery explain CODE` tells what is told
        here; this page is made by `volery explain --format markdown`.


        """ + all.map(\.markdown).joined(separator: "\n")
    }

    private func place(of example: Example) -> String {
        example.file == Self.usualFile ? "" : ", in `\(example.file)`"
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n")
    }

    private func fenced(_ text: String) -> String {
        "```yaml\n\(text)\n```"
    }
}
