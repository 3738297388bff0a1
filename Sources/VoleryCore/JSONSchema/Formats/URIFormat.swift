/// URIs (RFC 3986), and IRIs (RFC 3987), which take most characters of other scripts too.
struct URIFormat {
    let isInternational: Bool

    func isURI(_ text: String) -> Bool {
        let parts = URIReference(text)
        guard parts.scheme != nil else { return false }
        return isValid(parts)
    }

    func isReference(_ text: String) -> Bool {
        let parts = URIReference(text)
        guard isValid(parts) else { return false }
        guard parts.scheme == nil, parts.authority == nil else { return true }
        // Without a scheme a colon in the first segment would look like one.
        return !parts.path.prefix { $0 != "/" }.contains(":")
    }

    private func isValid(_ parts: URIReference) -> Bool {
        if let authority = parts.authority {
            guard isAuthority(authority), parts.path.isEmpty || parts.path.hasPrefix("/") else { return false }
        }
        return consists(of: ":@/", parts.path)
            && consists(of: ":@/?", parts.query ?? "", takesPrivateUse: true)
            && consists(of: ":@/?", parts.fragment ?? "")
    }

    private func isAuthority(_ text: String) -> Bool {
        var host = Substring(text)
        if let at = host.lastIndex(of: "@") {
            guard consists(of: ":", String(host[..<at])) else { return false }
            host = host[host.index(after: at)...]
        }
        guard host.hasPrefix("[") else { return isNameAndPort(host) }
        guard let close = host.firstIndex(of: "]") else { return false }
        let literal = host[host.index(after: host.startIndex)..<close]
        let port = host[host.index(after: close)...]
        return (AddressFormats.isIPv6(literal.utf8) || isFutureAddress(literal))
            && (port.isEmpty || (port.hasPrefix(":") && port.utf8.dropFirst().allSatisfy(\.isDigit)))
    }

    private func isNameAndPort(_ text: Substring) -> Bool {
        let colon = text.firstIndex(of: ":") ?? text.endIndex
        return consists(of: "", String(text[..<colon])) && text[colon...].utf8.dropFirst().allSatisfy(\.isDigit)
    }

    /// An address of a version to come: `v1.anything`.
    private func isFutureAddress(_ text: Substring) -> Bool {
        guard text.hasPrefix("v") || text.hasPrefix("V"), let dot = text.firstIndex(of: ".") else { return false }
        let version = text[..<dot].utf8.dropFirst()
        let address = text[text.index(after: dot)...]
        return !version.isEmpty && version.allSatisfy(\.isHexDigit) && !address.isEmpty
            && !address.contains("%") && consists(of: ":", String(address))
    }

    /// Whether text has only unreserved characters, sub-delimiters, percent-encoded bytes and some others.
    private func consists(of others: String, _ text: String, takesPrivateUse: Bool = false) -> Bool {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "%" {
                let digits = rest.prefix(2)
                guard digits.count == 2, digits.allSatisfy(\.properties.isASCIIHexDigit) else { return false }
                rest = rest.dropFirst(2)
            } else if scalar.isASCII {
                let byte = UInt8(scalar.value)
                let isKnown = byte.isLetter || byte.isDigit || "-._~!$&'()*+,;=".utf8.contains(byte)
                guard isKnown || others.utf8.contains(byte) else { return false }
            } else {
                guard isInternational, Self.isInternational(scalar, takesPrivateUse: takesPrivateUse) else {
                    return false
                }
            }
        }
        return true
    }

    private static func isInternational(_ scalar: Unicode.Scalar, takesPrivateUse: Bool) -> Bool {
        switch scalar.value {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x10000...0xEFFFF: scalar.value & 0xFFFF < 0xFFFE && !(0xE0000...0xE0FFF ~= scalar.value)
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: takesPrivateUse
        default: false
        }
    }
}
