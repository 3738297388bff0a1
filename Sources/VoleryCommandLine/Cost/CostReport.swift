internal import VoleryCore
internal import VoleryWorkflow

/// The most that a workflow can spend, as a table; and below it what is missing where there is no end to it.
struct CostReport {
    let worstCase: WorstCase

    /// The lines, each ended.
    var text: String {
        var rows = [["", "calls", "tokens", "cost"]]
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
            ("calls", total.calls.gaps), ("tokens", total.tokens.gaps), ("cost", total.cost.gaps),
        ]
        let endless = parts.filter { !$0.gaps.isEmpty }
        guard !endless.isEmpty else { return "" }
        var seen: Set<Gap> = []
        let gaps = endless.flatMap(\.gaps).filter { seen.insert($0).inserted }
        let names = endless.map(\.what)
        let list =
            names.count < 2 ? names.joined() : "\(names.dropLast().joined(separator: ", ")) and \(names.last ?? "")"
        let lines = gaps.map { "  \($0.path): \($0.message): \($0.fix)" }
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
            spending.tokens.amount.map(Measure.count) ?? "no end",
            spending.cost.amount?.description ?? "no end",
        ]
    }

    private static func table(_ rows: [[String]]) -> String {
        let rows = rows.map { $0.map { TerminalText.escaped($0) } }
        let widths = (0..<4).map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, text in
                let space = String(repeating: " ", count: widths[column] - text.unicodeScalars.count)
                return column == 0 ? text + space : space + text
            }
            return cells.joined(separator: "  ") + "\n"
        }.joined()
    }
}
