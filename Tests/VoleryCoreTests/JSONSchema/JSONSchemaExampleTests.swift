import Testing
import VoleryCore

@Suite("JSON Schema examples")
struct JSONSchemaExampleTests {
    static let schemas: [JSONValue] = [
        true,
        ["type": "string"],
        ["type": "integer", "minimum": 3, "maximum": 3],
        ["type": "integer", "exclusiveMinimum": 3, "multipleOf": 4],
        ["type": "integer", "maximum": -5],
        ["type": "integer", "minimum": 0.5, "maximum": 1.5],
        ["type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1],
        ["type": "number", "multipleOf": 0.01, "minimum": 0.125],
        ["minimum": 9_007_199_254_740_993],
        ["type": ["null", "boolean"]],
        ["enum": ["a", 5, nil], "type": "integer"],
        ["const": ["a": [1, 2]]],
        ["type": "string", "minLength": 30],
        ["type": "string", "maxLength": 2],
        ["type": "string", "maxLength": 0],
        ["type": "string", "pattern": "^[A-Z]{2}-\\d{3,}(x|yy)?$"],
        ["type": "string", "pattern": "^(?:[a-z0-9]+\\.)+com$", "minLength": 12],
        ["type": "string", "pattern": "^[^\\s/]+$", "minLength": 5],
        ["type": "string", "format": "date-time"],
        ["type": "array", "items": ["type": "string", "format": "uuid"], "minItems": 3, "uniqueItems": true],
        ["type": "array", "items": ["type": "integer", "minimum": 1], "minItems": 5, "uniqueItems": true],
        [
            "type": "array", "prefixItems": [["type": "string"], ["const": 2]], "minItems": 3,
            "items": ["type": "null"],
        ],
        ["type": "array", "contains": ["const": "x"], "minContains": 2],
        ["type": "object", "required": ["a"], "properties": ["a": ["type": "boolean"], "b": false]],
        ["type": "object", "minProperties": 3, "additionalProperties": ["type": "integer"]],
        [
            "type": "object", "minProperties": 2, "patternProperties": ["^x-[a-z]+$": true],
            "additionalProperties": false,
        ],
        ["type": "object", "minProperties": 1, "propertyNames": ["pattern": "^[a-z]{4}$"]],
        ["type": "object", "required": ["a"], "dependentRequired": ["a": ["b"], "b": ["c"]]],
        ["allOf": [["type": "number", "minimum": 2], ["type": "integer", "maximum": 4], ["not": ["const": 3]]]],
        ["anyOf": [["type": "null"], ["type": "object", "required": ["x"]]]],
        ["oneOf": [["type": "integer"], ["type": "integer", "minimum": 5]]],
        [
            "type": "object", "required": ["kind"], "properties": ["kind": ["enum": ["a", "b"]]],
            "if": ["properties": ["kind": ["const": "a"]]], "then": ["required": ["x"]], "else": ["required": ["y"]],
        ],
        [
            "$ref": "#/$defs/tree",
            "$defs": [
                "tree": [
                    "type": "object",
                    "required": ["value", "left"],
                    "properties": [
                        "value": ["type": "integer"], "left": ["anyOf": [["$ref": "#/$defs/tree"], ["type": "null"]]],
                    ],
                    "additionalProperties": false,
                ]
            ],
        ],
        ["allOf": [["properties": ["a": ["type": "string"]], "required": ["a"]]], "unevaluatedProperties": false],
    ]

    @Test("fit their schemas, whatever the seed, and are the same for the same seed", arguments: schemas)
    func fit(value: JSONValue) throws {
        let schema = try JSONSchema(value, options: .init(assertsFormats: true))
        for seed in UInt64(0)..<20 {
            let example = try #require(schema.example(seed: seed))
            #expect(schema.validate(example) == [])
            #expect(schema.example(seed: seed) == example)
        }
    }

    @Test("are small: only what must be there")
    func small() throws {
        let schema = try JSONSchema([
            "type": "object",
            "required": ["list"],
            "properties": ["list": ["type": "array"], "other": ["type": "string"]],
        ])
        #expect(schema.example() == ["list": []])
    }

    @Test("differ between seeds where there's a choice")
    func variety() throws {
        let schema = try JSONSchema(["enum": ["a", "b", "c", "d"]])
        #expect(Set((0..<50).compactMap { schema.example(seed: $0) }).count == 4)
    }

    @Test(
        "are absent where nothing fits or nothing can be found",
        arguments: [
            false, ["type": "integer", "minimum": 2, "maximum": 1],
            ["type": "object", "required": ["a"], "properties": ["a": false]],
            [
                "$ref": "#/$defs/a",
                "$defs": ["a": ["type": "object", "required": ["a"], "properties": ["a": ["$ref": "#/$defs/a"]]]],
            ],
            ["minItems": 1_000_000_000, "type": "array"], ["minLength": 1_000_000_000, "type": "string"],
            ["minProperties": 1_000_000_000, "type": "object"],
            ["pattern": "^((()*)*)*x{10000}y{10000}$", "type": "string"],
        ] as [JSONValue]
    )
    func absent(value: JSONValue) throws {
        #expect(try JSONSchema(value).example() == nil)
    }
}
