import VoleryCEL
import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Reads expressions and templates out of scalars, and reports their mistakes where they stand in the file.
struct TextDecoder {
    let log: FaultLog

    /// An expression; `nil` if it can't be read, which has then been reported.
    func expression(_ node: YAMLNode) -> Expression? {
        guard let text = node.scalar?.text, !text.trimmed.hasPrefix("${{"),
            !text.trimmed.hasPrefix("{{"), node.scalar?.value != .null
        else {
            return nil
        }
        do throws(CELProblem) {
            return try Expression(text)
        } catch {
            report(error, in: node)
            return nil
        }
    }

    /// A template; `nil` if it can't be read, which has then been reported.
    func template(_ node: YAMLNode) -> Template? {
        guard let scalar = node.scalar, scalar.value != .null else { return nil }
        do throws(CELProblem) {
            return try Template(scalar.text)
        } catch {
            report(error, in: node)
            return nil
        }
    }

    /// A value with templates in its texts; null in place of what can't be read.
    func value(_ node: YAMLNode) -> TemplateValue {
        switch node.content {
        case .sequence(let elements): return .list(elements.map(value))
        case .mapping(let entries): return .map(entries.map { ($0.name, value($0.value)) })
        case .scalar(let scalar):
            guard case .text(let text) = scalar.value else { return .constant(json(node)) }
            guard text.contains("${{") else { return .constant(.string(text)) }
            return template(node).map(TemplateValue.template) ?? .unknown
        }
    }

    /// A mapping of names to values with templates in them.
    func values(_ node: YAMLNode?) -> [(name: String, value: TemplateValue)] {
        (node?.entries ?? []).map { ($0.name, value($0.value)) }
    }

    /// A value as JSON; what JSON can't hold is null, which the format's check has reported.
    func json(_ node: YAMLNode) -> JSONValue {
        var reported: [Diagnostic] = []
        return node.json(&reported)
    }

    private func report(_ problem: CELProblem, in node: YAMLNode) {
        let words = ProblemWords(problem)
        let place = node.place(ofUTF8Offset: problem.range.lowerBound, length: max(1, problem.range.count))
        log.report(
            .expressionSyntax,
            words.message,
            at: place,
            notes: words.notes + notes(on: problem, in: node),
            suggestion: problem.suggestion
        )
    }

    /// What YAML makes of a text that its author may not have meant.
    private func notes(on problem: CELProblem, in node: YAMLNode) -> [String] {
        guard let scalar = node.scalar else { return [] }
        switch scalar.style {
        case .plain:
            let rest = node.source.bytes[node.utf8Range.upperBound...].prefix { $0 != 0x0A }
            switch rest.drop(while: { $0 == 0x20 }).first {
            case UInt8(ascii: "#"):
                return ["YAML takes ` #` for the start of a comment: quote the text if it is a part of it"]
            case UInt8(ascii: ","):
                return ["between `{ }` or `[ ]` YAML takes `,` for the end of the text: quote it if it is a part of it"]
            default: return []
            }
        case .doubleQuoted:
            guard scalar.text.utf8.dropFirst(problem.range.lowerBound).contains(0x0A) else { return [] }
            return ["in double quotes YAML reads `\\n` as a line break: for an expression write `\\\\n`"]
        default: return []
        }
    }
}

extension TemplateValue {
    /// Stands for what can't be read: a value of which nothing is known.
    static let unknown = (try? Template("${{ dyn(null) }}")).map(TemplateValue.template) ?? .constant(.null)
}
