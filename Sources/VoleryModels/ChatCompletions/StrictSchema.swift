internal import VoleryCore

/// Whether a schema can be sent with `strict: true`.
///
/// OpenAI and Azure bind an answer to such a schema, and refuse the request where the schema is not of the subset that
/// they can bind: every object is closed and requires all of its properties. Any other schema is sent as a hint, and
/// the answer is validated here in either case.
enum StrictSchema {
    /// Keywords that the subset leaves out.
    private static let excluded: Set<String> = [
        "allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties",
        "propertyNames", "prefixItems", "contains", "unevaluatedItems", "unevaluatedProperties", "minProperties",
        "maxProperties", "uniqueItems", "$dynamicRef", "default",
    ]
    /// The nesting that OpenAI takes; also what bounds the walk.
    private static let deepest = 10

    /// Whether the subset covers a schema.
    static func covers(_ schema: JSONValue) -> Bool {
        guard case .object(let root) = schema, root["type"] == "object", root["anyOf"] == nil else { return false }
        return covers(schema, depth: 0)
    }

    private static func covers(_ schema: JSONValue, depth: Int) -> Bool {
        guard depth <= deepest, case .object(let keywords) = schema else { return false }
        guard !keywords.contains(where: { excluded.contains($0.key) }) else { return false }
        if keywords.isEmpty { return false }
        let isObject = keywords["type"] == "object" || keywords["properties"] != nil
        if isObject, !isClosed(keywords) { return false }
        return parts(of: keywords).allSatisfy { covers($0, depth: depth + 1) }
    }

    private static func isClosed(_ keywords: JSONObject) -> Bool {
        let required = Set((keywords["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        let properties = keywords["properties"]?.objectValue ?? [:]
        return keywords["additionalProperties"] == false && properties.allSatisfy { required.contains($0.key) }
    }

    private static func parts(of keywords: JSONObject) -> [JSONValue] {
        var parts = keywords["anyOf"]?.arrayValue ?? []
        if let items = keywords["items"] { parts.append(items) }
        for key in ["properties", "$defs"] {
            parts += (keywords[key]?.objectValue ?? [:]).map(\.value)
        }
        return parts
    }
}
