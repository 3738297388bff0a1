/// Tells what a page does not show to its readers, as far as the page alone says so.
///
/// Text that a style sheet hides, or a colour, or a place off the screen, can't be told from other text; so all text of a
/// page stays untrusted.
struct Visibility {
    let bytes: [UInt8]

    /// Whether nothing of an element is shown.
    func hides(_ tag: HTMLTag) -> Bool {
        if let element = tag.element {
            if element.isNeverShown { return true }
            // Some pages hide their body until a script has run.
            if element.isVoid || element == .body || element == .html { return false }
            if element == .dialog, tag[.open] == nil { return true }
        }
        guard !tag.attributes.isEmpty else { return false }
        if tag[.hidden] != nil { return true }
        if let value = tag[.ariaHidden], word(value) == "true" { return true }
        return tag[.style].map { hides(style: word($0)) } ?? false
    }

    /// A value in lower case and without any white space.
    private func word(_ range: Range<Int>) -> String {
        let text = CharacterReference.decoded(range, of: bytes)
        return String(decoding: text.filter { !$0.isHTMLSpace }.map(\.lowercasedASCII), as: UTF8.self)
    }

    private func hides(style: String) -> Bool {
        Self.withoutComments(style).utf8.split(separator: UInt8(ascii: ";")).contains { declaration in
            Self.hiding.contains { declaration.starts(with: $0.utf8) }
        }
    }

    private static let hiding = ["display:none", "visibility:hidden", "visibility:collapse"]

    private static func withoutComments(_ style: String) -> String {
        guard style.utf8.contains(UInt8(ascii: "*")) else { return style }
        var parts = style.split(separator: "/*", omittingEmptySubsequences: false)
        for index in parts.indices.dropFirst() {
            let end = parts[index].firstRange(of: "*/")?.upperBound ?? parts[index].endIndex
            parts[index] = parts[index][end...]
        }
        return parts.joined()
    }
}
