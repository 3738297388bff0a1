/// Text made safe and measurable for a terminal: nothing in it can move the cursor, hide or reorder what is shown.
///
/// Control characters, format characters (bidirectional controls, zero-width and tag characters), line and paragraph
/// separators and unassigned code points come out as visible escapes such as `\x1b` or `\u{202e}`.
package enum TerminalText {
    /// Text with everything that could drive a terminal escaped, line feeds and tabs as well.
    package static func escaped(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
        var result = ""
        for scalar in text.unicodeScalars {
            if let escape = escape(scalar) { result += escape } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    /// Escaped text of at most so many columns, with `…` for what is left out.
    package static func escaped(_ text: some StringProtocol, columns limit: Int) -> String {
        var result = ""
        var columns = 0
        for scalar in text.unicodeScalars {
            let shown = escape(scalar) ?? String(scalar)
            let width = self.width(of: scalar)
            if columns + width > limit { return result + "…" }
            result += shown
            columns += width
        }
        return result
    }

    /// How a character is written that a terminal must not see, or `nil` for all others.
    package static func escape(_ scalar: Unicode.Scalar) -> String? {
        if scalar.value >= 0x20, scalar.value < 0x7F { return nil }
        switch scalar {
        case "\n": return "\\n"
        case "\t": return "\\t"
        case "\r": return "\\r"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control: return "\\x" + hexadecimal(scalar.value, digits: 2)
        case .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate, .privateUse:
            return "\\u{" + hexadecimal(scalar.value, digits: 1) + "}"
        default: return nil
        }
    }

    /// How many columns a character takes when it's shown as ``escaped(_:)`` shows it: 0, 1, 2 or its escape's length.
    package static func width(of scalar: Unicode.Scalar) -> Int {
        if scalar.value >= 0x20, scalar.value < 0x7F { return 1 }
        if let escape = escape(scalar) { return escape.utf8.count }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return isWide(scalar) ? 2 : 1
        }
    }

    /// Whether terminals show a character two columns wide (East Asian Width W and F, and emoji).
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x1100: false
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C: true
        case 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6: true
        case 0x20000...0x3FFFD: true
        default: scalar.properties.isEmojiPresentation
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
