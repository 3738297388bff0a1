public import VoleryCore

/// Who answers: instructions for a model, what it may use, and what it may spend.
public struct Agent: Sendable {
    /// The name that people and messages show.
    public var name: String
    /// What it is for; also what other agents are told of it.
    public var description: String?
    /// The model that speaks for it.
    public var model: ModelChoice
    /// What it is told first.
    public var instructions: Template?
    /// The tools that it may call.
    public var tools: [ToolGrant]
    /// The agents that it may call as tools.
    public var delegates: [Delegate]
    /// The schema of its answer; `nil` for text.
    public var output: JSONSchema?
    /// Bounds on each conversation.
    public var limits: Limits
    /// What it has to be told beside the prompt.
    public var inputs: [Input]
    /// Where it is written: `agents.planner`, or the path of a file of its own.
    public var path: String

    /// An agent.
    public init(
        name: String,
        description: String? = nil,
        model: ModelChoice = ModelChoice(),
        instructions: Template? = nil,
        tools: [ToolGrant] = [],
        delegates: [Delegate] = [],
        output: JSONSchema? = nil,
        limits: Limits = .none,
        inputs: [Input] = [],
        path: String? = nil
    ) {
        self.name = name
        self.description = description
        self.model = model
        self.instructions = instructions
        self.tools = tools
        self.delegates = delegates
        self.output = output
        self.limits = limits
        self.inputs = inputs
        self.path = path ?? "agents.\(name)"
    }

    /// Whether it is written in a file of its own, which does not see what the workflow declares.
    package var isOfFile: Bool { path != "agents.\(name)" && !path.hasSuffix(".agents.\(name)") }

    /// An agent that another may call as a tool.
    public struct Delegate: Sendable, Hashable {
        /// The tool's name.
        public var name: String
        /// The agent's key in `Workflow.agents`.
        public var agent: String

        /// A delegate.
        public init(name: String, agent: String) {
            self.name = name
            self.agent = agent
        }
    }
}

/// Which model an agent uses, and how.
public struct ModelChoice: Sendable, Hashable {
    /// A name under `models`, or `PROVIDER/MODEL`.
    public var use: String
    /// How much it thinks first, in the server's words.
    public var reasoning: String?
    /// How freely it chooses its words, 0 to 2.
    public var temperature: Double?
    /// The most tokens of one answer.
    public var maxTokens: Int?
    /// Models to ask, in order, while this one stays unavailable.
    public var fallback: [String]

    /// A choice; `default` unless a name is given.
    public init(
        use: String = "default",
        reasoning: String? = nil,
        temperature: Double? = nil,
        maxTokens: Int? = nil,
        fallback: [String] = []
    ) {
        self.use = use
        self.reasoning = reasoning
        self.temperature = temperature
        self.maxTokens = maxTokens
        self.fallback = fallback
    }
}

/// A tool with the reach that it is given.
public struct ToolGrant: Sendable, Hashable {
    /// The tool's name in the catalogue.
    public var tool: String
    /// What narrows it; `null` for the default.
    public var grant: JSONValue
    /// Whether a person says yes to each call first: `approve: always`.
    public var needsApproval: Bool

    /// A grant.
    public init(tool: String, grant: JSONValue = .null, needsApproval: Bool = false) {
        self.tool = tool
        self.grant = grant
        self.needsApproval = needsApproval
    }

    /// The tool's name as its author knows it: that of a project's tool which a workflow's own hides has the file in front.
    public var name: String { tool.split(separator: "/").last.map(String.init) ?? tool }

    /// The name that a model calls: a `.` becomes `__`.
    public var modelName: String { name.split(separator: ".").joined(separator: "__") }
}
