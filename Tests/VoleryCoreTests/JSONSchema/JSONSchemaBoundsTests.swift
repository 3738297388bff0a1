import Testing
import VoleryCore

@Suite("JSON Schema bounds")
struct JSONSchemaBoundsTests {
    @Test("a schema that doubles the work at each of many levels ends with a violation")
    func exponential() throws {
        var definitions: JSONObject = ["d0": ["minimum": 0]]
        for level in 1...60 {
            let below: JSONValue = ["$ref": "#/$defs/d\(level - 1)"]
            definitions["d\(level)"] = ["allOf": [below, below]]
        }
        let schema = try JSONSchema(["$ref": "#/$defs/d60", "$defs": .object(definitions)])
        let messages = schema.validate(1).map(\.message)
        #expect(messages == ["the value is too deep or too large to be checked against its schema"])
    }

    @Test("many checks of one large value end with a violation")
    func heavy() throws {
        let text = JSONValue.string(String(repeating: "a", count: 1_000_000))
        let list = JSONValue.array(Array(repeating: 1, count: 100_000))
        let patterns = (0..<1_000).map { JSONValue.object(["pattern": "^a*\($0 % 10)?$"]) }
        #expect(try !JSONSchema(["allOf": .array(patterns)]).isValid(text))
        let constants = Array(repeating: JSONValue.object(["not": ["const": [2]]]), count: 1_000)
        #expect(try !JSONSchema(["allOf": .array(constants)]).isValid(list))
    }

    @Test("a value as deep as the parser takes is checked by a schema that refers to itself")
    func deepValue() throws {
        let schema = try JSONSchema(["$ref": "#/$defs/list", "$defs": ["list": ["items": ["$ref": "#/$defs/list"]]]])
        let text = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
        #expect(try schema.isValid(JSONValue(parsing: text)))
    }

    @Test("a dynamic reference that finds itself ends with a violation")
    func dynamicCircle() throws {
        let schema = try JSONSchema([
            "$id": "https://example.com/outer",
            "$dynamicAnchor": "x",
            "$ref": "inner",
            "$defs": [
                "inner": ["$id": "inner", "$dynamicRef": "#x", "$defs": ["y": ["$dynamicAnchor": "x"]]]
            ],
        ])
        #expect(!schema.isValid(1))
        #expect(schema.validate(1).count == 1)
    }

    @Test("unique elements are found in linear time")
    func unique() throws {
        let schema = try JSONSchema(["uniqueItems": true])
        let elements = (0..<100_000).map { JSONValue.int($0) }
        #expect(schema.isValid(.array(elements)))
        #expect(!schema.isValid(.array(elements + [5.0])))
    }

    @Test("numbers are compared exactly where doubles can't hold them")
    func exactNumbers() throws {
        #expect(try !JSONSchema(["maximum": 9_007_199_254_740_992]).isValid(9_007_199_254_740_993))
        #expect(try JSONSchema(["maximum": 9_007_199_254_740_993.0]).isValid(9_007_199_254_740_992))
        #expect(try !JSONSchema(["const": 9_007_199_254_740_993]).isValid(.double(9_007_199_254_740_992)))
        #expect(try JSONSchema(["multipleOf": 0.0001]).isValid(0.0075))
        #expect(try !JSONSchema(["multipleOf": 0.1]).isValid(.double(1e-300)))
        #expect(try JSONSchema(["multipleOf": 1e-300]).isValid(.double(1e300)))
        #expect(try !JSONSchema(["multipleOf": 7]).isValid(.double(1e300)))
    }

    @Test("keys that only Unicode normalization makes equal are two")
    func keys() throws {
        let schema = try JSONSchema(["properties": ["\u{E9}": ["const": 1], "e\u{301}": ["const": 2]]])
        #expect(schema.isValid(["\u{E9}": 1, "e\u{301}": 2]))
        #expect(!schema.isValid(["\u{E9}": 2]))
        #expect(!schema.isValid(["e\u{301}": 1]))
    }
}
