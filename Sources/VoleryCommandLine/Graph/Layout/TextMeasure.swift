internal import VoleryCore

/// How wide a text is, about: which font a viewer has is not known, so it is reckoned with a wide one.
enum TextMeasure {
    /// The width of a line in pixels.
    static func width(of text: String, _ style: BoxMeasure.Line.Style) -> Double {
        let letters = text.unicodeScalars.reduce(0) { $0 + width(of: $1, isFixed: style == .code) }
        return letters * style.size.letters * (style == .title ? 1.08 : 1)
    }

    /// The width of a letter for its size.
    private static func width(of scalar: Unicode.Scalar, isFixed: Bool) -> Double {
        let columns = Double(TerminalText.width(of: scalar))
        guard !isFixed, scalar.isASCII else { return columns * 0.62 }
        switch scalar {
        case "i", "j", "l", "t", "f", "r", " ", ".", ",", ":", ";", "'", "|", "!", "(", ")", "[", "]", "/": return 0.41
        case "m", "w", "M", "W", "@", "%": return 0.98
        case "A"..."Z", "_": return 0.72
        default: return 0.63
        }
    }
}
