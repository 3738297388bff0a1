internal import VoleryCore

/// A workflow in the language of Graphviz, for those who draw it with that.
struct DOTGraph {
    let model: GraphModel

    init(_ model: GraphModel) {
        self.model = model
    }

    /// The graph's text, each line ended.
    var text: String {
        let head = [
            "digraph \(quoted(model.title)) {", "    compound=true;",
            "    node [shape=box, style=rounded, fontname=\"sans-serif\"];",
        ]
        return (head + lines(of: model.scope, indent: "    ") + ["}"]).map { $0 + "\n" }.joined()
    }

    private func lines(of scope: GraphModel.Scope, indent: String) -> [String] {
        var lines: [String] = []
        for item in scope.items {
            guard let inside = item.inside else {
                let style = item.condition == nil ? "" : ", style=\"rounded,dashed\""
                lines.append("\(indent)\(quoted(item.id)) [label=\(label(item)), shape=\(shape(item.kind))\(style)];")
                continue
            }
            lines.append("\(indent)subgraph \(quoted("cluster_" + item.id)) {")
            lines.append("\(indent)    label=\(label(item));")
            lines += self.lines(of: inside, indent: indent + "    ")
            lines.append("\(indent)}")
        }
        return lines + scope.edges.map { indent + edge($0, in: scope) }
    }

    /// Graphviz has arrows between nodes alone: one of a group is cut at the group's border.
    private func edge(_ edge: GraphModel.Edge, in scope: GraphModel.Scope) -> String {
        let (from, to) = (scope.items[edge.from], scope.items[edge.to])
        var attributes: [String] = []
        if from.inside != nil { attributes.append("ltail=\(quoted("cluster_" + from.id))") }
        if to.inside != nil { attributes.append("lhead=\(quoted("cluster_" + to.id))") }
        if edge.onlyWaits { attributes.append("style=dotted") }
        if let label = to.caseLabel { attributes.append("label=\(quoted(label))") }
        let list = attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]"
        return "\(quoted(node(of: from, last: true))) -> \(quoted(node(of: to, last: false)))\(list);"
    }

    private func node(of item: GraphModel.Item, last: Bool) -> String {
        guard let items = item.inside?.items, let inner = last ? items.last : items.first else { return item.id }
        return node(of: inner, last: last)
    }

    private func shape(_ kind: GraphModel.Kind) -> String {
        switch kind {
        case .agent, .group, .choice: "box"
        case .tool: "component"
        case .value: "note"
        case .workflow: "folder"
        case .ask: "octagon"
        case .wait: "circle"
        case .fail: "hexagon"
        case .decision: "diamond"
        }
    }

    private func label(_ item: GraphModel.Item) -> String {
        let lines = [
            item.title.isEmpty ? item.caseLabel : item.title, item.worker, item.rounds, item.until, item.forEach,
            item.condition,
        ]
        return quoted(lines.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "\n"))
    }

    private func quoted(_ text: String) -> String {
        let lines = TerminalText.escapedKeepingLines(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(lines.replacing("\n", with: "\\n"))\""
    }
}
