import Testing
import VoleryCore
import VoleryWorkflow

@Suite("What a workflow can spend at most")
struct WorstCaseTests {
    /// A window of 10,000 tokens; $1 for a million tokens read and $10 for a million written.
    private static let facts = ModelFacts(contextTokens: 10_000, price: ModelPrice(input: 1, output: 10))

    private static func agent(
        _ name: String = "a",
        _ limits: Limits = .none,
        delegates: [String] = [],
        output: JSONValue? = nil,
        model: ModelChoice = ModelChoice(maxTokens: 1_000)
    ) throws -> Agent {
        Agent(
            name: name,
            model: model,
            delegates: delegates.map { Agent.Delegate(name: $0, agent: $0) },
            output: try output.map { try JSONSchema($0) },
            limits: limits
        )
    }

    private static func asks(_ agent: String = "a") throws -> Step.Kind {
        .agent(AgentStep(agent: agent, prompt: try Template("x")))
    }

    private func worstCase(
        _ steps: [Step],
        _ agents: [Agent],
        inputs: [Input] = [],
        limits: Limits = .none,
        project: Limits = .none,
        facts: ModelFacts? = Self.facts
    ) -> WorstCase {
        let workflow = Workflow(
            name: "w",
            inputs: inputs,
            agents: Dictionary(uniqueKeysWithValues: agents.map { ($0.name, $0) }),
            steps: steps,
            limits: limits
        )
        return WorstCase(of: workflow, in: Project(folder: "/", limits: project)) { _ in facts }
    }

    /// Calls, tokens and ten-thousandths of a dollar.
    private func amounts(_ spending: WorstCase.Spending) -> [Int?] {
        [spending.calls.amount, spending.tokens.amount, spending.cost.amount.map { $0.ticks / 1_000_000 }]
    }

    @Test("A conversation has as many requests as its turns, each with a full window and a full answer")
    func turns() throws {
        let steps = [Step(id: "s", kind: try Self.asks())]
        // A request reads 10,000 tokens for $0.01 and writes 1,000 for $0.01.
        #expect(amounts(worstCase(steps, [try Self.agent("a", Limits(turns: 3))]).total) == [3, 33_000, 600])
        #expect(amounts(worstCase(steps, [try Self.agent()]).total) == [50, 550_000, 10_000])
        let usual = try Self.agent("a", Limits(turns: 1), model: ModelChoice())
        #expect(amounts(worstCase(steps, [usual]).total) == [1, 18_000, 900])
    }

    @Test("Limits bound it, wherever they are written; fewer requests are fewer tokens, and those less money")
    func limits() throws {
        let agent = try Self.agent("a", Limits(turns: 10))
        func total(step: Limits = .none, workflow: Limits = .none, project: Limits = .none) throws -> [Int?] {
            let steps = [Step(id: "s", kind: try Self.asks(), limits: step), Step(id: "t", kind: try Self.asks())]
            return amounts(worstCase(steps, [agent], limits: workflow, project: project).total)
        }
        #expect(try total() == [20, 220_000, 4_000])
        #expect(try total(step: Limits(turns: 2)) == [12, 132_000, 2_400])
        #expect(try total(step: Limits(tokens: 1_000)) == [20, 111_000, 2_100])
        #expect(try total(workflow: Limits(cost: Money(dollars: 0.05))) == [20, 220_000, 500])
        #expect(try total(workflow: Limits(turns: 5)) == [5, 55_000, 1_000])
        #expect(try total(project: Limits(tokens: 10_000)) == [20, 10_000, 1_000])
        // What is larger than what is spent bounds nothing.
        #expect(try total(workflow: Limits(tokens: 1_000_000, turns: 100)) == [20, 220_000, 4_000])
    }

