internal import VoleryCore

/// The lines that show a run as a tree, within the width and height of a terminal.
///
/// Steps that go on come with what runs in them. Where the height is too small, steps that have ended and those that
/// wait become one line each, then fewer of the parts of each step are shown.
struct TreeLayout {
    let view: RunView
    let columns: Int
    let rows: Int
    let now: Double

    /// The most lines of streamed words.
    private static let wordLines = 4
    /// The most failed elements of a step that are named.
    private static let failedElements = 10

    /// The lines while the run goes on: the tree, the words in focus, and what was used so far.
    func live() -> [StyledLine] {
        // The cursor stands on a line of its own below.
        let room = max(1, rows - 1)
        var footer = StyledLine(limit: columns)
        footer.add(footerText, .faint)
        let words = room >= 6 ? wordLines(atMost: min(Self.wordLines, room / 4)) : []
        return tree(within: room - 1 - words.count) + words + [footer]
    }

    /// The lines that are left when the run is over: each step, and the elements that failed.
    func final() -> [StyledLine] {
        view.steps.flatMap { block($0, depth: 0, parts: Self.failedElements) }
    }

    private var footerText: String {
        (RunSummary.counts(view.totals) + [Measure.time(view.elapsed(at: now))]).joined(separator: " · ")
    }

    private func tree(within room: Int) -> [StyledLine] {
        guard room > 0 else { return [] }
        let whole = view.steps.flatMap { block($0, depth: 0, parts: room) }
        if whole.count <= room { return whole }
        // The largest number of parts that fits; the more parts, the more lines.
        var (fits, tooMany) = (0, room)
        while tooMany - fits > 1 {
            let middle = (fits + tooMany) / 2
            if collapsed(parts: middle).count <= room { fits = middle } else { tooMany = middle }
        }
        let lines = collapsed(parts: fits)
        guard lines.count > room else { return lines }
        return lines.prefix(room - 1) + [more(lines.count - room + 1, depth: 0)]
    }

    /// The steps that go on or failed, with the others counted.
    private func collapsed(parts: Int) -> [StyledLine] {
        let states = view.steps.map { view.nodes[$0]?.state ?? .waiting }
        let active = zip(view.steps, states).filter { $1 == .running || $1 == .failed }.map(\.0)
        let waiting = states.count { $0 == .waiting }
        let done = states.count - active.count - waiting
        var lines: [StyledLine] = []
        if done > 0 { lines.append(counted("✓", "\(Measure.count(done, "step")) done")) }
        lines += active.flatMap { block($0, depth: 0, parts: parts) }
        if waiting > 0 { lines.append(counted("·", "\(Measure.count(waiting, "step")) waiting")) }
        return lines
    }

    /// A part of the run with some of what runs or has failed in it.
    private func block(_ address: Address, depth: Int, parts: Int) -> [StyledLine] {
        guard let node = view.nodes[address] else { return [] }
        let shown = node.failed.prefix(Self.failedElements) + node.running
        var lines = [NodeLine(node: node, view: view, now: now).line(depth: depth, columns: columns)]
        // The depth is bounded by the width, so agents that call agents without end stay cheap.
        guard 2 * (depth + 1) < columns else { return lines }
        for part in shown.prefix(parts) { lines += block(part, depth: depth + 1, parts: parts) }
        let left = shown.count - parts
        if left > 0, parts > 0 { lines.append(more(left, depth: depth + 1)) }
        return lines
    }

    private func more(_ count: Int, depth: Int) -> StyledLine {
        var line = StyledLine(limit: columns)
        line.pad(to: 2 * depth)
        line.add("… \(Measure.count(count)) more", .faint)
        return line
    }

    private func counted(_ symbol: String, _ text: String) -> StyledLine {
        var line = StyledLine(limit: columns)
        line.add("\(symbol) \(text)", .faint)
        return line
    }

    /// Whose words are shown, and the last lines of them.
    private func wordLines(atMost limit: Int) -> [StyledLine] {
        guard let focus = view.focus, let node = view.nodes[focus], !node.words.isEmpty else { return [] }
        let lines = TerminalText.wrapped(node.words, columns: max(10, columns - 4)).suffix(limit)
        var header = StyledLine(limit: columns)
        header.add("  ╭ \(focus)", .faint)
        return [header]
            + lines.map { text in
                var line = StyledLine(limit: columns)
                line.add("  │ ", .faint)
                line.add(text)
                return line
            }
    }
}
