import Testing
import VoleryCore

@testable import VoleryModels

@Suite("Schemas that a server can bind an answer to")
struct StrictSchemaTests {
    @Test(
        "close every object and require all of its properties",
        arguments: [
            (#"{"type":"object","properties":{},"required":[],"additionalProperties":false}"#, true),
            (
                #"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}"#,
                true
            ),
            (#"{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}"#, false),
            (#"{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}"#, false),
            (#"{"type":"object","properties":{"a":true},"required":["a"],"additionalProperties":false}"#, false),
            (#"{"type":"object","properties":{"a":{}},"required":["a"],"additionalProperties":false}"#, false),
            (
                #"{"type":"object","properties":{"a":{"type":"array","items":{"type":"object"}}},"required":["a"],"additionalProperties":false}"#,
                false
            ),
            (
                #"{"type":"object","properties":{"a":{"anyOf":[{"type":"null"},{"oneOf":[]}]}},"required":["a"],"additionalProperties":false}"#,
                false
            ),
            (#"{"type":"array","items":{"type":"string"}}"#, false), ("true", false), ("{}", false),
        ]
    )
    func covers(text: String, isCovered: Bool) throws {
        #expect(StrictSchema.covers(try JSONValue(parsing: text)) == isCovered)
    }

    @Test("are not nested too deeply")
    func deep() {
        var schema: JSONValue = ["type": "string"]
        for _ in 0..<100 {
            schema = [
                "type": "object", "properties": ["a": schema], "required": ["a"], "additionalProperties": false,
            ]
        }
        #expect(!StrictSchema.covers(schema))
    }
}
