/// A regular expression whose matching takes time linear in the text, whatever the pattern (RE2).
///
/// The syntax is that of RE2 (https://github.com/google/re2/wiki/Syntax): Perl's without look-around and
/// back-references, which can't be matched in linear time. Text is UTF-8, positions are offsets in bytes.
public struct RegularExpression: Sendable {
    /// How a pattern is read and how much it may take.
    public struct Options: Sendable, Hashable {
        /// Whether upper and lower case match each other.
        public var ignoresCase: Bool
        /// Whether `.` matches line breaks too.
        public var dotMatchesLineBreaks: Bool
        /// Whether `^` and `$` match at the start and end of each line rather than of the text.
        public var anchorsMatchLines: Bool
        /// The most memory in bytes that the compiled pattern and its caches may take; 8 MiB unless set.
        ///
        /// A pattern that needs more is refused.
        public var maxMemory: Int

        /// Options; a pattern is read as it is unless said otherwise.
        public init(
            ignoresCase: Bool = false,
            dotMatchesLineBreaks: Bool = false,
            anchorsMatchLines: Bool = false,
            maxMemory: Int = 8 << 20
        ) {
            self.ignoresCase = ignoresCase
            self.dotMatchesLineBreaks = dotMatchesLineBreaks
            self.anchorsMatchLines = anchorsMatchLines
            self.maxMemory = maxMemory
        }
    }

    /// The longest pattern in bytes.
    public static let maxPatternBytes = 65_536

    /// The pattern as it was given.
    public let pattern: String
    private let compiled: CompiledPattern

    /// Compiles a pattern.
    ///
    /// - Parameters:
    ///   - pattern: The pattern in RE2's syntax, at most `maxPatternBytes` long.
    ///   - options: How to read it.
    /// - Throws: `RegularExpressionError` if the pattern is faulty or needs too much memory.
    public init(_ pattern: String, options: Options = Options()) throws(RegularExpressionError) {
        try self.init(source: pattern, translation: pattern, options: options)
    }

    /// Compiles what a pattern of another syntax was translated to.
    init(source: String, translation: String, options: Options) throws(RegularExpressionError) {
        do {
            compiled = try CompiledPattern(translation, options: options)
        } catch {
            guard source != translation else { throw error }
            throw RegularExpressionError(error.message, kind: error.kind, in: source)
        }
        pattern = source
    }

    /// The number of instructions that the pattern was compiled to: a match takes at most time that grows with this times
    /// the text's length.
    package var programSize: Int { compiled.programSize }

    /// The number of groups in the pattern.
    public var groupCount: Int { compiled.groupCount }

    /// The names of the groups in their order; `nil` for one without a name.
    public var groupNames: [String?] { compiled.groupNames }
}

extension RegularExpression {
    /// Where a match and its groups lie, as offsets in bytes.
    public struct Match: Sendable, Hashable {
        /// The whole match.
        public var range: Range<Int>
        /// The groups in their order; `nil` for one that took no part.
        public var groups: [Range<Int>?]
    }

    /// Whether the pattern matches anywhere in a text.
    public func matches(_ text: String) -> Bool {
        Self.withBytes(of: text) { matches($0) }
    }

    /// Whether the pattern matches anywhere in some bytes.
    public func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        compiled.find(in: bytes, from: 0, groups: nil) != nil
    }

    /// Finds the leftmost match.
    ///
    /// - Parameters:
    ///   - text: The text to search.
    ///   - offset: Where in the text to begin, in bytes; what comes before still counts for `^` and `\b`.
    /// - Returns: The match, `nil` if there is none.
    public func firstMatch(in text: String, from offset: Int = 0) -> Match? {
        Self.withBytes(of: text) { firstMatch(in: $0, from: offset) }
    }

    /// Finds the leftmost match.
    ///
    /// - Parameters:
    ///   - bytes: The text to search; a byte that is no UTF-8 matches nothing, not even `.`.
    ///   - offset: Where in the text to begin, in bytes; what comes before still counts for `^` and `\b`.
    /// - Returns: The match, `nil` if there is none.
    public func firstMatch(in bytes: UnsafeBufferPointer<UInt8>, from offset: Int = 0) -> Match? {
        compiled.find(in: bytes, from: offset, groups: compiled.groupCount)
    }

    /// Finds all matches that don't overlap, from left to right.
    ///
    /// - Parameters:
    ///   - text: The text to search.
    ///   - limit: The most matches to return. Each is found in linear time; all of them can take longer.
    /// - Returns: The matches.
    public func allMatches(in text: String, limit: Int = .max) -> [Match] {
        var matches: [Match] = []
        guard limit > 0 else { return matches }
        Self.withBytes(of: text) { bytes in
            forEachMatch(in: bytes) { match in
                matches.append(match)
                return matches.count < limit
            }
        }
        return matches
    }

    /// Visits all matches that don't overlap, from left to right.
    ///
    /// - Parameters:
    ///   - bytes: The text to search.
    ///   - visit: Gets each match and says whether to go on.
    public func forEachMatch(in bytes: UnsafeBufferPointer<UInt8>, _ visit: (Match) throws -> Bool) rethrows {
        var offset = 0
        while offset <= bytes.count, let match = firstMatch(in: bytes, from: offset) {
            guard try visit(match) else { return }
            let end = match.range.upperBound
            offset = match.range.isEmpty ? Self.nextCharacter(after: end, in: bytes) : end
        }
    }

    private static func nextCharacter(after offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var next = offset + 1
        while next < bytes.count, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    private static func withBytes<Result>(of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        text.utf8.withContiguousStorageIfAvailable(body) ?? Array(text.utf8).withUnsafeBufferPointer(body)
    }
}
