import Testing
import VoleryCore

@Suite("JSON Schema messages")
struct JSONSchemaMessageTests {
    struct Example: Sendable, CustomStringConvertible {
        var schema: JSONValue
        var value: JSONValue
        var messages: [String]
        var description: String { messages.first ?? "" }
    }

    static let scalars: [Example] = [
        .init(
            schema: ["properties": ["limit": ["type": "integer", "minimum": 1, "maximum": 100]]],
            value: ["limit": 0],
            messages: ["/limit: expected an integer from 1 to 100, found 0"]
        ),
        .init(
            schema: ["type": "integer", "minimum": 1, "maximum": 100],
            value: "ten",
            messages: [#"expected an integer from 1 to 100, found "ten""#]
        ),
        .init(schema: ["type": "integer"], value: 1.5, messages: ["expected an integer, found 1.5"]),
        .init(
            schema: ["exclusiveMinimum": 0, "multipleOf": 0.25],
            value: -0.1,
            messages: ["expected a number above 0 that is a multiple of 0.25, found -0.1"]
        ),
        .init(
            schema: ["type": ["string", "null"]],
            value: [],
            messages: ["expected text or null, found an empty list"]
        ),
        .init(
            schema: ["type": "string", "minLength": 2, "maxLength": 4],
            value: "abcde",
            messages: ["expected text of 2 to 4 characters, found 5 characters"]
        ),
        .init(
            schema: ["type": "string", "pattern": "^[a-z]+$"],
            value: "A b",
            messages: [#"expected text that matches `^[a-z]+$`, found "A b""#]
        ),
        .init(
            schema: ["enum": ["open", "closed", nil]],
            value: "opn",
            messages: [#"expected one of "open", "closed", null, found "opn"; did you mean "open"?"#]
        ),
        .init(schema: ["const": 5], value: 6, messages: ["expected 5, found 6"]),
        .init(schema: false, value: 1, messages: ["nothing is allowed here"]),
        .init(schema: ["not": ["type": "null"]], value: nil, messages: ["expected anything but null"]),
    ]

    static let structures: [Example] = [
        .init(
            schema: ["required": ["path", "mode"], "properties": ["path": ["type": "string"]]],
            value: [:],
            messages: ["the member `path` (text) is missing", "the member `mode` is missing"]
        ),
        .init(
            schema: ["properties": ["recursive": true, "path": true], "additionalProperties": false],
            value: ["recusrive": true],
            messages: ["/recusrive: this member isn't known; did you mean `recursive`?"]
        ),
        .init(
            schema: ["properties": ["a": true, "b": true], "additionalProperties": false],
            value: ["quite/else": 1],
            messages: ["/quite~1else: this member isn't known; known are `a`, `b`"]
        ),
        .init(
            schema: ["items": ["properties": ["id": ["type": "integer"]]]],
            value: [["id": 1], ["id": "2"]],
            messages: [#"/1/id: expected an integer, found "2""#]
        ),
        .init(schema: ["maxItems": 1], value: [1, 2], messages: ["expected at most 1 element, found 2"]),
        .init(schema: ["minProperties": 2], value: [:], messages: ["expected at least 2 members, found 0"]),
        .init(
            schema: ["uniqueItems": true],
            value: [1, 2, 1.0],
            messages: ["expected elements that all differ, but those at 0 and 2 are equal"]
        ),
        .init(
            schema: ["contains": ["type": "string"]],
            value: [1],
            messages: ["expected at least 1 element that is text, found 0"]
        ),
        .init(
            schema: ["propertyNames": ["pattern": "^[a-z]+$"]],
            value: ["A": 1],
            messages: [#"the key "A": expected text that matches `^[a-z]+$`, found "A""#]
        ),
        .init(
            schema: ["dependentRequired": ["card": ["address"]]],
            value: ["card": 1],
            messages: ["the member `address` is missing, which `card` needs"]
        ),
        .init(
            schema: ["allOf": [["properties": ["a": true]]], "unevaluatedProperties": false],
            value: ["a": 1, "b": 2],
            messages: ["/b: this member isn't known"]
        ),
    ]

    static let alternatives: [Example] = [
        .init(
            schema: ["anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]], ["type": "null"]]],
            value: 5,
            messages: ["expected text, a list or null, found 5"]
        ),
        .init(
            schema: ["anyOf": [["type": "string"], ["type": "array", "items": ["type": "string"]]]],
            value: ["a", 1],
            messages: ["/1: expected text, found 1"]
        ),
        .init(
            schema: [
                "oneOf": [
                    ["properties": ["kind": ["const": "a"], "x": ["type": "integer"]], "required": ["kind", "x"]],
                    ["properties": ["kind": ["const": "b"], "y": ["type": "integer"]], "required": ["kind", "y"]],
                ]
            ],
            value: ["kind": "b", "y": "1"],
            messages: [#"/y: expected an integer, found "1""#]
        ),
        .init(
            schema: [
                "anyOf": [
                    ["properties": ["role": ["const": "user"]], "required": ["role"]],
                    ["properties": ["role": ["enum": ["tool", "system"]]], "required": ["role"]],
                    ["type": "null"],
                ]
            ],
            value: ["role": "usr"],
            messages: [#"/role: expected one of "user", "tool", "system", found "usr"; did you mean "user"?"#]
        ),
        .init(
            schema: ["anyOf": [["required": ["a", "b"]], ["required": ["c"]]]],
            value: ["x": 1],
            messages: [
                "the value fits none of the 2 alternatives; number 2 is the nearest, but for what follows",
                "the member `c` is missing",
            ]
        ),
        .init(
            schema: ["oneOf": [["type": "integer"], ["minimum": 2]]],
            value: 3,
            messages: ["the value fits more than one of the 2 alternatives"]
        ),
    ]

    @Test("say what was expected and what was found", arguments: scalars + structures + alternatives)
    func messages(example: Example) throws {
        let schema = try JSONSchema(example.schema)
        #expect(schema.validate(example.value).map(\.description) == example.messages)
    }

    @Test("name the keyword and its place in the schema, also behind a reference")
    func locations() throws {
        let schema = try JSONSchema([
            "properties": ["a": ["$ref": "#/$defs/short"]],
            "$defs": ["short": ["maxLength": 1]],
        ])
        let violation = try #require(schema.validate(["a": "xy"]).first)
        #expect(violation.keyword == "maxLength")
        #expect(violation.keywordLocation == "#/$defs/short/maxLength")
        #expect(violation.instance == JSONPointer("/a"))
    }

    @Test("are no more than asked for")
    func bound() throws {
        let schema = try JSONSchema(["items": false], options: .init(maxViolations: 3))
        #expect(schema.validate(.array(Array(repeating: 1, count: 1000))).count == 3)
    }

    @Test("a format is named with a sample where it's checked")
    func format() throws {
        let schema = try JSONSchema(["format": "date"], options: .init(assertsFormats: true))
        let message = schema.validate("1.1.2024").first?.message
        #expect(message == #"expected text in the format date, such as 2024-01-31, found "1.1.2024""#)
        #expect(try JSONSchema(["format": "date"]).isValid("1.1.2024"))
    }
}
