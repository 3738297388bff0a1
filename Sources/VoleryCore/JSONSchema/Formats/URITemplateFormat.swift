/// Templates of URIs (RFC 6570).
enum URITemplateFormat {
    static func matches(_ text: String) -> Bool {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "{" {
                guard let end = rest.firstIndex(of: "}"), isExpression(String(rest[..<end])) else { return false }
                rest = rest[rest.index(after: end)...]
            } else if scalar == "%" {
                guard rest.prefix(2).count == 2, rest.prefix(2).allSatisfy(\.properties.isASCIIHexDigit) else {
                    return false
                }
                rest = rest.dropFirst(2)
            } else if !isLiteral(scalar) {
                return false
            }
        }
        return true
    }

    private static func isLiteral(_ scalar: Unicode.Scalar) -> Bool {
        let isControl = scalar.value <= 0x20 || 0x7F...0x9F ~= scalar.value
        return !isControl && !"\"'<>\\^`|}".unicodeScalars.contains(scalar)
    }

    private static func isExpression(_ text: String) -> Bool {
        let operators = "+#./;?&=,!@|".utf8
        let names = text.utf8.first.map(operators.contains) == true ? text.utf8.dropFirst() : text.utf8[...]
        return names.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy(isVariable)
    }

    /// A name, with `*` or a length of up to four digits behind it.
    private static func isVariable(_ text: Substring.UTF8View) -> Bool {
        var name = text
        if name.last == UInt8(ascii: "*") {
            name = name.dropLast()
        } else if let colon = name.firstIndex(of: UInt8(ascii: ":")) {
            let length = name[name.index(after: colon)...]
            guard 1...4 ~= length.count, length.allSatisfy(\.isDigit), length.first != UInt8(ascii: "0") else {
                return false
            }
            name = name[..<colon]
        }
        return name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isNamePart)
    }

    private static func isNamePart(_ text: Substring.UTF8View) -> Bool {
        var rest = text
        guard !rest.isEmpty else { return false }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.prefix(2).count == 2, rest.prefix(2).allSatisfy(\.isHexDigit) else { return false }
                rest = rest.dropFirst(2)
            } else {
                guard byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") else { return false }
            }
        }
        return true
    }
}
