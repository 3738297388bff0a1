public import VoleryCore

/// One step of a workflow: what it does, when, how often, and what a failure does.
public struct Step: Sendable {
    /// The name by which others refer to it; of a case of a `switch` its key.
    public var id: String
    /// What it does.
    public var kind: Kind
    /// Steps that it waits for though it names nothing of theirs.
    public var needs: [String]
    /// The step is skipped unless this is true.
    public var condition: Expression?
    /// Does it once per element of a list.
    public var forEach: ForEach?
    /// Tries again after a failure.
    public var retry: Retry?
    /// How long one try may take.
    public var timeout: Duration?
    /// What a failure does.
    public var onError: OnError
    /// Bounds on the step with all its elements and tries.
    public var limits: Limits
    /// One line for people.
    public var description: String?

    /// A step.
    public init(
        id: String,
        kind: Kind,
        needs: [String] = [],
        condition: Expression? = nil,
        forEach: ForEach? = nil,
        retry: Retry? = nil,
        timeout: Duration? = nil,
        onError: OnError = .fail,
        limits: Limits = .none,
        description: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.needs = needs
        self.condition = condition
        self.forEach = forEach
        self.retry = retry
        self.timeout = timeout
        self.onError = onError
        self.limits = limits
        self.description = description
    }

    /// What a step does.
    public indirect enum Kind: Sendable {
        /// An agent answers a prompt.
        case agent(AgentStep)
        /// One tool call, without a model.
        case tool(ToolStep)
        /// Computes a value.
        case value(TemplateValue)
        /// Another workflow.
        case workflow(WorkflowStep)
        /// A person answers.
        case ask(AskStep)
        /// Waits for a while, or until a time.
        case wait(Template)
        /// Fails with a message.
        case fail(Template)
        /// Runs one of several steps.
        case choice(SwitchStep)
        /// Steps of its own.
        case group(GroupStep)
    }

    /// Once per element of a list.
    public struct ForEach: Sendable {
        /// Gives the list.
        public var list: Expression
        /// The element's name in expressions.
        public var name: String
        /// How many elements at once; all unless given.
        public var maxParallel: Int?

        /// Once per element.
        public init(list: Expression, name: String = "item", maxParallel: Int? = nil) {
            self.list = list
            self.name = name
            self.maxParallel = maxParallel
        }
    }

    /// Tries again after a failure.
    public struct Retry: Sendable, Hashable {
        /// How many further tries.
        public var max: Int
        /// After which failures.
        public var on: Set<RunError.Code>
        /// The shortest and the longest wait; waits double in between.
        public var backoff: ClosedRange<Duration>

        /// Every failure that a further try can help with.
        public static let all: Set<RunError.Code> = [.unavailable, .timeout, .invalid, .tool]

        /// Tries again.
        public init(
            max: Int,
            on: Set<RunError.Code> = Retry.all,
            backoff: ClosedRange<Duration> = .seconds(1) ... .seconds(30)
        ) {
            self.max = max
            self.on = on
            self.backoff = backoff
        }
    }

    /// What a failure does.
    public enum OnError: Sendable {
        /// Fails what is around the step.
        case fail
        /// The step counts as skipped.
        case skip
        /// The step's output is this.
        case value(TemplateValue)
    }
}

/// An agent answers a prompt.
public struct AgentStep: Sendable {
    /// The agent's key in `Workflow.agents`.
    public var agent: String
    /// What it is asked.
    public var prompt: Prompt
    /// The agent's inputs.
    public var with: [(name: String, value: TemplateValue)]
    /// What it is shown before the prompt.
    public var context: [String]

    /// An agent step.
    public init(
        agent: String,
        prompt: Template,
        with: [(name: String, value: TemplateValue)] = [],
        context: [String] = []
    ) {
        self.init(agent: agent, asking: .text(prompt), with: with, context: context)
    }

    /// An agent step whose prompt may have parts.
    public init(
        agent: String,
        asking prompt: Prompt,
        with: [(name: String, value: TemplateValue)] = [],
        context: [String] = []
    ) {
        self.agent = agent
        self.prompt = prompt
        self.with = with
        self.context = context
    }
}

/// One tool call, without a model.
public struct ToolStep: Sendable {
    /// The tool, with its reach.
    public var grant: ToolGrant
    /// The arguments.
    public var with: [(name: String, value: TemplateValue)]

    /// A tool step.
    public init(grant: ToolGrant, with: [(name: String, value: TemplateValue)] = []) {
        self.grant = grant
        self.with = with
    }
}
