/// What a site's `robots.txt` lets a program fetch, by RFC 9309.
struct RobotsRules: Sendable {
    fileprivate struct Rule {
        var isAllowed: Bool
        /// The pattern's pieces between its `*`.
        var pieces: [[UInt8]]
        var isAnchored: Bool
        /// How exact it is: the longest pattern that matches decides.
        var length: Int
    }

    /// The most bytes that are read (RFC 9309, 2.5).
    static let mostBytes = 500 * 1_024
    /// The most rules that are kept, and the longest pattern; what is beyond is passed over.
    private static let mostRules = 2_000
    private static let longestPattern = 1_000

    private var rules: [Rule] = []

    /// Everything is allowed.
    static let everything = RobotsRules([], for: "")

    /// Reads the rules for a program.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - agent: The program's name in lower case.
    init(_ bytes: [UInt8], for agent: String) {
        var own: [Rule]?
        var common: [Rule] = []
        var isOwn = false
        var isCommon = false
        var isInNames = false
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        for line in bytes.prefix(Self.mostBytes).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard let (key, value) = Self.field(line) else { continue }
            if key == "user-agent" {
                if !isInNames { (isOwn, isCommon) = (false, false) }
                isInNames = true
                let name = String(decoding: value, as: UTF8.self).lowercased()
                if name == "*" { isCommon = true }
                if name == agent {
                    isOwn = true
                    own = own ?? []
                }
            } else if key == "allow" || key == "disallow" {
                isInNames = false
                guard let rule = Self.rule(value, isAllowed: key == "allow") else { continue }
                if isOwn, (own?.count ?? 0) < Self.mostRules { own?.append(rule) }
                if isCommon, common.count < Self.mostRules { common.append(rule) }
            }
        }
        rules = own ?? common
    }

    /// Whether a path, with its query, may be fetched; of the longest patterns that match an allowing one wins.
    func allow(_ path: String) -> Bool {
        let path = Array(path.utf8)
        var best: Rule?
        for rule in rules where rule.matches(path) {
            if let known = best, known.length > rule.length || known.length == rule.length && known.isAllowed {
                continue
            }
            best = rule
        }
        return best?.isAllowed ?? true
    }

    private static func field(_ line: ArraySlice<UInt8>) -> (key: String, value: ArraySlice<UInt8>)? {
        let text = line.prefix { $0 != UInt8(ascii: "#") }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let key = String(decoding: trimmed(text[..<colon]), as: UTF8.self).lowercased()
        return (key, trimmed(text[text.index(after: colon)...]))
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        return bytes
    }

    private static func rule(_ value: ArraySlice<UInt8>, isAllowed: Bool) -> Rule? {
        guard !value.isEmpty, value.count <= longestPattern else { return nil }
        let isAnchored = value.last == UInt8(ascii: "$")
        let pattern = isAnchored ? value.dropLast() : value
        let pieces = pattern.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
        return Rule(isAllowed: isAllowed, pieces: pieces, isAnchored: isAnchored, length: value.count)
    }
}

extension RobotsRules.Rule {
    /// Whether a path begins as the pattern says, or is as it says where the pattern is anchored.
    fileprivate func matches(_ path: [UInt8]) -> Bool {
        guard path.starts(with: pieces[0]) else { return false }
        var rest = path[pieces[0].count...]
        guard pieces.count > 1 else { return !isAnchored || rest.isEmpty }
        let last = pieces[pieces.count - 1]
        for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
            guard let found = rest.firstRange(of: piece) else { return false }
            rest = rest[found.upperBound...]
        }
        guard isAnchored else { return last.isEmpty || rest.firstRange(of: last) != nil }
        return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }
}