    @Test("What is told of a step lies within the limits around it")
    func rows() throws {
        let agent = try Self.agent("a", Limits(turns: 10))
        let inner = [Step(id: "x", kind: try Self.asks())]
        let group = Step(id: "g", kind: .group(GroupStep(steps: inner)), limits: Limits(turns: 4))
        let result = worstCase([group], [agent], limits: Limits(tokens: 30_000))
        // Four requests would cost $0.08; 30,000 tokens $0.30 at most.
        #expect(result.steps.map { amounts($0.spending) } == [[4, 30_000, 800], [4, 30_000, 800]])
    }

    @Test("Elements, tries and rounds multiply it")
    func times() throws {
        let agent = try Self.agent("a", Limits(turns: 1))
        let list = try Step.ForEach(list: Expression("['a', 'b', 'c']"))
        let each = Step(id: "s", kind: try Self.asks(), forEach: list, retry: .init(max: 1))
        #expect(amounts(worstCase([each], [agent]).total) == [6, 66_000, 1_200])
        let inner = [Step(id: "x", kind: try Self.asks()), Step(id: "y", kind: try Self.asks())]
        let group = Step(id: "g", kind: .group(GroupStep(steps: inner, repetition: .init(max: 4))))
        let rounds = worstCase([group], [agent])
        #expect(amounts(rounds.total) == [8, 88_000, 1_600])
        #expect(rounds.steps.map(\.name) == ["g", "g.x", "g.y"])
        #expect(rounds.steps.map(\.depth) == [0, 1, 1])
        #expect(rounds.steps.map(\.times.amount) == [4, 1, 1])
        #expect(rounds.steps.map { $0.spending.calls.amount } == [8, 1, 1])
    }

    @Test("Of a switch the dearest case counts")
    func choice() throws {
        let agents = [try Self.agent("a", Limits(turns: 1)), try Self.agent("b", Limits(turns: 3))]
        let cases = [
            SwitchStep.Case(key: .text("one"), step: Step(id: "one", kind: try Self.asks("a"))),
            SwitchStep.Case(key: .text("two"), step: Step(id: "two", kind: try Self.asks("b"))),
        ]
        let other = Step(id: "default", kind: .fail(try Template("no")))
        let choice = SwitchStep(subject: try Expression("'one'"), cases: cases, defaultStep: other)
        let result = worstCase([Step(id: "s", kind: .choice(choice))], agents)
        #expect(amounts(result.total) == [3, 33_000, 600])
        #expect(result.steps.map(\.name) == ["s", "s.one", "s.two", "s.default"])
    }

    @Test("A called workflow counts within its own limits")
    func called() throws {
        let agent = try Self.agent("a", Limits(turns: 4))
        let inner = Workflow(
            name: "inner",
            agents: ["a": agent],
            steps: [Step(id: "x", kind: try Self.asks())],
            limits: Limits(turns: 3),
            path: "inner.yaml"
        )
        let result = worstCase(
            [Step(id: "s", kind: .workflow(WorkflowStep(workflow: inner)), retry: .init(max: 1))],
            []
        )
        #expect(amounts(result.total) == [6, 66_000, 1_200])
        #expect(result.steps.map(\.name) == ["s", "s.x"])
    }

    @Test("Delegates count with the agent that asks them, as often as it may")
    func delegates() throws {
        let steps = [Step(id: "s", kind: try Self.asks())]
        let helper = try Self.agent("b", Limits(turns: 2))
        let bounded = try Self.agent("a", Limits(turns: nil, toolCalls: 3), delegates: ["b"])
        #expect(amounts(worstCase(steps, [bounded, helper]).total) == [56, 616_000, 11_200])
        let turns = try Self.agent("a", Limits(turns: 10), delegates: ["b"])
        #expect(amounts(worstCase(steps, [turns, helper]).total) == [10, 110_000, 2_000])
        let endless = worstCase(steps, [try Self.agent(delegates: ["b"]), helper])
        #expect(amounts(endless.total) == [nil, nil, nil])
        #expect(endless.total.cost.gaps.map(\.path) == ["agents.a.delegates"])
        let limited = worstCase(steps, [try Self.agent(delegates: ["b"]), helper], limits: Limits(tokens: 50_000))
        #expect(amounts(limited.total) == [nil, 50_000, 5_000])
    }

