import Testing
import VoleryCore

@Suite("JSON writing")
struct JSONWritingTests {
    private let value: JSONValue = ["b": [1, 1.0, []], "a": ["z": nil, "é": "x"], "c": [:]]

    @Test("compact text keeps order and types")
    func compact() {
        #expect(value.serialized() == #"{"b":[1,1.0,[]],"a":{"z":null,"é":"x"},"c":{}}"#)
        #expect("\(value)" == value.serialized())
    }

    @Test("canonical text orders keys by their bytes at every level")
    func canonical() {
        #expect(value.serialized(.canonical) == #"{"a":{"z":null,"é":"x"},"b":[1,1.0,[]],"c":{}}"#)
        let other: JSONValue = ["c": [:], "a": ["é": "x", "z": nil], "b": [1, 1.0, []]]
        #expect(other.serialized(.canonical) == value.serialized(.canonical))
    }

    @Test("pretty text is indented by two spaces")
    func pretty() {
        let expected = """
            {
              "b": [
                1,
                1.0,
                []
              ],
              "a": {
                "z": null,
                "é": "x"
              },
              "c": {}
            }
            """
        #expect(value.serialized(.pretty) == expected)
    }

    @Test("only what must be escaped is")
    func escapes() {
        let text = "\"\\/\u{8}\t\n\u{C}\r\u{0}\u{1F}\u{7F}\u{2028}😀"
        let expected = "\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\u{7F}\u{2028}😀\""
        #expect(JSONValue.string(text).serialized() == expected)
    }

    @Test(
        "numbers are written in the shortest form that reads back as the same value of the same type",
        arguments: [
            (JSONValue.int(0), "0"), (.int(-7), "-7"), (.int(.min), "-9223372036854775808"), (.double(1), "1.0"),
            (.double(0.1), "0.1"), (.double(-0.0), "-0.0"), (.double(1e20), "1e+20"),
            (.double(.leastNonzeroMagnitude), "5e-324"), (.double(1.0 / 3), "0.3333333333333333"),
            (.double(9_007_199_254_740_992), "9007199254740992.0"),
        ]
    )
    func numbers(value: JSONValue, text: String) throws {
        #expect(value.serialized() == text)
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test("a double that is not finite is written as null")
    func notFinite() {
        #expect(JSONValue.array([.double(.nan), .double(.infinity)]).serialized() == "[null,null]")
    }

    @Test("bytes are appended to what is there")
    func appending() {
        var bytes = Array("data: ".utf8)
        value.write(into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "data: " + value.serialized())
    }

    @Test(arguments: [("1", 0), ("[]", 1), ("{}", 1), ("[[1],[{}]]", 3), (#"{"a":{"b":[]},"c":"[[[["}"#, 3)])
    func `the depth of what was written is told`(json: String, depth: Int) throws {
        var bytes: [UInt8] = []
        #expect(try JSONValue(parsing: json).writeMeasuringDepth(into: &bytes) == depth)
        #expect(String(decoding: bytes, as: UTF8.self) == json)
    }
}
