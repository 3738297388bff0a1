internal import VoleryCore

/// The parts of a run as a tree by address, each with all parts in it.
///
/// Elements and rounds stand by their numbers, steps in the order in which they began.
struct RunTree {
    let view: RunView
    private let parts: [Address: [Address]]
    /// More elements of one step than this are counted where they are shown to people, but those that stand out.
    private static let mostElements = 20

    /// The tree of all that is known of a run.
    init(_ view: RunView) {
        self.view = view
        let inner = view.nodes.values.filter { $0.parent != .run }
        parts = Dictionary(grouping: inner, by: \.parent).mapValues { nodes in
            nodes.sorted(by: Self.isBefore).map(\.address)
        }
    }

    /// Two steps that began at once stand by their addresses.
    private static func isBefore(_ one: RunNode, _ other: RunNode) -> Bool {
        let areNumbered = one.role != .step && other.role != .step
        return areNumbered || one.started == other.started
            ? one.address < other.address : one.started < other.started
    }

    /// The parts at and below an address, each after the one that it is in.
    func addresses(from top: Address = .run) -> [Address] {
        let within = top == .run ? view.steps : parts[top, default: []]
        return (top == .run ? [] : [top]) + within.flatMap { addresses(from: $0) }
    }

    /// The lines of the parts below an address.
    ///
    /// - Parameters:
    ///   - top: The address.
    ///   - columns: The most columns of a line.
    ///   - isWhole: Whether every element has its line.
    ///   - now: The time up to which what goes on has lasted.
    /// - Returns: The lines, without line breaks.
    func lines(below top: Address = .run, columns: Int, isWhole: Bool, now: Double) -> [StyledLine] {
        lines(of: top == .run ? view.steps : parts[top, default: []], 0, columns, isWhole, now)
    }

    private func lines(
        of addresses: [Address],
        _ depth: Int,
        _ columns: Int,
        _ isWhole: Bool,
        _ now: Double
    ) -> [StyledLine] {
        let nodes = addresses.compactMap { view.nodes[$0] }
        let isMany = !isWhole && nodes.count > Self.mostElements
        let shown = isMany ? nodes.filter { $0.state != .completed } + nodes.prefix(3) : nodes
        let kept = Set(shown.prefix(Self.mostElements).map(\.address))
        var lines: [StyledLine] = []
        for node in nodes where !isMany || kept.contains(node.address) {
            lines.append(NodeLine(node: node, view: view, now: now).line(depth: depth, columns: columns))
            guard 2 * (depth + 1) < columns else { continue }
            lines += self.lines(of: parts[node.address, default: []], depth + 1, columns, isWhole, now)
        }
        if isMany {
            var line = StyledLine(limit: columns)
            line.pad(to: 2 * depth)
            line.add("… \(Measure.count(nodes.count - kept.count)) more; --all shows them", .faint)
            lines.append(line)
        }
        return lines
    }

    /// The parts at and below an address as JSON.
    func json(from top: Address = .run) -> JSONValue {
        .array(addresses(from: top).compactMap { view.nodes[$0] }.map { .object($0.json) })
    }
}

extension RunNode {
    /// A part of a run as JSON; see `docs/runs.md`.
    var json: JSONObject {
        var object: JSONObject = ["at": .string(address.text)]
        if parent != .run { object["in"] = .string(parent.text) }
        object["part"] = .string(role.word)
        object["state"] = .string(state.word)
        object["kind"] = kind.flatMap { $0.isEmpty ? nil : .string($0) }
        object["detail"] = detail.map(JSONValue.string)
        object["model"] = model.map(JSONValue.string)
        if turn > 0 { object["turns"] = .int(turn) }
        if toolCalls > 0 { object["calls"] = .int(toolCalls) }
        if failedCalls > 0 { object["failed_calls"] = .int(failedCalls) }
        object["started"] = .double(started)
        object["seconds"] = seconds.map(JSONValue.double)
        object["usage"] = usage.json
        object["error"] = error.map(JSONValue.string)
        return object
    }
}

extension RunNode.Role {
    /// Its name in JSON.
    fileprivate var word: String {
        switch self {
        case .step: "step"
        case .element: "element"
        case .round: "round"
        case .call: "call"
        case .delegate: "agent"
        }
    }
}

extension RunNode.State {
    /// Its name in JSON.
    fileprivate var word: String {
        switch self {
        case .waiting: "waiting"
        case .running: "running"
        case .completed: "completed"
        case .skipped: "skipped"
        case .failed: "failed"
        case .stopped: "stopped"
        }
    }
}