    @Test("Calls of tools count, by the limits on them")
    func toolCalls() throws {
        var agent = try Self.agent("a", Limits(turns: 2, toolCalls: 5))
        agent.tools = [ToolGrant(tool: "read_file")]
        let list = try Step.ForEach(list: Expression("[1, 2, 3]"))
        let tool = Step.Kind.tool(ToolStep(grant: ToolGrant(tool: "list_files"), with: []))
        let steps = [
            Step(id: "s", kind: try Self.asks(), forEach: list), Step(id: "t", kind: tool, retry: .init(max: 2)),
        ]
        let result = worstCase(steps, [agent])
        #expect(result.steps.map(\.spending.toolCalls.amount) == [15, 3])
        #expect(result.total.toolCalls.amount == 18)
        #expect(worstCase(steps, [agent], limits: Limits(toolCalls: 7)).total.toolCalls.amount == 7)
        agent.limits.toolCalls = nil
        let endless = worstCase(steps, [agent]).total
        #expect(endless.toolCalls.gaps.map(\.path) == ["agents.a.tools"])
        #expect(endless.calls.amount == 6)
        let over = try Step.ForEach(list: Expression("dyn([])"))
        let unknown = worstCase([Step(id: "t", kind: tool, forEach: over)], []).total
        #expect(amounts(unknown) == [0, 0, 0])
        #expect(unknown.toolCalls.gaps.map(\.path) == ["steps.t.for_each"])
    }

    @Test("What spends nothing needs no limit")
    func nothing() throws {
        let list = try Step.ForEach(list: Expression("dyn([])"))
        let steps = [
            Step(id: "v", kind: .value(.constant(1)), forEach: list),
            Step(id: "w", kind: .wait(try Template("1s"))), Step(id: "q", kind: .ask(AskStep(text: try Template("?")))),
        ]
        #expect(amounts(worstCase(steps, [], facts: nil).total) == [0, 0, 0])
    }

    @Test("Without a window or a price there is no end, unless a limit is one")
    func unknown() throws {
        let steps = [Step(id: "s", kind: try Self.asks())]
        let agents = [try Self.agent("a", Limits(turns: 2))]
        let nothing = worstCase(steps, agents, facts: nil).total
        #expect(amounts(nothing) == [2, nil, nil])
        #expect(nothing.tokens.gaps.map(\.message) == ["how many tokens a request to `default` can have is not known"])
        #expect(nothing.cost.gaps.map(\.message) == ["what `default` costs is not known"])
        let price = ModelFacts(price: Self.facts.price)
        #expect(amounts(worstCase(steps, agents, facts: price).total) == [2, nil, nil])
        #expect(
            amounts(worstCase(steps, agents, limits: Limits(tokens: 1_000), facts: price).total) == [2, 1_000, 100]
        )
        let limits = Limits(cost: Money(dollars: 1), tokens: 1_000)
        #expect(amounts(worstCase(steps, agents, limits: limits, facts: nil).total) == [2, 1_000, 10_000])
    }

    @Test("Workflows, delegates and values that are made of each other many times over take no time")
    func diamonds() throws {
        var agents = [try Self.agent("a0", Limits(turns: 1))]
        for number in 1...15 {
            let delegates = [String](repeating: "a\(number - 1)", count: 8)
            agents.append(try Self.agent("a\(number)", Limits(turns: 1, toolCalls: 1), delegates: delegates))
        }
        #expect(amounts(worstCase([Step(id: "s", kind: try Self.asks("a15"))], agents).total) == [1, 11_000, 200])

        var inner = Workflow(name: "w0", agents: ["a": agents[0]], steps: [Step(id: "s", kind: try Self.asks())])
        for number in 1...40 {
            let call = Step.Kind.workflow(WorkflowStep(workflow: inner))
            inner = Workflow(name: "w\(number)", steps: [Step(id: "s", kind: call), Step(id: "t", kind: call)])
        }
        let called = WorstCase(of: inner, in: Project(folder: "/")) { _ in Self.facts }
        #expect(called.total.calls.amount == 1 << 40)
        #expect(called.steps.count == 81)

        var steps = [Step(id: "s0", kind: .value(.constant([1])))]
        for number in 1...40 {
            let sum = try Template("${{ steps.s\(number - 1).output + steps.s\(number - 1).output }}")
            steps.append(Step(id: "s\(number)", kind: .value(.template(sum))))
        }
        steps.append(Step(id: "each", kind: try Self.asks(), forEach: .init(list: try Expression("steps.s40.output"))))
        #expect(worstCase(steps, [try Self.agent()]).total.calls.amount == nil)
    }

    @Test("No number is too large for it")
    func overflow() throws {
        let huge = try Step.ForEach(list: Expression("lists.range(9000000000000000000)"))
        let steps = [Step(id: "s", kind: try Self.asks(), forEach: huge, retry: .init(max: 100))]
        #expect(worstCase(steps, [try Self.agent()]).total.tokens.amount == .max)
    }
}

