internal import VoleryCore
internal import VoleryWorkflow

/// The most that a workflow can spend, as a table; and below it what is missing where there is no end to it.
struct CostReport {
    let worstCase: WorstCase

    /// The same for programs: an amount without an end is null, and `missing` says what would be one.
    var json: JSONValue {
        [
            "steps": .array(
                worstCase.steps.map { step in
                    var members: JSONObject = [
                        "step": .string(step.name), "times": step.times.amount.map(JSONValue.int) ?? .null,
                    ]
                    for (key, amount) in Self.members(step.spending) { members[key] = amount }
                    return .object(members)
                }
            ),
            "total": .object(Self.members(worstCase.total)),
            "missing": .array(
                missing.map { gap in
                    ["path": .string(gap.path), "message": .string(gap.message), "fix": .string(gap.fix)]
                }
            ),
        ]
    }

    private static func members(_ spending: WorstCase.Spending) -> JSONObject {
        [
            "calls": spending.calls.amount.map(JSONValue.int) ?? .null,
            "tool_calls": spending.toolCalls.amount.map(JSONValue.int) ?? .null,
            "tokens": spending.tokens.amount.map(JSONValue.int) ?? .null,
            "cost": spending.cost.amount.map { .string($0.description) } ?? .null,
        ]
    }

    /// What is missing for all of it to have an end, each once.
    private var missing: [Gap] {
        let total = worstCase.total
        var seen: Set<Gap> = []
        return (total.calls.gaps + total.toolCalls.gaps + total.tokens.gaps + total.cost.gaps)
            .filter { seen.insert($0).inserted }
    }

    /// The lines, each ended.
    var text: String {
        var rows = [["", "calls", "tool calls", "tokens", "cost"]]
        rows += worstCase.steps.map { step in
            let indent = String(repeating: "  ", count: step.depth)
            return ["\(indent)\(step.depth == 0 ? step.name : Self.last(step.name))\(Self.times(step.times))"]
                + Self.cells(step.spending)
        }
        rows.append(["in all"] + Self.cells(worstCase.total))
        return Self.table(rows) + gaps
    }

    /// What is missing, each with what to write.
    private var gaps: String {
        let total = worstCase.total
        let parts: [(what: String, gaps: [Gap])] = [
            ("calls", total.calls.gaps), ("tool calls", total.toolCalls.gaps), ("tokens", total.tokens.gaps),
            ("cost", total.cost.gaps),
        ]
        let endless = parts.filter { !$0.gaps.isEmpty }
        guard !endless.isEmpty else { return "" }
        let names = endless.map(\.what)
        let list =
            names.count < 2 ? names.joined() : "\(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")"
        let lines = missing.map { "  \($0.path): \($0.message): \($0.fix)" }
        return (["there is no end to the \(list):"] + lines).map { TerminalText.escaped($0) + "\n" }.joined()
    }

    // MARK: Cells

    private static func last(_ name: String) -> String { name.split(separator: ".").last.map(String.init) ?? name }

    private static func times(_ times: Most<Int>) -> String {
        switch times {
        case .amount(1): ""
        case .amount(let number): " ×\(Measure.count(number))"
        case .unbounded: " ×?"
        }
    }

    private static func cells(_ spending: WorstCase.Spending) -> [String] {
        [
            spending.calls.amount.map(Measure.count) ?? "no end",
            spending.toolCalls.amount.map(Measure.count) ?? "no end",
            spending.tokens.amount.map(Measure.count) ?? "no end",
            spending.cost.amount?.description ?? "no end",
        ]
    }

    private static func table(_ rows: [[String]]) -> String {
        let rows = rows.map { $0.map { TerminalText.escaped($0) } }
        let widths = (0..<5).map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.unicodeScalars.count)
                return column == 0 ? text + space : space + text
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
