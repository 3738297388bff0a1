internal import VoleryCore
internal import VoleryWorkflow

/// A workflow as a Mermaid flowchart: a node for each step, an arrow for each wait.
///
/// Agents are rounded, tools have double sides, values lean. A dotted arrow is one that only waits (`needs`).
struct MermaidGraph {
    let workflow: Workflow

    /// The most characters of an expression in a label.
    private static let expressionLength = 60

    /// The chart's text, each line ended.
    var text: String {
        let known = Set(workflow.steps.map(\.id))
        let nodes = workflow.steps.map { "    \(name($0.id))\(shape($0))" }
        let arrows = workflow.steps.flatMap { step in
            step.dependencies.filter(known.contains).map { other in
                "    \(name(other)) \(onlyWaits(step, for: other) ? "-.->" : "-->") \(name(step.id))"
            }
        }
        return (["flowchart TD"] + nodes + arrows).map { $0 + "\n" }.joined()
    }

    /// A name that is no word of Mermaid's own, whatever the step is called.
    private func name(_ id: String) -> String {
        "s_"
            + id.unicodeScalars.map { scalar in
                let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                return isPlain || scalar == "_" ? String(scalar) : "_\(String(scalar.value, radix: 16))_"
            }.joined()
    }

    private func shape(_ step: Step) -> String {
        let label = "\"\(lines(step).joined(separator: "<br/>"))\""
        return switch step.kind {
        case .agent: "([\(label)])"
        case .tool: "[[\(label)]]"
        case .value: "[/\(label)/]"
        case .workflow, .group: "[[\(label)]]"
        case .choice: "{\(label)}"
        case .ask, .wait, .fail: "[\(label)]"
        }
    }

    private func lines(_ step: Step) -> [String] {
        var lines = ["<b>\(escaped(step.id))</b>"]
        switch step.kind {
        case .agent(let agent): lines.append(escaped(workflow.agents[agent.agent]?.name ?? agent.agent))
        case .tool(let tool): lines.append(escaped(tool.grant.tool))
        case .workflow(let call): lines.append(escaped(call.workflow.name))
        case .value, .ask, .wait, .fail, .choice, .group: lines.append(step.kind.name)
        }
        if let each = step.forEach {
            lines.append(escaped("for each \(each.name) in \(short(each.list.source))"))
        }
        if let condition = step.condition { lines.append(escaped("if \(short(condition.source))")) }
        return lines
    }

    private func onlyWaits(_ step: Step, for other: String) -> Bool {
        guard step.needs.contains(other) else { return false }
        if case .agent(let agent) = step.kind, agent.context.contains(other) { return false }
        return !step.expressions.contains { $0.expression.references.contains { $0.step == other } }
    }

    private func short(_ source: String) -> String {
        TerminalText.fitted(
            source.split(whereSeparator: \.isWhitespace).joined(separator: " "),
            columns: Self.expressionLength
        ).text
    }

    /// Text in which nothing means anything to Mermaid or HTML: such characters as numbered entities.
    private func escaped(_ text: String) -> String {
        TerminalText.escaped(text).unicodeScalars.map { scalar in
            let isSpecial = "\"#<>&;`\\{}[]()|%".unicodeScalars.contains(scalar)
            return isSpecial ? "#\(scalar.value);" : String(scalar)
        }.joined()
    }
}
