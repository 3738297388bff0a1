import Testing
import VoleryCore
import VoleryYAML

@Suite("Scalars by the core schema")
struct ScalarTests {
    @Test(
        "integers",
        arguments: [
            ("0", 0), ("012", 12), ("-12", -12), ("+7", 7), ("-0", 0), ("0o14", 12), ("0x1F", 31), ("0xff", 255),
            ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("000000000000000000000000012", 12),
        ]
    )
    func integers(text: String, value: Int) {
        #expect(YAMLScalar(text).value == .integer(value))
    }

    @Test(
        "floats",
        arguments: [
            ("1.0", 1), ("1.", 1), (".5", 0.5), ("-.5", -0.5), ("1e3", 1000), ("1E-2", 0.01), ("+1.5e+1", 15),
            (".inf", Double.infinity), ("+.INF", .infinity), ("-.Inf", -.infinity), ("1e999", .infinity), ("3.10", 3.1),
        ]
    )
    func floats(text: String, value: Double) {
        #expect(YAMLScalar(text).value == .float(value))
    }

    @Test("not-a-number", arguments: [".nan", ".NaN", ".NAN"])
    func notANumber(text: String) throws {
        guard case .float(let double) = YAMLScalar(text).value else {
            Issue.record("\(text) is no float")
            return
        }
        #expect(double.isNaN)
    }

    @Test("null and booleans")
    func words() {
        for text in ["", "~", "null", "Null", "NULL"] { #expect(YAMLScalar(text).value == .null) }
        for text in ["true", "True", "TRUE"] { #expect(YAMLScalar(text).value == .bool(true)) }
        for text in ["false", "False", "FALSE"] { #expect(YAMLScalar(text).value == .bool(false)) }
    }

    @Test(
        "all else is text",
        arguments: [
            "no", "on", "yes", "y", "nULL", "2026-11-22", "12:30:45", "1_000", "0b11", "0o18", "0x", "0xG", "-0x1",
            "+", "-", ".", "e3", "1e", "1e+", "1.2.3", "+.nan", ".Nan", "inf", "nan", "infinity", "0x1p3", "1 2", "１",
        ]
    )
    func text(text: String) {
        #expect(YAMLScalar(text).value == .text(text))
    }

    @Test("an integer beyond 64 bits keeps its text", arguments: ["9223372036854775808", "0xFFFFFFFFFFFFFFFFF"])
    func huge(text: String) {
        #expect(YAMLScalar(text).value == .hugeInteger(text))
    }

    @Test("quotes, block styles and !!str make text of anything, !!float a float of an integer")
    func stylesAndTags() throws {
        #expect(
            try json("a: '1'\nb: \"true\"\nc: |-\n  1\nd: !!str 1\ne: ! 1\nf: !!float 1\ng: !!int '1'\nh: !!null ''")
                == [
                    "a": "1", "b": "true", "c": "1", "d": "1", "e": "1", "f": .double(1), "g": 1, "h": nil,
                ]
        )
    }

    @Test("a field that wants text reads it as written")
    func rawText() throws {
        let root = try YAMLParser.parse("version: 3.10\nzip: 01234", file: "test.yaml")
        #expect(root["version"]?.scalar?.text == "3.10")
        #expect(root["zip"]?.scalar?.text == "01234")
    }
}
