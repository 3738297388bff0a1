import VoleryCore

extension Agent {
    /// The most requests of one conversation where nothing else is said.
    package static let usualTurns = 50
    /// The most tokens of one answer where neither the agent nor its model says.
    package static let usualAnswer = 8_000
}

/// Works out what steps spend at most, from the inside out.
struct WorstCaseReckoning {
    let facts: (ModelChoice) -> ModelFacts?
    private(set) var steps: [WorstCase.StepCase] = []
    /// What is known already, by the paths of workflows and agents: each is worked out once, and the steps of a workflow
    /// that is called often are told once.
    private var workflows: [String: WorstCase.Spending] = [:]
    private var conversations: [String: WorstCase.Spending] = [:]

    init(facts: @escaping (ModelChoice) -> ModelFacts?) {
        self.facts = facts
    }

    /// What one run of a workflow spends at most.
    ///
    /// - Parameters:
    ///   - workflow: The workflow.
    ///   - name: What stands in front of its steps' names.
    ///   - limits: The limits that it lies in.
    ///   - depth: How many steps it is in.
    /// - Returns: The most, by its own limits.
    mutating func spending(
        of workflow: Workflow,
        in name: String,
        within limits: [Limits],
        depth: Int
    ) -> WorstCase.Spending {
        let key = workflow.path.isEmpty ? workflow.name : workflow.path
        if let known = workflows[key] { return known }
        let path = workflow.path(to: "steps")
        let place = Place(workflow: workflow, name: name, path: path, limits: limits + [workflow.limits])
        let spending = spending(of: workflow.steps, in: place, depth).limited(by: workflow.limits)
        workflows[key] = spending
        return spending
    }

    private mutating func spending(of steps: [Step], in place: Place, _ depth: Int) -> WorstCase.Spending {
        var place = place
        place.scope.merge(steps.map { ($0.id, $0) }) { outer, _ in outer }
        var sum = WorstCase.Spending.none
        for step in steps {
            var own = place
            own.name += step.id
            own.path += ".\(step.id)"
            sum = sum.adding(spending(of: step, own, depth))
        }
        return sum
    }

    /// Where a step is, or the steps of a group are.
    private struct Place {
        var workflow: Workflow
        var name: String
        var path: String
        /// The limits around it, which bound what is told of it.
        var limits: [Limits]
        /// The steps in scope.
        var scope: [String: Step] = [:]
    }

    // MARK: Steps

    private mutating func spending(of step: Step, _ place: Place, _ depth: Int) -> WorstCase.Spending {
        let row = steps.count
        steps.append(.init(name: place.name, depth: depth, times: .amount(1), spending: .none))
        let times = times(of: step, place)
        var inside = place
        inside.limits.append(step.limits)
        let spending = once(step, inside, depth + 1).times(times).limited(by: step.limits)
        steps[row].times = times
        steps[row].spending = place.limits.reduce(spending) { $0.limited(by: $1) }
        return spending
    }

    /// Elements, tries and rounds.
    private func times(of step: Step, _ place: Place) -> Most<Int> {
        let tries = (step.retry?.max ?? 0) + 1
        let rounds = if case .group(let group) = step.kind { group.repetition?.max ?? 1 } else { 1 }
        let each = tries.timesAtMost(rounds)
        guard let forEach = step.forEach else { return .amount(each) }
        var count = ElementCount(inputs: place.workflow.inputs, agents: place.workflow.agents, steps: place.scope)
        if let most = count.most(of: forEach.list) { return .amount(each.timesAtMost(most)) }
        let gap = Gap(
            path: "\(place.path).for_each",
            message: "there is no end to the elements that `\(step.id)` goes over",
            fix: "give the list a `maxItems` where its schema is, or `\(step.id)` a limit on tokens or cost"
        )
        return .unbounded([gap])
    }

    private mutating func once(_ step: Step, _ place: Place, _ depth: Int) -> WorstCase.Spending {
        switch step.kind {
        case .agent(let agent): return conversation(of: agent.agent, in: place.workflow)
        case .tool: return WorstCase.Spending(toolCalls: .amount(1))
        case .value, .ask, .wait, .fail: return .none
        case .workflow(let call):
            return spending(of: call.workflow, in: "\(place.name).", within: place.limits, depth: depth)
        case .group(let group):
            var inner = place
            inner.name += "."
            inner.path += ".steps"
            return spending(of: group.steps, in: inner, depth)
        case .choice:
            var dearest = WorstCase.Spending.none
            for child in step.children {
                var inner = place
                inner.name += ".\(child.step.id)"
                inner.path += ".\(child.path)"
                dearest = dearest.covering(spending(of: child.step, inner, depth))
            }
            return dearest
        }
    }

