/// The schema of schemas, draft 2020-12, told in one document: its vocabularies are embedded under their own addresses.
enum MetaSchema {
    static let folder = "https://json-schema.org/draft/2020-12/"
    static let address = folder + "schema"

    /// The metaschema as a value.
    static let value = parsed(text)

    private static let schema = JSONSchema.trusted(value)
    private static let olderSchema = JSONSchema.trusted(parsed(olderText))

    /// What is wrong with the form of a schema's keywords.
    static func faults(in schema: JSONValue) -> [JSONSchemaError.Fault] {
        let isOlder = schema["$schema"]?.stringValue.map(SchemaDialect.isOlder) ?? false
        return (isOlder ? olderSchema : Self.schema).validate(schema).map {
            JSONSchemaError.Fault(at: $0.instance, $0.message)
        }
    }

    private static func parsed(_ text: String) -> JSONValue {
        // A test reads both texts strictly; one that is no JSON would let every schema pass.
        (try? JSONValue(parsing: text)) ?? true
    }

    /// For older drafts, whose `items` may be a list and whose `$id` may be an anchor; what's unknown isn't checked.
    private static let olderText =
        text
        .replacing(
            ##""items": {"$dynamicRef": "#meta"}"##,
            with: ##""items": {"anyOf": [{"$dynamicRef": "#meta"}, {"$ref": "#/$defs/list"}]}"##
        )
        .replacing(##""pattern": "^[^#]*#?$""##, with: ##""minLength": 0"##)

    private static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://json-schema.org/draft/2020-12/schema",
          "$vocabulary": {
            "https://json-schema.org/draft/2020-12/vocab/core": true,
            "https://json-schema.org/draft/2020-12/vocab/applicator": true,
            "https://json-schema.org/draft/2020-12/vocab/unevaluated": true,
            "https://json-schema.org/draft/2020-12/vocab/validation": true,
            "https://json-schema.org/draft/2020-12/vocab/meta-data": true,
            "https://json-schema.org/draft/2020-12/vocab/format-annotation": true,
            "https://json-schema.org/draft/2020-12/vocab/content": true
          },
          "$dynamicAnchor": "meta",
          "type": ["object", "boolean"],
          "allOf": [
            {"$ref": "meta/core"},
            {"$ref": "meta/applicator"},
            {"$ref": "meta/unevaluated"},
            {"$ref": "meta/validation"},
            {"$ref": "meta/meta-data"},
            {"$ref": "meta/format-annotation"},
            {"$ref": "meta/content"}
          ],
          "properties": {
            "definitions": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}},
            "dependencies": {
              "type": "object",
              "additionalProperties": {
                "anyOf": [{"$dynamicRef": "#meta"}, {"$ref": "meta/validation#/$defs/names"}]
              }
            }
          },
          "$defs": {
            "core": {
              "$id": "meta/core",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "$id": {"type": "string", "format": "uri-reference", "pattern": "^[^#]*#?$"},
                "$schema": {"type": "string", "format": "uri"},
                "$ref": {"type": "string", "format": "uri-reference"},
                "$dynamicRef": {"type": "string", "format": "uri-reference"},
                "$anchor": {"$ref": "#/$defs/anchor"},
                "$dynamicAnchor": {"$ref": "#/$defs/anchor"},
                "$vocabulary": {"type": "object", "additionalProperties": {"type": "boolean"}},
                "$comment": {"type": "string"},
                "$defs": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}}
              },
              "$defs": {"anchor": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"}}
            },
            "applicator": {
              "$id": "meta/applicator",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "prefixItems": {"$ref": "#/$defs/list"},
                "items": {"$dynamicRef": "#meta"},
                "contains": {"$dynamicRef": "#meta"},
                "additionalProperties": {"$dynamicRef": "#meta"},
                "properties": {"$ref": "#/$defs/named"},
                "patternProperties": {"$ref": "#/$defs/named"},
                "dependentSchemas": {"$ref": "#/$defs/named"},
                "propertyNames": {"$dynamicRef": "#meta"},
                "if": {"$dynamicRef": "#meta"},
                "then": {"$dynamicRef": "#meta"},
                "else": {"$dynamicRef": "#meta"},
                "allOf": {"$ref": "#/$defs/list"},
                "anyOf": {"$ref": "#/$defs/list"},
                "oneOf": {"$ref": "#/$defs/list"},
                "not": {"$dynamicRef": "#meta"}
              },
              "$defs": {
                "list": {"type": "array", "minItems": 1, "items": {"$dynamicRef": "#meta"}},
                "named": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}}
              }
            },
            "unevaluated": {
              "$id": "meta/unevaluated",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "unevaluatedItems": {"$dynamicRef": "#meta"},
                "unevaluatedProperties": {"$dynamicRef": "#meta"}
              }
            },
            "validation": {
              "$id": "meta/validation",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "type": {
                  "anyOf": [
                    {"$ref": "#/$defs/type"},
                    {"type": "array", "items": {"$ref": "#/$defs/type"}, "minItems": 1, "uniqueItems": true}
                  ]
                },
                "const": true,
                "enum": {"type": "array"},
                "multipleOf": {"type": "number", "exclusiveMinimum": 0},
                "maximum": {"type": "number"},
                "exclusiveMaximum": {"type": "number"},
                "minimum": {"type": "number"},
                "exclusiveMinimum": {"type": "number"},
                "maxLength": {"$ref": "#/$defs/count"},
                "minLength": {"$ref": "#/$defs/count"},
                "pattern": {"type": "string", "format": "regex"},
                "maxItems": {"$ref": "#/$defs/count"},
                "minItems": {"$ref": "#/$defs/count"},
                "uniqueItems": {"type": "boolean"},
                "maxContains": {"$ref": "#/$defs/count"},
                "minContains": {"$ref": "#/$defs/count"},
                "maxProperties": {"$ref": "#/$defs/count"},
                "minProperties": {"$ref": "#/$defs/count"},
                "required": {"$ref": "#/$defs/names"},
                "dependentRequired": {"type": "object", "additionalProperties": {"$ref": "#/$defs/names"}}
              },
              "$defs": {
                "count": {"type": "integer", "minimum": 0},
                "names": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
                "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
              }
            },
            "meta-data": {
              "$id": "meta/meta-data",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "title": {"type": "string"},
                "description": {"type": "string"},
                "default": true,
                "deprecated": {"type": "boolean"},
                "readOnly": {"type": "boolean"},
                "writeOnly": {"type": "boolean"},
                "examples": {"type": "array"}
              }
            },
            "format-annotation": {
              "$id": "meta/format-annotation",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {"format": {"type": "string"}}
            },
            "format-assertion": {
              "$id": "meta/format-assertion",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {"format": {"type": "string"}}
            },
            "content": {
              "$id": "meta/content",
              "$dynamicAnchor": "meta",
              "type": ["object", "boolean"],
              "properties": {
                "contentEncoding": {"type": "string"},
                "contentMediaType": {"type": "string"},
                "contentSchema": {"$dynamicRef": "#meta"}
              }
            }
          }
        }
        """#
}
