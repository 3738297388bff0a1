import VoleryCore

/// The keywords of JSON Schema, with the kinds of their values; the usual ones first, as the nearest is guessed in order.
enum SchemaKeywords {
    /// What a keyword's value is.
    enum Kind {
        /// A schema.
        case schema
        /// Schemas by name.
        case schemas
        /// A list of schemas.
        case listOfSchemas
        /// A type's name, or a list of them.
        case types
        /// A whole number from 0.
        case count
        /// A number.
        case number
        /// A text.
        case text
        /// A list of texts.
        case texts
        /// A boolean.
        case flag
        /// A list of values.
        case list
        /// Any value.
        case anything
    }

    /// The names of types.
    static let types: [JSONValue] = ["string", "integer", "number", "boolean", "array", "object", "null"]

    /// The kind of a keyword's value; `nil` for what is no keyword.
    static func kind(of keyword: String) -> Kind? {
        all.first { $0.keyword == keyword }?.kind
    }

    /// All keywords; `definitions`, `additionalItems` and `dependencies` are those of older drafts.
    static let all: [(keyword: String, kind: Kind)] = [
        ("type", .types), ("properties", .schemas), ("required", .texts), ("items", .schema), ("description", .text),
        ("enum", .list), ("default", .anything), ("minimum", .number), ("maximum", .number), ("minLength", .count),
        ("maxLength", .count), ("pattern", .text), ("format", .text), ("minItems", .count), ("maxItems", .count),
        ("uniqueItems", .flag), ("additionalProperties", .schema), ("const", .anything), ("title", .text),
        ("examples", .list), ("anyOf", .listOfSchemas), ("oneOf", .listOfSchemas), ("allOf", .listOfSchemas),
        ("not", .schema), ("if", .schema), ("then", .schema), ("else", .schema), ("exclusiveMinimum", .number),
        ("exclusiveMaximum", .number), ("multipleOf", .number), ("prefixItems", .listOfSchemas), ("contains", .schema),
        ("minContains", .count), ("maxContains", .count), ("patternProperties", .schemas), ("propertyNames", .schema),
        ("minProperties", .count), ("maxProperties", .count), ("dependentRequired", .anything),
        ("dependentSchemas", .schemas), ("unevaluatedItems", .schema), ("unevaluatedProperties", .schema),
        ("deprecated", .flag), ("readOnly", .flag), ("writeOnly", .flag), ("contentEncoding", .text),
        ("contentMediaType", .text), ("contentSchema", .schema), ("$schema", .text), ("$id", .text),
        ("$anchor", .text), ("$ref", .text), ("$defs", .schemas), ("$comment", .text), ("$dynamicRef", .text),
        ("$dynamicAnchor", .text), ("$vocabulary", .anything), ("definitions", .schemas),
        ("additionalItems", .schema), ("dependencies", .anything),
    ]
}
