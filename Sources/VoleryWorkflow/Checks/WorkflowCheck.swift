public import VoleryCore

extension Workflow {
    /// Checks that all names lead somewhere, all types go together and nothing waits for itself.
    ///
    /// - Parameters:
    ///   - project: The project whose models and limits are used.
    ///   - tools: The tools that can be granted.
    /// - Returns: What was found, by the order of the workflow; a run can begin if none of it is an error.
    public func check(in project: Project, tools: any ToolCatalogue) -> [Finding] {
        WorkflowCheck.findings(of: self, in: project, tools: tools)
    }
}

/// All static checks of a workflow; each kind of check is an extension.
package struct WorkflowCheck {
    let workflow: Workflow
    let project: Project
    /// The tools that can be granted, those that files declare included.
    let tools: any ToolCatalogue
    /// The tools that exist without being declared.
    let existing: any ToolCatalogue
    /// Names of which a fault has been reported before: agents that can't be read.
    let unreadAgents: Set<String>
    /// Likewise the paths of workflows that can't be read.
    let unreadWorkflows: Set<String>
    /// The steps' positions by their ids.
    let numbers: [String: Int]
    let scope: TypeScope
    var findings = FindingList()
    private let descriptions: [String: ToolDescription]

    /// Checks a workflow.
    ///
    /// - Parameters:
    ///   - workflow: The workflow.
    ///   - project: The project whose models and limits are used; `nil` if it can't be read, which is reported elsewhere.
    ///   - tools: The tools that can be granted.
    ///   - unreadAgents: Keys of agents that can't be read, which is reported elsewhere.
    ///   - unreadWorkflows: Likewise the paths of workflows that steps call.
    /// - Returns: What was found, by the order of the checks.
    package static func findings(
        of workflow: Workflow,
        in project: Project?,
        tools: any ToolCatalogue,
        unreadAgents: Set<String> = [],
        unreadWorkflows: Set<String> = []
    ) -> [Finding] {
        var check = WorkflowCheck(workflow, project ?? Project(folder: "/"), tools, unreadAgents, unreadWorkflows)
        check.checkInputs(of: workflow.inputs, at: "inputs")
        check.checkDeclaredTools()
        check.checkAgents(models: project != nil)
        check.checkSteps()
        check.checkOutputs()
        check.checkGraph()
        check.checkLimits()
        return check.findings.all
    }

    private init(
        _ workflow: Workflow,
        _ project: Project,
        _ tools: any ToolCatalogue,
        _ unreadAgents: Set<String>,
        _ unreadWorkflows: Set<String>
    ) {
        self.workflow = workflow
        self.project = project
        existing = tools
        let tools = DeclaredToolCatalogue(tools, declared: workflow.tools, maker: nil)
        self.tools = tools
        self.unreadAgents = unreadAgents
        self.unreadWorkflows = unreadWorkflows
        numbers = Dictionary(workflow.steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let descriptions = Self.descriptions(of: workflow, tools)
        scope = TypeScope(of: workflow) { descriptions[$0] }
        self.descriptions = descriptions
    }

    /// What is known of the tools that the workflow grants, asked once for each.
    private static func descriptions(of workflow: Workflow, _ tools: any ToolCatalogue) -> [String: ToolDescription] {
        var descriptions: [String: ToolDescription] = [:]
        var names = Set(workflow.agents.values.flatMap { $0.tools.map(\.tool) })
        for step in workflow.steps {
            if case .tool(let step) = step.kind { names.insert(step.grant.tool) }
        }
        for name in names { descriptions[name] = tools.description(of: name) }
        return descriptions
    }

    func description(of tool: String) -> ToolDescription? { descriptions[tool] }

    /// Whether so much was found that it is not worth looking on.
    var isFull: Bool { findings.isFull }

    // MARK: Inputs and outputs

    mutating func checkInputs(of inputs: [Input], at path: String) {
        for input in inputs {
            guard let value = input.defaultValue, let fault = input.schema.validate(value).first else { continue }
            findings.append(
                Finding(
                    .defaultDoesNotFit,
                    "the default does not fit its own schema: \(fault)",
                    at: "\(path).\(input.name).default"
                )
            )
        }
    }

    private mutating func checkOutputs() {
        for output in workflow.outputs {
            check(output.value, at: "outputs.\(output.name)", variables: scope.variables, .workflow)
        }
    }
}
