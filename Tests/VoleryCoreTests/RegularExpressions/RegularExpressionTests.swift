import Testing
import VoleryCore

@Suite("Regular expressions")
struct RegularExpressionTests {
    @Test("a match and its groups are ranges of bytes")
    func groups() throws {
        let pattern = try RegularExpression(#"(?P<day>\d+)\.(\d+)\.(\d+)?"#)
        let match = try #require(pattern.firstMatch(in: "é 24.12. x"))
        #expect(match.range == 3..<9)
        #expect(match.groups == [3..<5, 6..<8, nil])
        #expect(pattern.groupCount == 3)
        #expect(pattern.groupNames == ["day", nil, nil])
    }

    @Test("a group that matched nothing is empty, one that took no part is absent, also in an empty text")
    func emptyGroups() throws {
        let match = try #require(try RegularExpression("(a*)(b)?").firstMatch(in: ""))
        #expect(match.range == 0..<0)
        #expect(match.groups == [0..<0, nil])
        #expect(try RegularExpression("^$").matches(UnsafeBufferPointer(start: nil, count: 0)))
    }

    @Test("all matches are found, empty ones once at each character")
    func allMatches() throws {
        func ranges(_ pattern: String, _ text: String) throws -> [Range<Int>] {
            try RegularExpression(pattern).allMatches(in: text).map(\.range)
        }
        #expect(try ranges("a+", "aa b aaa") == [0..<2, 5..<8])
        #expect(try ranges("x*", "xxé") == [0..<2, 2..<2, 4..<4])
        #expect(try ranges("", "é") == [0..<0, 2..<2])
        #expect(try ranges("^a", "aaa") == [0..<1])
        #expect(try RegularExpression("a").allMatches(in: "aaaa", limit: 2).count == 2)
        #expect(try RegularExpression("a").allMatches(in: "aaaa", limit: 0).isEmpty)
    }

    @Test("a search may begin inside the text, which still counts for what looks back")
    func offset() throws {
        #expect(try RegularExpression("a").firstMatch(in: "aba", from: 1)?.range == 2..<3)
        #expect(try RegularExpression(#"\ba"#).firstMatch(in: "ba", from: 1) == nil)
        #expect(try RegularExpression("a").firstMatch(in: "a", from: 2) == nil)
        #expect(try RegularExpression("a").firstMatch(in: "a", from: -1) == nil)
    }

    @Test("options change how a pattern is read")
    func options() throws {
        #expect(try RegularExpression("É", options: .init(ignoresCase: true)).matches("é"))
        #expect(try !RegularExpression("a.b").matches("a\nb"))
        #expect(try RegularExpression("a.b", options: .init(dotMatchesLineBreaks: true)).matches("a\nb"))
        #expect(try !RegularExpression("^b$").matches("a\nb\nc"))
        #expect(try RegularExpression("^b$", options: .init(anchorsMatchLines: true)).matches("a\nb\nc"))
    }

    @Test("bytes that are no UTF-8 match nothing")
    func invalidBytes() throws {
        let bytes: [UInt8] = [0x61, 0xFF, 0x62]
        let matches = try bytes.withUnsafeBufferPointer { bytes in
            (try RegularExpression("a.b").matches(bytes), try RegularExpression("b").matches(bytes))
        }
        #expect(matches == (false, true))
    }

    @Test(
        "a faulty pattern is explained with the place",
        arguments: [
            ("a(b", "`(` has no closing `)`", 1), ("a)b", "`)` closes no group", 1),
            ("é[a", "`[` has no closing `]`", 2),
            ("a**", "`**` is no valid repetition", 1), ("*a", "`*` has nothing to repeat", 0),
            ("x[z-a]", "`z-a` is no valid character class or range", 2),
            (#"(a)\1"#, #"`\1` is a back-reference, which can't be matched in linear time"#, 3),
            ("a(?=b)", "`(?=` looks around, which can't be matched in linear time", 1),
            (#"a\y"#, #"`\y` is no known escape"#, 1), ("ab\\", "the pattern ends with a single backslash", 2),
            ("[(](", "`(` has no closing `)`", 3), (#"\(()\))"#, "`)` closes no group", 6),
        ]
    )
    func faults(pattern: String, message: String, offset: Int) throws {
        let error = try #require(throws: RegularExpressionError.self) { try RegularExpression(pattern) }
        #expect(error.message == message)
        #expect(error.offset == offset)
    }

    @Test("a pattern that needs too much memory is refused")
    func memory() throws {
        for pattern in [#"((\pL{1,100}){1,10}){1,1}"#, String(repeating: #"[^\pL\pN]{500}"#, count: 200)] {
            let error = try #require(throws: RegularExpressionError.self) {
                try RegularExpression(pattern, options: .init(maxMemory: 1 << 16))
            }
            #expect(error.message == "the pattern needs too much memory")
        }
        let long = String(repeating: "a", count: RegularExpression.maxPatternBytes + 1)
        #expect(throws: RegularExpressionError.self) { try RegularExpression(long) }
        #expect(throws: RegularExpressionError.self) { try RegularExpression(ecmaScript: long) }
    }

    @Test("patterns that take exponential time elsewhere are matched in linear time")
    func linear() throws {
        let text = String(repeating: "a", count: 1_000_000) + "b"
        #expect(try !RegularExpression("^(a+)+$").matches(text))
        #expect(try !RegularExpression("^(a|aa)+$").matches(text))
        #expect(try !RegularExpression("^(a?){50}a{50}$").matches(text))
    }

    @Test("deep nesting is refused rather than exhausting the stack")
    func depth() {
        let nested = String(repeating: "(a|", count: 15_000) + String(repeating: ")*", count: 15_000)
        #expect((try? RegularExpression(nested)) == nil)
        #expect((try? RegularExpression(ecmaScript: nested)) == nil)
    }

    @Test("one pattern may be used by many tasks at once")
    func concurrency() async throws {
        let pattern = try RegularExpression(#"(\w+)@(\w+)"#)
        let found = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask { pattern.firstMatch(in: "- me\(number)@home -")?.groups.count == 2 }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(found == 200)
    }
}
