import Testing
import VoleryCore

@Suite("ECMAScript patterns")
struct ECMAScriptPatternTests {
    struct Example: Sendable, CustomStringConvertible {
        var pattern: String
        var matching: [String]
        var other: [String]
        var description: String { pattern }
    }

    static let examples: [Example] = [
        .init(pattern: #"^\d+$"#, matching: ["42"], other: ["४२", ""]),
        .init(pattern: #"^\w$"#, matching: ["a", "_"], other: ["é"]),
        .init(
            pattern: #"^\s$"#,
            matching: [" ", "\t", "\u{B}", "\u{A0}", "\u{FEFF}", "\u{2029}", "\u{3000}"],
            other: ["x"]
        ),
        .init(pattern: #"^[\S]$"#, matching: ["x", "é", "😀", "\u{1}"], other: [" ", "\u{A0}", "\u{FEFF}", "\n"]),
        .init(pattern: #"^[^\s\-]+$"#, matching: ["ab"], other: ["a b", "a-b"]),
        .init(pattern: #"^.$"#, matching: ["é", "😀"], other: ["\n", "\r", "\u{2028}"]),
        .init(pattern: "^abc$", matching: ["abc"], other: ["abc\n"]),
        .init(pattern: #"^\u0041\x42\u{1F600}\ud83d\ude00$"#, matching: ["AB😀😀"], other: []),
        .init(pattern: #"^\cC\cc\t\0$"#, matching: ["\u{3}\u{3}\t\0"], other: []),
        .init(pattern: #"^[\b]$"#, matching: ["\u{8}"], other: ["b"]),
        .init(pattern: #"\bcat\b"#, matching: ["a cat"], other: ["concat"]),
        .init(pattern: #"^\p{Letter}+\p{Lu}\p{Script=Greek}\P{L}$"#, matching: ["aÉAα1"], other: ["aÉAab"]),
        .init(pattern: #"^[\p{Nd}x]$"#, matching: ["४", "x"], other: ["y"]),
        .init(pattern: "^(?<year>[0-9]{4})-(?:1|2)$", matching: ["2024-1"], other: ["24-1"]),
        .init(pattern: "[^]", matching: ["\n"], other: [""]),
        .init(pattern: "[]", matching: [], other: ["", "a"]),
        .init(pattern: "^[[:a]+$", matching: ["[:a"], other: ["b"]),
        .init(pattern: #"^[\w-.]+$"#, matching: ["a-."], other: ["a+"]),
        .init(pattern: "^[-a-c-]$", matching: ["-", "b"], other: ["d"]),
        .init(pattern: "^{a}]{x$", matching: ["{a}]{x"], other: ["a"]),
        .init(pattern: ##"^\@\_\#\/\-$"##, matching: ["@_#/-"], other: []),
        .init(pattern: "^🐲*$", matching: ["", "🐲🐲"], other: ["x"]),
        .init(
            pattern: "^[a-z]{1,4096}$",
            matching: [String(repeating: "a", count: 4096)],
            other: ["", String(repeating: "a", count: 4097)]
        ),
        .init(
            pattern: #"^([a-z]{1,63}\.){2,50}$"#,
            matching: ["a.b.", String(repeating: "abc.", count: 50)],
            other: ["a.", String(repeating: "a.", count: 51)]
        ),
        .init(
            pattern: "^a{1001,}$",
            matching: [String(repeating: "a", count: 2500)],
            other: [String(repeating: "a", count: 1000)]
        ),
        .init(pattern: "^(?i)abc", matching: ["ABC"], other: ["x"]),
    ]

    @Test("mean what ECMA-262 says", arguments: examples)
    func meaning(example: Example) throws {
        let pattern = try RegularExpression(ecmaScript: example.pattern)
        for text in example.matching { #expect(pattern.matches(text), "\(text) should match") }
        for text in example.other { #expect(!pattern.matches(text), "\(text) shouldn't match") }
        #expect(pattern.pattern == example.pattern)
    }

    @Test(
        "are refused where they break the grammar or can't be matched in linear time",
        arguments: [
            #"\a"#, #"\Z"#, #"\A"#, #"\Qx\E"#, #"(a)\1"#, #"\k<x>"#, "a(?=b)", "a(?!b)", "(?<=a)b", "(?<!a)b", "(", ")",
            "(?<>a)", "(?<a", "[", "[a-", #"[\"#, "[z-a]", #"\"#, #"\u12"#, #"\ud83d"#, #"\u{110000}"#, #"\x1"#,
            #"\p{Foo}"#, #"\p{Script=Foo}"#, #"\pL"#, #"\p{"#, "a{2,1}", "a{99999999999999999999}",
            "((a{999}){999}){999}",
            "*", "a**", #"\c1"#, "(?P<a>b)|(?P>a)",
        ]
    )
    func refused(pattern: String) {
        #expect(throws: RegularExpressionError.self) { try RegularExpression(ecmaScript: pattern) }
    }

    @Test("a fault names its place in the pattern as it was written")
    func place() throws {
        let error = try #require(throws: RegularExpressionError.self) {
            try RegularExpression(ecmaScript: #"é\s(?!x)"#)
        }
        #expect("\(error)" == "look-around can't be matched in linear time (byte 4 of the pattern)")
    }
}
