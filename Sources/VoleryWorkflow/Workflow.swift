public import VoleryCore

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
    /// What comes out; without any, the outputs of its steps by their ids.
    public var outputs: [(name: String, value: TemplateValue)]
    /// Bounds on the run.
    public var limits: Limits
    /// What has to hold what it and the workflows that it calls do, beside what its project asks for.
    public var safety: Safety?
    /// What stands in front of the paths of its keys: nothing for the workflow that is started, and the file of one that
    /// a step calls.
    public var path: String

    /// A workflow.
    public init(
        name: String,
        description: String? = nil,
        inputs: [Input] = [],
        agents: [String: Agent] = [:],
        tools: [DeclaredTool] = [],
        steps: [Step],
        outputs: [(name: String, value: TemplateValue)] = [],
        limits: Limits = .none,
        safety: Safety? = nil,
        path: String = ""
    ) {
        self.name = name
        self.description = description
        self.inputs = inputs
        self.agents = agents
        self.tools = tools
        self.steps = steps
        self.outputs = outputs
        self.limits = limits
        self.safety = safety
        self.path = path
    }

    /// The path of one of its keys, such as `steps.plan`.
    package func path(to key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
