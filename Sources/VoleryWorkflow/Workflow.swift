internal import VoleryCore

/// A workflow as a value: what it is given, who works in it, what is done, and what comes out.
public struct Workflow: Sendable {
    /// Its name: its file's, without the ending.
    public var name: String
    /// What it is for.
    public var description: String?
    /// What it is given.
    public var inputs: [Input]
    /// The agents of all its steps and their delegates; one from a file of its own has the file's path as its key.
    public var agents: [String: Agent]
    /// The tools that its files declare.
    public var tools: [DeclaredTool]
    /// What is done, in the file's order.
    public var steps: [Step]
    /// What comes out; without any, the output of the last step in the file.
    public var outputs: [(name: String, value: TemplateValue)]
    /// Bounds on the run.
    public var limits: Limits

    /// A workflow.
    public init(
        name: String,
        description: String? = nil,
        inputs: [Input] = [],
        agents: [String: Agent] = [:],
        tools: [DeclaredTool] = [],
        steps: [Step],
        outputs: [(name: String, value: TemplateValue)] = [],
        limits: Limits = .none
    ) {
        self.name = name
        self.description = description
        self.inputs = inputs
        self.agents = agents
        self.tools = tools
        self.steps = steps
        self.outputs = outputs
        self.limits = limits
    }
}
