import VoleryCore
import VoleryYAML

extension FormatChecker {
    /// Checks that a mapping is a JSON Schema that can be used.
    func checkSchema(_ node: YAMLNode) {
        guard node.entries != nil else { return reportKind(node, .schema) }
        var faults: [Diagnostic] = []
        let value = node.json(&faults)
        log.add(faults)
        warnOfMisspeltKeywords(node)
        do throws(JSONSchemaError) {
            _ = try JSONSchema(value)
        } catch {
            for fault in error.faults {
                let target = node.descendant(at: fault.pointer)
                let message = "this is no JSON Schema: \(fault.message)"
                log.report(.invalidSchema, message, at: target.briefPlace, notes: notes(on: fault, target))
            }
        }
    }

    private func notes(on fault: JSONSchemaError.Fault, _ node: YAMLNode) -> [String] {
        guard fault.pointer.tokens.last == "required", case .bool = node.scalar?.value else { return [] }
        return ["`required` lists an object's members; an input has to be given unless it has a `default`"]
    }

    /// JSON Schema lets unknown keywords pass, so that `minimun` would check nothing.
    private func warnOfMisspeltKeywords(_ node: YAMLNode) {
        for entry in node.entries ?? [] {
            guard Self.keywords.contains(entry.name) else {
                if let near = NearestName.of(entry.name, among: Self.keywords) {
                    let message = "JSON Schema has no keyword `\(entry.name.shown)`, so it would check nothing"
                    log.report(
                        .misspeltKeyword,
                        message,
                        at: entry.key.place,
                        severity: .warning,
                        suggestion: near
                    )
                }
                continue
            }
            switch entry.name {
            case "properties", "patternProperties", "$defs", "dependentSchemas":
                for member in entry.value.entries ?? [] { warnOfMisspeltKeywords(member.value) }
            case "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames":
                warnOfMisspeltKeywords(entry.value)
            case "anyOf", "oneOf", "allOf", "prefixItems":
                for member in entry.value.elements ?? [] { warnOfMisspeltKeywords(member) }
            default: break
            }
        }
    }

    private static let keywords = [
        "type", "properties", "required", "items", "description", "enum", "default", "minimum", "maximum", "minLength",
        "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems", "additionalProperties", "const",
        "title", "examples", "anyOf", "oneOf", "allOf", "not", "if", "then", "else", "exclusiveMinimum",
        "exclusiveMaximum", "multipleOf", "prefixItems", "contains", "minContains", "maxContains",
        "patternProperties", "propertyNames", "minProperties", "maxProperties", "dependentRequired",
        "dependentSchemas", "unevaluatedItems", "unevaluatedProperties", "deprecated", "readOnly", "writeOnly",
        "contentEncoding", "contentMediaType", "contentSchema", "$schema", "$id", "$anchor", "$ref", "$defs",
        "$comment", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "definitions", "additionalItems", "dependencies",
    ]
}
