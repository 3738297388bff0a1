internal import VoleryCore

/// The line of one part of a run: a mark for its state, its name, what it does, what it has used.
struct NodeLine {
    let node: RunNode
    let view: RunView
    let now: Double

    /// The widest name after which the next column is aligned.
    private static let widestName = 20

    func line(depth: Int, columns: Int) -> StyledLine {
        var line = StyledLine(limit: columns)
        line.pad(to: 2 * depth)
        line.add(mark.text, mark.style)
        line.add(" ")
        line.add(name, node.state == .running && depth == 0 ? .strong : .plain)
        let parts = [
            (subject, depth == 0 ? .faint : .plain), (facts.isEmpty ? nil : facts.joined(separator: " · "), .faint),
            (node.state == .running ? node.activity : nil, .odd), (node.error, StyledLine.Style.bad),
        ]
        for case (let text?, let style) in parts {
            line.pad(to: depth == 0 ? 2 + nameColumns : 0)
            line.add("  ")
            line.add(TerminalText.firstLine(of: text), style)
        }
        return line
    }

    private var mark: (text: String, style: StyledLine.Style) {
        switch node.state {
        case .waiting: ("·", .faint)
        case .running: ("▸", .lively)
        case .completed: ("✓", .good)
        case .skipped: ("-", .faint)
        case .failed: ("✗", .bad)
        case .stopped: ("■", .odd)
        }
    }

    private var nameColumns: Int {
        min(Self.widestName, view.steps.map { $0.text.unicodeScalars.count }.max() ?? 0)
    }

    private var name: String {
        switch node.role {
        case .step, .element, .round: node.address.description
        case .call, .delegate: view.keepsAll ? node.address.description : node.call ?? node.detail ?? ""
        }
    }

    private var subject: String? {
        switch node.role {
        case .step: node.call ?? node.detail
        case .element: node.call
        case .call, .delegate: view.keepsAll ? node.call ?? node.detail : nil
        case .round: nil
        }
    }

    private var facts: [String] {
        if node.state == .waiting { return [] }
        if node.state == .skipped { return ["skipped"] }
        var facts = elements
        if node.turn > 0, node.state == .running { facts.append("turn \(node.turn)") }
        if view.keepsAll { facts += work }
        if node.failedCalls > 0 { facts.append("\(Measure.count(node.failedCalls, "call")) failed") }
        if node.usage.tokens > 0 { facts.append("\(Measure.short(node.usage.tokens)) tokens") }
        if let cost = node.usage.cost, cost > .zero { facts.append("\(cost)") }
        facts.append(Measure.time(node.elapsed(at: now)))
        return facts
    }

    /// What it did, once it has ended.
    private var work: [String] {
        let turns = node.turn > 0 && node.state != .running ? [Measure.count(node.turn, "turn")] : []
        return turns + (node.toolCalls > 0 ? [Measure.count(node.toolCalls, "call")] : [])
    }

    private var elements: [String] {
        let running = node.running.count { view.nodes[$0]?.role == .element && view.nodes[$0]?.state == .running }
        let counts = [(node.completedElements, "done"), (running, "running"), (node.failed.count, "failed")]
        let shown = counts.filter { $0.0 > 0 }.map { "\(Measure.count($0.0)) \($0.1)" }
        return shown.isEmpty ? [] : [shown.joined(separator: ", ")]
    }
}
