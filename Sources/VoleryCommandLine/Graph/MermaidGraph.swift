internal import VoleryCore
internal import VoleryWorkflow

/// A workflow as a Mermaid flowchart: a node for each step, a box for each group, an arrow for each wait.
///
/// Agents are rounded, tools have double sides, values lean. A dotted arrow is one that only waits (`needs`).
struct MermaidGraph {
    let model: GraphModel

    init(_ model: GraphModel) {
        self.model = model
    }

    init(workflow: Workflow) {
        model = GraphModel(workflow)
    }

    /// The chart's text, each line ended.
    var text: String {
        (["flowchart TD"] + lines(of: model.scope, indent: "    ")).map { $0 + "\n" }.joined()
    }

    private func lines(of scope: GraphModel.Scope, indent: String) -> [String] {
        var lines: [String] = []
        for item in scope.items {
            guard let inside = item.inside else {
                lines.append("\(indent)\(name(item.id))\(shape(item))")
                continue
            }
            lines.append("\(indent)subgraph \(name(item.id))[\(label(item))]")
            lines += self.lines(of: inside, indent: indent + "    ")
            lines.append("\(indent)end")
        }
        for edge in scope.edges {
            let (from, to) = (scope.items[edge.from], scope.items[edge.to])
            let word = to.caseLabel.map { "|\"\(escaped($0))\"|" } ?? ""
            lines.append("\(indent)\(name(from.id)) \(edge.onlyWaits ? "-.->" : "-->")\(word) \(name(to.id))")
        }
        return lines
    }

    /// A name that is no word of Mermaid's own, whatever the step is called.
    private func name(_ id: String) -> String {
        "s_"
            + id.unicodeScalars.map { scalar in
                let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                return isPlain || scalar == "_" ? String(scalar) : "_\(String(scalar.value, radix: 16))_"
            }.joined()
    }

    private func shape(_ item: GraphModel.Item) -> String {
        let label = label(item)
        return switch item.kind {
        case .agent: "([\(label)])"
        case .tool, .workflow: "[[\(label)]]"
        case .value: "[/\(label)/]"
        case .ask: "[\\\(label)\\]"
        case .decision: "{\(label)}"
        case .wait: "((\(label)))"
        case .fail: "{{\(label)}}"
        case .group, .choice: "[\(label)]"
        }
    }

    private func label(_ item: GraphModel.Item) -> String {
        let title = "<b>\(escaped(item.title.isEmpty ? item.caseLabel ?? "" : item.title))</b>"
        let more = [item.worker, item.rounds, item.until, item.forEach, item.condition].compactMap { $0 }.filter {
            !$0.isEmpty
        }
        return "\"\(([title] + more.map(escaped)).joined(separator: "<br/>"))\""
    }

    /// Text in which nothing means anything to Mermaid or HTML: such characters as numbered entities.
    private func escaped(_ text: String) -> String {
        TerminalText.escaped(text).unicodeScalars.map { scalar in
            let isSpecial = "\"#<>&;`\\{}[]()|%".unicodeScalars.contains(scalar)
            return isSpecial ? "#\(scalar.value);" : String(scalar)
        }.joined()
    }
}
