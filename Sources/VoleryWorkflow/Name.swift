/// The rule for the names that files give: of steps, agents, inputs, outputs and elements.
package enum Name {
    /// The rule in words.
    package static let rule = "a name begins with a small letter and has small letters, digits and `_`, 64 at most"
    private static let longest = 64

    /// Whether a text can be a name.
    package static func isValid(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first), text.utf8.count <= longest else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
            && !unreachable.contains(text)
    }

    /// Words that an expression can't name a field by.
    private static let unreachable: Set<String> = ["true", "false", "null", "in"]

    /// Words that can't stand for an element: what expressions reserve, and what is in scope anyway.
    package static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
        "inputs", "steps", "run", "env", "index", "error", "round", "previous", "message", "arguments",
        "cel", "math", "strings", "lists", "base64", "optional",
    ]

    /// A name that is near to a text, or `nil` if there is nothing in it to make one of.
    package static func corrected(_ text: String) -> String? {
        guard text.utf8.count <= longest else { return nil }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if lower != byte, let last = bytes.last, isLetter(last), text.utf8.contains(where: isLetter) {
                bytes.append(UInt8(ascii: "_"))
            }
            bytes.append(isLetter(lower) || isDigit(lower) ? lower : UInt8(ascii: "_"))
        }
        let name = String(decoding: bytes.drop { !isLetter($0) }, as: UTF8.self)
        return name != text && isValid(name) ? name : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