@Suite("How many elements a list can have at most")
struct ElementCountTests {
    private static let schema: JSONValue = [
        "type": "object",
        "properties": ["angles": ["type": "array", "maxItems": 8], "open": ["type": "array"]],
    ]

    /// The most requests of a step that goes over a list, one for each element; `nil` if there is no end to them.
    private func count(_ list: String) throws -> Int? {
        let schema = try JSONSchema(Self.schema)
        let agents = [
            "plan": Agent(name: "plan", output: schema, limits: Limits(turns: 1)),
            "one": Agent(name: "one", limits: Limits(turns: 1)),
        ]
        func asks(_ agent: String) throws -> Step.Kind { .agent(AgentStep(agent: agent, prompt: try Template("x"))) }
        let three = try Step.ForEach(list: Expression("[1, 2, 3]"))
        let each = try Step.ForEach(list: Expression(list))
        let steps = [
            Step(id: "plan", kind: try asks("plan")),
            Step(id: "safe", kind: try asks("plan"), onError: .value(.constant([]))),
            Step(id: "values", kind: .value(.constant([1, 2])), forEach: three),
            Step(id: "pair", kind: .value(.map([("list", .list([.constant(1), .constant(2)]))]))),
            Step(id: "via", kind: .value(.template(try Template("${{ steps.plan.output.angles }}")))),
            Step(id: "s", kind: try asks("one"), forEach: each),
        ]
        let input = Input(name: "files", schema: try JSONSchema(["type": "array", "maxItems": 5]))
        let workflow = Workflow(name: "w", inputs: [input], agents: agents, steps: steps)
        let result = WorstCase(of: workflow, in: Project(folder: "/")) { _ in nil }
        return result.steps.first { $0.name == "s" }?.times.amount
    }

    @Test(
        "follows from literals and schemas",
        arguments: [
            ("['a', 'b']", 2), ("[]", 0), ("inputs.files", 5), ("steps.plan.output.angles", 8),
            ("steps.plan.output.angles.filter(a, a != '')", 8), ("steps.plan.output.angles.map(a, a).distinct()", 8),
            ("steps.values.output", 3), ("steps.pair.output.list", 2), ("steps.via.output", 8),
            ("inputs.files + [1, 2]", 7), ("size(inputs.files) > 2 ? inputs.files : [1]", 5), ("lists.range(4)", 4),
            ("coalesce(steps.plan.output.angles, [])", 8),
        ]
    )
    func known(list: String, most: Int) throws {
        #expect(try count(list) == most)
    }

    @Test(
        "has no end where nothing says so",
        arguments: [
            "steps.plan.output.open", "steps.safe.output.angles", "dyn([1])", "inputs.other",
            "steps.plan.output.angles.map(a, [a, a]).flatten()", "lists.range(size(inputs.files))",
            "coalesce(steps.plan.output.angles, steps.plan.output.open)",
        ]
    )
    func unknown(list: String) throws {
        #expect(try count(list) == nil)
    }
}
