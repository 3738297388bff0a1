/// Addresses of mailboxes (RFC 5321, section 4.1.2, and RFC 6531 for those in other scripts).
enum EmailFormat {
    static func matches(_ text: String, isInternational: Bool) -> Bool {
        guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let local = text.utf8[..<at]
        let domain = text.utf8[text.utf8.index(after: at)...]
        return 1...64 ~= local.count && (isInternational || text.utf8.allSatisfy { $0 < 0x80 })
            && (isQuoted(local) || isDotAtom(local)) && isDomain(domain)
    }

    private static func isDotAtom(_ text: Substring.UTF8View) -> Bool {
        text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomByte) }
    }

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte >= 0x80 || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isQuoted(_ text: Substring.UTF8View) -> Bool {
        guard text.count >= 2, text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"") else { return false }
        var isEscaped = false
        for byte in text.dropFirst().dropLast() {
            guard byte >= 0x20, byte != 0x7F, isEscaped || byte != UInt8(ascii: "\"") else { return false }
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        }
        return !isEscaped
    }

    private static func isDomain(_ text: Substring.UTF8View) -> Bool {
        guard text.first == UInt8(ascii: "[") else {
            return text.count <= 255
                && text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
        }
        guard text.last == UInt8(ascii: "]") else { return false }
        let literal = text.dropFirst().dropLast()
        let prefix = "IPv6:".utf8
        return literal.starts(with: prefix)
            ? AddressFormats.isIPv6(literal.dropFirst(prefix.count))
            : AddressFormats.isIPv4(literal)
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return !label.isEmpty && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == hyphen || $0 >= 0x80 }
    }
}
