import Testing
import VoleryCore

@Suite("JSON parsing")
struct JSONParsingTests {
    private func error(
        _ text: String,
        _ options: JSONValue.ParsingOptions = .strict
    ) throws -> JSONParseError {
        try #require(throws: JSONParseError.self) { try JSONValue(parsing: text, options: options) }
    }

    @Test("keeps the order of members, the type of numbers and every scalar of text")
    func keeps() throws {
        let text = #" {"b": [1, 1.0, -0, 1e2], "a": {"é😀": "\ud83d\ude00\u0000\/"}, "n": null} "#
        let value = try JSONValue(parsing: text)
        #expect(
            value == [
                "b": [1, 1.0, 0, 100.0],
                "a": ["é😀": "😀\u{0}/"],
                "n": nil,
            ]
        )
        #expect(value.objectValue?.keys == ["b", "a", "n"])
    }

    @Test("integers are exact up to both ends of 64 bits")
    func exactIntegers() throws {
        let value = try JSONValue(parsing: "[9223372036854775807, -9223372036854775808, 9007199254740993]")
        #expect(value == [.int(.max), .int(.min), 9_007_199_254_740_993])
    }

    @Test("an integer beyond 64 bits is refused, or rounded where that is asked for")
    func largeIntegers() throws {
        for text in ["9223372036854775808", "-9223372036854775809", "18446744073709551616"] {
            #expect(try error(text).kind == .numberRange)
            #expect(try JSONValue(parsing: text, options: .lenient) == .double(try #require(Double(text))))
        }
        #expect(try error("1" + String(repeating: "0", count: 400), .lenient).kind == .numberRange)
    }

    @Test(
        "doubles are the nearest ones",
        arguments: [
            "0.1", "1.5", "-2.5e-3", "123456789.123456789", "1e22", "1e23", "4.35", "9007199254740993.0",
            "2.2250738585072014e-308", "5e-324", "1.7976931348623157e308", "0.30000000000000004", "-0.0", "1E+2",
            "8.988465674311579e+307", "179769313486231570e291", "12345678901234567890.5", "0e999999999999",
        ]
    )
    func nearestDoubles(text: String) throws {
        let expected = try #require(Double(text))
        #expect(try JSONValue(parsing: text) == .double(expected))
        #expect(try JSONValue(parsing: text).doubleValue?.sign == expected.sign)
    }

    @Test("a number too large for a double is refused, one too small is zero")
    func doubleRange() throws {
        #expect(try error("[1, 1e400]").kind == .numberRange)
        #expect(try error("-1e99999999999999999999").kind == .numberRange)
        #expect(try JSONValue(parsing: "1e-99999999999999999999") == .double(0))
    }

    @Test(
        "faults are told apart",
        arguments: [
            ("", JSONParseError.Kind.empty, 0), (" \n ", .empty, 3), ("{} x", .trailingData, 3), ("[1,]", .syntax, 2),
            (#"{"a":1,"a":2}"#, .duplicateKey, 7), (#"{"path":1,"p\u0061th":2}"#, .duplicateKey, 10),
            (#"["\ud83d"]"#, .encoding, 2), (#"["\ude00"]"#, .encoding, 2), (#"["\ud83dx"]"#, .encoding, 2),
            (#"["\ud83d\u0041"]"#, .encoding, 2), ("\u{FEFF}{}", .encoding, 0), ("[01]", .syntax, 1),
            ("[+1]", .syntax, 1), ("[NaN]", .syntax, 1), ("[True]", .syntax, 1), ("[1.]", .syntax, 3),
            ("[\"a\nb\"]", .syntax, 3), (#"["abc"#, .syntax, 1), (#"["\x"]"#, .syntax, 3),
            (#"["\u12G4"]"#, .syntax, 2), ("{'a':1}", .syntax, 1), (#"{"a" 1}"#, .syntax, 5), ("[1 2]", .syntax, 3),
            (#"{"a":1 /* x */}"#, .syntax, 7), ("```json", .syntax, 0), ("[", .syntax, 1), (#"{"a":"#, .syntax, 5),
            ("tru", .syntax, 0), ("-", .syntax, 1),
        ]
    )
    func kinds(text: String, kind: JSONParseError.Kind, offset: Int) throws {
        let error = try error(text)
        #expect(error.kind == kind)
        #expect(error.offset == offset)
    }

    @Test("bytes that are no UTF-8 are refused wherever they stand", arguments: [[0x22], [0x22, 0x5C, 0x6E], []])
    func invalidUTF8(before: [UInt8]) throws {
        for bad: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0xBF, 0xBF, 0xBF], [0xE2, 0x82]] {
            let error = try #require(throws: JSONParseError.self) { try JSONValue(parsing: before + bad + [0x22]) }
            #expect(error.kind == .encoding)
            #expect(error.offset == before.count)
        }
    }

    @Test("a position counts lines and Unicode scalars")
    func positions() throws {
        let error = try error("{\n  \"é\": oops\n}")
        #expect((error.line, error.column, error.offset) == (2, 8, 10))
        #expect("\(error)" == "expected a value, found `o` (line 2, column 8, byte 10)")
    }

    @Test("a duplicate key is named, and kept last at its first place where that is asked for")
    func duplicates() throws {
        #expect(try error(#"{"a": {"x": 1, "x": 2}}"#).message == #"the object has the key "x" twice"#)
        let value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#, options: .lenient)
        #expect(value.serialized() == #"{"a":3,"b":2}"#)
    }

    @Test("nesting is bounded by the options, and always by the limit of the parser")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try JSONValue(parsing: nested(64), options: .init(maxDepth: 64)) }
        #expect(try error(nested(65), .init(maxDepth: 64)).kind == .depthLimit)
        #expect(throws: Never.self) { try JSONValue(parsing: nested(512), options: .init(maxDepth: .max)) }
        #expect(try error(nested(100_000), .init(maxDepth: .max)).kind == .depthLimit)
        #expect(try error(String(repeating: #"{"a":"#, count: 100_000), .init(maxDepth: .max)).kind == .depthLimit)
        #expect(try error("[1]", .init(maxDepth: 0)).kind == .depthLimit)
        #expect(try JSONValue(parsing: "1", options: .init(maxDepth: -1)) == 1)
    }

    @Test("a text over the size limit is refused before it's read")
    func size() throws {
        #expect(try error("[1, 2]", .init(maxBytes: 5)).kind == .sizeLimit)
        #expect(try JSONValue(parsing: "[1,2]", options: .init(maxBytes: 5)) == [1, 2])
    }

    @Test("strings of every length around the word size are read whole")
    func lengths() throws {
        for length in 0..<40 {
            let text = String(repeating: "x", count: length)
            #expect(try JSONValue(parsing: "\"\(text)\"") == .string(text))
            #expect(try JSONValue(parsing: "\"\(text)\\n\(text)é\"") == .string("\(text)\n\(text)é"))
        }
    }

    @Test("an object of 200,000 members is read, and each is found")
    func largeObject() throws {
        let text = "{" + (0..<200_000).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}"
        let value = try JSONValue(parsing: text)
        #expect(value["k0"] == 0)
        #expect(value["k123456"] == 123_456)
        #expect(value["k200000"] == nil)
        #expect(try error(text.dropLast() + #","k77":0}"#).kind == .duplicateKey)
    }

    @Test("a number of a million digits takes no more than linear time")
    func longNumber() throws {
        let digits = String(repeating: "7", count: 1_000_000)
        #expect(try error(digits).kind == .numberRange)
        #expect(try JSONValue(parsing: "0." + digits).doubleValue.map { abs($0 - 7.0 / 9) < 1e-15 } == true)
    }

    @Test("every prefix and every changed byte of a text either parses or is refused")
    func mutations() throws {
        let text = Array(#"{"a":[1,-2.5e+3,"é\u00e9\ud83d\ude00"],"b":{"c":null,"d":true}}"#.utf8)
        for end in 0..<text.count {
            #expect(throws: JSONParseError.self) { try JSONValue(parsing: text[..<end]) }
        }
        for position in text.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = text
                changed[position] = byte
                guard let value = try? JSONValue(parsing: changed) else { continue }
                #expect(try JSONValue(parsing: value.serialized()) == value)
            }
        }
    }
}
