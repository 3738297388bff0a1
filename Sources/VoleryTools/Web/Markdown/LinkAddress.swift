internal import VoleryHTTP

/// Makes the addresses of a page's links absolute, to be shown in its text.
///
/// They are for reading alone: what is fetched is read anew as a `WebURL`. Only `http` and `https` are links; what runs a
/// program or holds its own data is not.
struct LinkAddress {
    /// The longest address that is shown.
    static let longest = 2_048

    private let scheme: [UInt8]
    /// The scheme and the server.
    private let origin: [UInt8]
    private let path: [UInt8]
    /// The path up to its last `/`.
    private let folder: [UInt8]

    /// Addresses relative to a page, or to what the page names as its base.
    init(base: WebURL) {
        let text = Array(base.text.utf8)
        scheme = Array(base.scheme.utf8)
        let server = scheme.count + 3
        let end = text.dropFirst(server).firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? text.count
        origin = Array(text[..<end])
        path = Array(base.path.utf8)
        folder = Array(path[...(path.lastIndex(of: UInt8(ascii: "/")) ?? 0)])
    }

    /// The absolute address of a link, so written that it can stand in Markdown; `nil` for what is no link to a page.
    func absolute(_ reference: [UInt8]) -> [UInt8]? {
        let text = Self.cleaned(reference)
        guard let first = text.first, first != UInt8(ascii: "#"), text.count <= Self.longest else { return nil }
        if let colon = Self.schemeEnd(text) { return Self.escaped(whole(text, colon)) }
        if text.starts(with: Array("//".utf8)) { return Self.escaped(scheme + [UInt8(ascii: ":")] + text) }
        if first == UInt8(ascii: "?") { return Self.escaped(origin + path + text) }
        let end = text.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? text.count
        let written = first == UInt8(ascii: "/") ? Array(text[..<end]) : folder + text[..<end]
        return Self.escaped(origin + Self.withoutDots(written) + text[end...])
    }

    private func whole(_ text: [UInt8], _ colon: Int) -> [UInt8]? {
        let name = text[..<colon].map(\.lowercasedASCII)
        guard name == Array("http".utf8) || name == Array("https".utf8) else { return nil }
        guard text[colon...].starts(with: Array("://".utf8)) else { return nil }
        return name + text[colon...]
    }

    /// The reference without the white space and controls that browsers pass over.
    private static func cleaned(_ reference: [UInt8]) -> [UInt8] {
        guard let start = reference.firstIndex(where: { $0 > 0x20 }),
            let end = reference.lastIndex(where: { $0 > 0x20 })
        else { return [] }
        return reference[start...end].filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    }

    private static func schemeEnd(_ text: [UInt8]) -> Int? {
        guard text.first?.isASCIILetter ?? false else { return nil }
        let end = text.firstIndex { byte in
            !(byte.isASCIILetter || byte.isASCIIDigit
                || [UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte))
        }
        guard let end, text[end] == UInt8(ascii: ":") else { return nil }
        return end
    }

    /// A path with its `.` and `..` taken out (RFC 3986, section 5.2.4).
    private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
        guard path.contains(UInt8(ascii: ".")) else { return path }
        var kept: [ArraySlice<UInt8>] = []
        let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        for (index, part) in parts.enumerated() {
            let isUp = part.elementsEqual("..".utf8)
            if isUp { _ = kept.popLast() }
            if !isUp, !part.elementsEqual(".".utf8) {
                kept.append(part)
            } else if index == parts.count - 1 {
                kept.append([])
            }
        }
        return kept.flatMap { [UInt8(ascii: "/")] + $0 }
    }

    /// Percent-encodes what ends an address in Markdown, and what readers could not see in it.
    private static func escaped(_ address: [UInt8]?) -> [UInt8]? {
        guard let address, address.count <= 2 * longest else { return nil }
        let digits = Array("0123456789ABCDEF".utf8)
        return address.flatMap { byte -> [UInt8] in
            guard byte <= 0x20 || byte >= 0x7F || Array("()<>|`\"\\".utf8).contains(byte) else { return [byte] }
            return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
