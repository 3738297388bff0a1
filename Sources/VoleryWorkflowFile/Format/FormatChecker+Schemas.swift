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
            switch SchemaKeywords.kind(of: entry.name) {
            case .schemas: for member in entry.value.entries ?? [] { warnOfMisspeltKeywords(member.value) }
            case .schema: warnOfMisspeltKeywords(entry.value)
            case .listOfSchemas: for member in entry.value.elements ?? [] { warnOfMisspeltKeywords(member) }
            default: break
            }
        }
    }

    private static let keywords = SchemaKeywords.all.map(\.keyword)
}
