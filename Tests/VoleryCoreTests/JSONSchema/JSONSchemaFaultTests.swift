import Testing
import VoleryCore

@Suite("JSON Schema faults")
struct JSONSchemaFaultTests {
    private func faults(_ schema: JSONValue) throws -> [String] {
        try #require(throws: JSONSchemaError.self) { try JSONSchema(schema) }.faults.map(\.description)
    }

    @Test("a schema that is none is refused with every fault in its place")
    func every() throws {
        let faults = try faults([
            "type": "strng",
            "required": 5,
            "properties": ["a": ["minimum": "1"], "b": 7, "c": ["type": ["text"]]],
        ])
        let types = #"one of "array", "boolean", "integer", "null", "number", "object", "string""#
        #expect(
            faults.sorted()
                == [
                    #"/properties/a/minimum: expected a number, found "1""#,
                    "/properties/b: expected an object or true or false, found 7",
                    "/properties/c/type/0: expected \(types), found \"text\"",
                    "/required: expected a list, found 5",
                    #"/type: expected \#(types) or a list, found "strng"; did you mean "string"?"#,
                ].sorted()
        )
    }

    @Test(
        "a reference that leads nowhere is refused, and nothing is loaded",
        arguments: [
            ("#/$defs/x", "/$ref: `#/$defs/x` leads to nothing in the schema"),
            ("#x", "/$ref: `#x` leads to nothing in the schema"),
            (
                "https://example.com/s",
                "/$ref: `https://example.com/s` leads to `https://example.com/s`, which isn't known here; "
                    + "nothing is loaded from elsewhere"
            ),
        ]
    )
    func references(target: String, message: String) throws {
        #expect(try faults(["$ref": .string(target)]) == [message])
    }

    @Test(
        "schemas that apply themselves without end are refused",
        arguments: [
            ["$ref": "#"],
            ["allOf": [["anyOf": [["$ref": "#"]]]]],
            ["$ref": "#/$defs/a", "$defs": ["a": ["$ref": "#/$defs/b"], "b": ["not": ["$ref": "#/$defs/a"]]]],
        ] as [JSONValue]
    )
    func circles(schema: JSONValue) throws {
        #expect(try faults(schema).contains { $0.contains("without end") })
    }

    @Test("a pattern that is faulty is refused, one that can't be matched only unless it's to be ignored")
    func patterns() throws {
        #expect(try faults(["pattern": "["]).first?.hasPrefix("/pattern: `[` is no pattern that can be used") == true)
        let lookAhead: JSONValue = ["pattern": "^(?!x)", "patternProperties": ["(?=y)": false]]
        #expect(try faults(lookAhead).count == 2)
        let lenient = JSONSchema.Options(unsupportedPatterns: .ignore)
        #expect(try JSONSchema(lookAhead, options: lenient).isValid("x"))
        #expect(throws: JSONSchemaError.self) { try JSONSchema(["pattern": "["], options: lenient) }
    }

    @Test("schemas nested too deeply are refused rather than walked")
    func depth() throws {
        var schema: JSONValue = true
        for _ in 0..<300 { schema = ["items": schema] }
        #expect(try faults(schema).contains { $0.contains("nested") || $0.contains("too deep") })
        schema = true
        for _ in 0..<60 { schema = ["not": schema] }
        #expect(throws: Never.self) { try JSONSchema(schema) }
    }

    @Test("older drafts may have lists in items, and definitions")
    func olderDrafts() throws {
        let schema = try JSONSchema([
            "$schema": "http://json-schema.org/draft-07/schema#",
            "definitions": ["n": ["type": "integer"]],
            "items": [["$ref": "#/definitions/n"], ["type": "string"]],
            "additionalItems": false,
        ])
        #expect(schema.isValid([1, "a"]))
        #expect(!schema.isValid(["a", "a"]))
        #expect(!schema.isValid([1, "a", 2]))
        #expect(throws: JSONSchemaError.self) { try JSONSchema(["items": [true]]) }
    }
}
