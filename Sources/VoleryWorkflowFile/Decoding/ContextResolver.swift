import VoleryWorkflow
import VoleryYAML

extension [Step] {
    /// Gives steps with `context: all` every step that they wait for, directly or not, in the file's order.
    ///
    /// - Parameters:
    ///   - outer: What the steps around wait for, theirs included, in the file's order.
    ///   - node: The mapping that holds the steps.
    mutating func resolveContexts(around outer: [String], of node: YAMLNode?) {
        let numbers = Dictionary(enumerated().map { ($1.id, $0) }) { first, _ in first }
        let dependencies = map(\.dependencies)
        let inner = dependencies.map { $0.compactMap { numbers[$0] } }
        for (index, entry) in (node?.entries ?? []).enumerated() where indices.contains(index) && entry.value.asksForAll
        {
            let ancestors = Self.ancestors(of: index, inner)
            let named = Set(([index] + ancestors).flatMap { dependencies[$0] })
            let before = outer.filter(named.contains) + ancestors.map { self[$0].id }
            self[index].resolveContext(before, of: entry.value)
        }
    }

    private static func ancestors(of step: Int, _ dependencies: [[Int]]) -> [Int] {
        var isSeen = [Bool](repeating: false, count: dependencies.count)
        var open = dependencies[step]
        while let next = open.popLast() {
            guard !isSeen[next] else { continue }
            isSeen[next] = true
            open += dependencies[next]
        }
        return isSeen.indices.filter { isSeen[$0] && $0 != step }
    }
}

extension Step {
    /// Gives this step, or those in it, all that it waits for where it asks for that.
    fileprivate mutating func resolveContext(_ before: [String], of node: YAMLNode) {
        switch kind {
        case .agent(var agent) where node["context"]?.text == "all":
            agent.context = before
            kind = .agent(agent)
        case .group(var group):
            group.steps.resolveContexts(around: before, of: node["steps"])
            kind = .group(group)
        case .choice(var choice):
            for (index, entry) in (node["cases"]?.entries ?? []).enumerated() where choice.cases.indices.contains(index)
            {
                choice.cases[index].step.resolveContext(before, of: entry.value)
            }
            if let other = node["default"] { choice.defaultStep?.resolveContext(before, of: other) }
            kind = .choice(choice)
        default: break
        }
    }
}

extension YAMLNode {
    /// Whether a step, or one in it, asks for all that it waits for.
    fileprivate var asksForAll: Bool {
        if self["context"]?.text == "all" { return true }
        let inside = (self["steps"]?.entries ?? []) + (self["cases"]?.entries ?? [])
        return inside.contains { $0.value.asksForAll } || self["default"]?.asksForAll == true
    }
}