    // MARK: Agents

    /// What one conversation of an agent spends at most, with those of its delegates.
    private mutating func conversation(of key: String, in workflow: Workflow) -> WorstCase.Spending {
        guard let agent = workflow.agents[key] else { return .none }
        let place = workflow.path(to: key)
        if let known = conversations[place] { return known }
        // Delegates form no cycle; where one is all the same, it ends here.
        conversations[place] = WorstCase.Spending.none
        var spending = requests(of: agent)
        if !agent.delegates.isEmpty {
            var dearest = WorstCase.Spending.none
            for delegate in agent.delegates {
                dearest = dearest.covering(conversation(of: delegate.agent, in: workflow))
            }
            spending = spending.adding(dearest.times(delegateCalls(of: agent)))
        }
        if !agent.tools.isEmpty || !agent.delegates.isEmpty {
            spending = spending.adding(WorstCase.Spending(toolCalls: toolCalls(of: agent)))
        }
        spending = spending.limited(by: agent.limits)
        conversations[place] = spending
        return spending
    }

    private func toolCalls(of agent: Agent) -> Most<Int> {
        if let limit = agent.limits.toolCalls { return .amount(limit) }
        let gap = Gap(
            path: "\(agent.path).tools",
            message: "there is no end to how often `\(agent.name)` may call its tools",
            fix: "limit that by `tool_calls` in the agent's `limits`"
        )
        return agent.tools.isEmpty ? delegateCalls(of: agent) : .unbounded([gap])
    }

    private func delegateCalls(of agent: Agent) -> Most<Int> {
        if let limit = agent.limits.toolCalls { return .amount(limit) }
        let gap = Gap(
            path: "\(agent.path).delegates",
            message: "there is no end to how often `\(agent.name)` may ask its delegates",
            fix: "limit that by `tool_calls` in the agent's `limits`"
        )
        return .unbounded([gap])
    }

    /// What an agent's own requests spend.
    private func requests(of agent: Agent) -> WorstCase.Spending {
        let facts = facts(agent.model)
        let answer =
            agent.model.maxTokens ?? facts?.usualOutputTokens
            ?? min(Agent.usualAnswer, facts?.maxOutputTokens ?? Agent.usualAnswer)
        let written = answer.addingAtMost(facts?.uncountedReasoningTokens ?? 0)
        var tokens = Most<Int>.unbounded([windowGap(agent)])
        var cost = Most<Money>.unbounded([windowGap(agent)])
        if let window = facts?.contextTokens {
            tokens = .amount(window.addingAtMost(written))
            cost =
                facts?.price.map { .amount($0.cost(of: Usage(inputTokens: window, outputTokens: written))) }
                ?? .unbounded([priceGap(agent)])
        } else if facts?.price == nil {
            cost = .unbounded([priceGap(agent)])
        }
        return WorstCase.Spending(
            calls: agent.limits.turns ?? Agent.usualTurns,
            tokensEach: tokens,
            costEach: cost,
            perToken: facts?.price?.dearestToken
        )
    }

    private func windowGap(_ agent: Agent) -> Gap {
        Gap(
            path: "\(agent.path).model",
            message: "how many tokens a request to `\(agent.model.use)` can have is not known",
            fix: "say it by `window` under `models` in volery.yaml, or limit tokens"
        )
    }

    private func priceGap(_ agent: Agent) -> Gap {
        Gap(
            path: "\(agent.path).model",
            message: "what `\(agent.model.use)` costs is not known",
            fix: "give its `price` under `models` in volery.yaml"
        )
    }
}

extension ModelPrice {
    /// The most that one token costs, in dollars.
    fileprivate var dearestToken: Double {
        max(input, output, cachedInput ?? 0, long?.input ?? 0, long?.output ?? 0, long?.cachedInput ?? 0) / 1_000_000
    }
}
