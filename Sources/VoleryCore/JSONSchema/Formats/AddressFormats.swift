/// Addresses of the Internet Protocol in their text forms (RFC 3986, section 3.2.2, and RFC 4291).
enum AddressFormats {
    static func isIPv4(_ text: Substring.UTF8View) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 4, omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy(isOctet)
    }

    private static func isOctet(_ part: Substring.UTF8View) -> Bool {
        guard 1...3 ~= part.count, part.allSatisfy(\.isDigit) else { return false }
        let number = part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return number <= 255 && (part.count == 1 || part.first != UInt8(ascii: "0"))
    }

    static func isIPv6(_ text: Substring.UTF8View) -> Bool {
        guard text.count <= 45 else { return false }
        let halves = String(Substring(text)).components(separatedBy: "::")
        switch halves.count {
        case 1: return groups(halves[0], mayEndInIPv4: true) == 8
        case 2:
            guard let first = halves[0].isEmpty ? 0 : groups(halves[0], mayEndInIPv4: false),
                let second = halves[1].isEmpty ? 0 : groups(halves[1], mayEndInIPv4: true)
            else { return false }
            return first + second <= 7
        default: return false
        }
    }

    /// The number of 16-bit groups, or nil if one is malformed.
    private static func groups(_ text: String, mayEndInIPv4: Bool) -> Int? {
        var parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var count = 0
        if mayEndInIPv4, let last = parts.last, isIPv4(last) {
            parts.removeLast()
            count = 2
        }
        guard parts.allSatisfy({ 1...4 ~= $0.count && $0.allSatisfy(\.isHexDigit) }) else { return nil }
        return count + parts.count
    }
}

extension String {
    /// The parts between a separator.
    fileprivate func components(separatedBy separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
