/// What the keywords of a document mean, by its `$schema`.
struct SchemaDialect: Sendable {
    var hasApplicators = true
    var hasValidation = true
    var hasUnevaluated = true
    var assertsFormats = false
    /// Drafts before 2020-12: `items` may be a list, followed by `additionalItems`, and `$id` may be an anchor.
    var isOlder = false

    /// The dialect of a schema: of its metaschema's `$vocabulary`, if that is among the remotes.
    init(of schema: JSONValue, remotes: [String: JSONValue]) {
        guard let name = schema["$schema"]?.stringValue else { return }
        isOlder = Self.isOlder(name)
        let address = URIReference(name).document.description
        guard let vocabularies = remotes[address]?["$vocabulary"]?.objectValue else { return }
        func has(_ name: String) -> Bool { vocabularies["https://json-schema.org/draft/2020-12/vocab/" + name] != nil }
        hasApplicators = has("applicator")
        hasValidation = has("validation")
        hasUnevaluated = has("unevaluated")
        assertsFormats = has("format-assertion")
    }

    /// Whether a `$schema` names a draft before 2020-12.
    static func isOlder(_ name: String) -> Bool {
        ["draft/2019-09", "draft-07", "draft-06", "draft-04"].contains { name.contains("json-schema.org/\($0)/") }
    }
}
