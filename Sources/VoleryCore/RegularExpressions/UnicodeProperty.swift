/// The names of Unicode's properties in ECMA-262 and in RE2.
enum UnicodeProperty {
    /// RE2's name for what `\p{…}` of ECMA-262 names; nil if it doesn't know it.
    ///
    /// RE2 knows general categories by their short names and scripts by their long ones, and itself refuses a script
    /// that doesn't exist.
    static func name(inRE2 name: String) -> String? {
        let parts = name.split(separator: "=", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return category(name)
        case 2 where parts[0] == "General_Category" || parts[0] == "gc": return category(String(parts[1]))
        case 2 where parts[0] == "Script" || parts[0] == "sc": return script(String(parts[1]))
        default: return nil
        }
    }

    private static func category(_ name: String) -> String? {
        if name == "Any" || shortNames.contains(name) { return name }
        return longNames[name]
    }

    private static func script(_ name: String) -> String? {
        let isWord = name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isLetter($0) }
        return isWord && !name.isEmpty && !shortNames.contains(name) ? name : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    private static let shortNames = Set(longNames.values)

    private static let longNames = [
        "Other": "C", "Control": "Cc", "cntrl": "Cc", "Format": "Cf", "Private_Use": "Co", "Surrogate": "Cs",
        "Letter": "L", "Lowercase_Letter": "Ll", "Modifier_Letter": "Lm", "Other_Letter": "Lo",
        "Titlecase_Letter": "Lt", "Uppercase_Letter": "Lu", "Mark": "M", "Combining_Mark": "M", "Spacing_Mark": "Mc",
        "Enclosing_Mark": "Me", "Nonspacing_Mark": "Mn", "Number": "N", "Decimal_Number": "Nd", "digit": "Nd",
        "Letter_Number": "Nl", "Other_Number": "No", "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc",
        "Dash_Punctuation": "Pd", "Close_Punctuation": "Pe", "Final_Punctuation": "Pf", "Initial_Punctuation": "Pi",
        "Other_Punctuation": "Po", "Open_Punctuation": "Ps", "Symbol": "S", "Currency_Symbol": "Sc",
        "Modifier_Symbol": "Sk", "Math_Symbol": "Sm", "Other_Symbol": "So", "Separator": "Z", "Line_Separator": "Zl",
        "Paragraph_Separator": "Zp", "Space_Separator": "Zs",
    ]
}
