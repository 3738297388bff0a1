import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// Delegates of delegates may be this many deep.
    private static let deepest = 16

    /// Checks the agents, and with them the models that are named.
    mutating func checkAgents(models: Bool) {
        var seen: Set<String> = []
        for key in workflow.agents.keys.sorted() where !unreadAgents.contains(key) {
            guard !isFull, let agent = workflow.agents[key], seen.insert(agent.path).inserted else { continue }
            check(agent)
            if models { checkModel(agent.model, at: "\(agent.path).model") }
        }
        checkDelegation()
    }

    private mutating func check(_ agent: Agent) {
        let variables = TypeScope.variables(of: agent)
        if let instructions = agent.instructions {
            check(instructions, at: "\(agent.path).instructions", variables: variables, .agent)
        }
        checkInputs(of: agent.inputs, at: "\(agent.path).inputs")
        for (index, grant) in agent.tools.enumerated() where !isFull {
            checkGrant(grant, at: "\(agent.path).tools[\(index)]", isOfAgentsFile: agent.isOfFile)
        }
        for (index, delegate) in agent.delegates.enumerated() where !isFull {
            check(delegate, of: agent, at: "\(agent.path).delegates[\(index)]")
        }
        checkNames(of: agent)
    }

    private mutating func check(_ delegate: Agent.Delegate, of agent: Agent, at path: String) {
        guard let other = workflow.agents[delegate.agent] else {
            reportUnknownAgent(delegate.agent, at: path)
            return
        }
        guard other.description == nil, other.path != agent.path else { return }
        let message = "the agent `\(delegate.name)` has no `description`, so `\(agent.name)` can't know what it is for"
        let notes = ["add one to `\(other.path)`: other agents are told of it"]
        findings.append(Finding(.delegateWithoutDescription, message, at: path, notes: notes))
    }

    /// A model calls tools and delegates by name, so the names differ.
    private mutating func checkNames(of agent: Agent) {
        var seen: Set<String> = []
        for (index, grant) in agent.tools.enumerated() where !grant.tool.isEmpty {
            guard !seen.insert(grant.modelName).inserted else { continue }
            reportClash(grant.tool, of: agent, at: "\(agent.path).tools[\(index)]")
        }
        for (index, delegate) in agent.delegates.enumerated() where !seen.insert(delegate.name).inserted {
            reportClash(delegate.name, of: agent, at: "\(agent.path).delegates[\(index)]")
        }
    }

    private mutating func reportClash(_ name: String, of agent: Agent, at path: String) {
        let message = "the agent `\(agent.name)` has two tools or delegates with the name `\(name)`"
        findings.append(Finding(.nameClash, message, at: path))
    }

    // MARK: Tools

    /// Checks that a tool is there and takes its grant.
    mutating func checkGrant(_ grant: ToolGrant, at path: String, isOfAgentsFile: Bool = false) {
        guard !grant.tool.isEmpty else { return }
        if isOfAgentsFile, workflow.tools.contains(where: { $0.name == grant.tool && !$0.isOfProject }) {
            let message = "the tool `\(grant.tool)` is declared in the workflow, which an agent's file does not see"
            let notes = ["declare it in `volery.yaml`, or write the agent in the workflow"]
            findings.append(Finding(.unknownTool, message, at: path, notes: notes))
            return
        }
        guard let tool = description(of: grant.tool) else {
            reportUnknownTool(grant, at: path)
            return
        }
        guard !grant.grant.isNull else { return }
        let place = "\(path).\(grant.name)"
        guard let schema = tool.grant else {
            let message = "nothing about the tool `\(grant.tool)` can be narrowed"
            findings.append(Finding(.invalidGrant, message, at: place))
            return
        }
        let violations = schema.validate(grant.grant)
        for violation in violations { report(violation, of: grant, schema.value, at: place) }
        // What does not fit its schema is not read further.
        guard violations.isEmpty else { return }
        for fault in tool.grantFaults(grant.grant) {
            let message = "the grant of `\(grant.tool)` can't be given: \(fault.message)"
            findings.append(Finding(.invalidGrant, message, at: place + fault.place.path))
        }
    }

    private static let searchNote = """
        it needs a search service: in `volery.yaml` write `search: { kind: searxng, endpoint: "http://127.0.0.1:8888" }` or \
        `search: { kind: brave, key: "${{ env.BRAVE_API_KEY }}" }`
        """

    private mutating func reportUnknownTool(_ grant: ToolGrant, at path: String) {
        let known = tools.names
        let isSearch = grant.tool == SearchSettings.toolName
        let suggestion = isSearch ? nil : NearestName.of(grant.tool, among: known)
        let isServers = grant.tool.contains(".")
        let notes =
            isSearch
            ? [Self.searchNote]
            : isServers
                ? ["tools of tool servers (`mcp`) are part of the language, but this version can't run them"]
                : suggestion == nil && !known.isEmpty ? ["tools are \(known.prefix(20).joined(separator: ", "))"] : []
        let place = grant.grant.isNull ? path : "\(path).\(grant.tool)"
        findings.append(
            Finding(
                .unknownTool,
                "there is no tool `\(grant.tool)`",
                at: place,
                isAboutKey: !grant.grant.isNull,
                notes: notes,
                suggestion: suggestion
            )
        )
    }

    private mutating func report(
        _ violation: JSONSchema.Violation,
        of grant: ToolGrant,
        _ schema: JSONValue,
        at path: String
    ) {
        var finding = Finding(
            .invalidGrant,
            "the grant of `\(grant.tool)` does not fit: \(violation.message)",
            at: path + violation.instance.path
        )
        let isUnknownKey = ["additionalProperties", "unevaluatedProperties"].contains(violation.keyword)
        if isUnknownKey, violation.instance.tokens.count == 1, let key = violation.instance.tokens.first {
            let known = schema["properties"]?.objectValue?.keys ?? []
            finding.message = "a grant of `\(grant.tool)` has no key `\(key)`"
            finding.isAboutKey = true
            finding.suggestion = NearestName.of(key, among: known)
            if finding.suggestion == nil { finding.notes = ["it has \(known.joined(separator: ", "))"] }
        }
        findings.append(finding)
    }

    // MARK: Delegation

    /// Finds agents that are their own delegates, directly or around others, and chains that are too long.
    private mutating func checkDelegation() {
        let keys = workflow.agents.keys.sorted()
        let numbers = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
        let agents = keys.compactMap { workflow.agents[$0] }
        var edges = agents.map { agent in agent.delegates.compactMap { numbers[$0.agent] } }
        for number in edges.indices where edges[number].contains(number) {
            reportDelegation([number, number], agents)
            edges[number].removeAll { $0 == number }
        }
        // One cycle is reported: in a tangle of agents others are the same mistake.
        if let cycle = StepGraph.cycle(in: edges) {
            reportDelegation(cycle.reversed(), agents)
        } else if let first = Self.tooDeep(edges, Self.deepest) {
            let message =
                "the delegates of `\(agents[first].name)` have delegates in turn, more than \(Self.deepest) deep"
            findings.append(Finding(.delegatesTooDeep, message, at: "\(agents[first].path).delegates"))
        }
    }

    private mutating func reportDelegation(_ cycle: [Int], _ agents: [Agent]) {
        let names = cycle.map { agents[$0].name }.joined(separator: " → ")
        let first = agents[cycle[0]]
        let next = workflow.agents.keys.sorted()[cycle[1]]
        let index = first.delegates.firstIndex { $0.agent == next } ?? 0
        let message = "these agents are each other's delegates: \(names)"
        findings.append(Finding(.delegateCycle, message, at: "\(first.path).delegates[\(index)]"))
    }

    /// An agent at the head of a chain of delegates that is longer than a bound; the graph has no cycle.
    private static func tooDeep(_ edges: [[Int]], _ bound: Int) -> Int? {
        var heights = [Int](repeating: 0, count: edges.count)
        // Each round finds the chains that are one longer.
        for _ in 0...bound {
            heights = edges.map { others in others.map { heights[$0] + 1 }.max() ?? 0 }
        }
        let isDelegate = Set(edges.joined())
        let tooDeep = edges.indices.filter { heights[$0] > bound }
        return tooDeep.first { !isDelegate.contains($0) } ?? tooDeep.first
    }
}
