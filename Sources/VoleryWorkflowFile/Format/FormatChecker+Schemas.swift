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
        if warnOfBareProperties(node) { return }
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
            switch SchemaKeywords.kind(of: entry.name) {
            case .schemas: for member in entry.value.entries ?? [] { warnOfMisspeltKeywords(member.value) }
            case .schema: warnOfMisspeltKeywords(entry.value)
            case .listOfSchemas: for member in entry.value.elements ?? [] { warnOfMisspeltKeywords(member) }
            default: break
            }
        }
    }

    /// Warns of members that are written where the schema's keywords belong, as in `{ title: string }`, which would
    /// check nothing; `true` if it is one of these.
    private func warnOfBareProperties(_ node: YAMLNode) -> Bool {
        guard let entries = node.entries, !entries.isEmpty else { return false }
        let isBare = entries.allSatisfy { entry in
            guard Self.annotations.contains(entry.name) || !Self.keywords.contains(entry.name) else { return false }
            // What is nearly a keyword is told as that.
            let isNear =
                !Self.annotations.contains(entry.name) && NearestName.of(entry.name, among: Self.keywords) != nil
            guard !isNear, case .text(let word) = entry.value.scalar?.value else { return false }
            return Self.types.contains(word)
        }
        guard isBare else { return false }
        let properties = entries.map { "\($0.name.shown): { type: \($0.value.scalar?.text ?? "") }" }
        log.report(
            .misspeltKeyword,
            "this schema would check nothing: members stand under `properties`",
            at: node.briefPlace,
            severity: .warning,
            suggestion: "{ type: object, properties: { \(properties.joined(separator: ", ")) } }"
        )
        return true
    }

    /// Keywords that only describe, so that a type's name as their value is hardly meant.
    private static let annotations: Set<String> = ["title", "description"]
    private static let types: Set<String> = [
        "string", "integer", "number", "boolean", "array", "object", "null",
    ]
    private static let keywords = SchemaKeywords.all.map(\.keyword)
}
