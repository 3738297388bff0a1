import VoleryCEL
public import VoleryCore

extension Workflow {
    /// Checks that all names lead somewhere, all types go together and nothing waits for itself, here and in the
    /// workflows that its steps call.
    ///
    /// - Parameters:
    ///   - project: The project whose models and limits are used.
    ///   - tools: The tools that can be granted.
    /// - Returns: What was found, by the order of the workflow; a run can begin if none of it is an error.
    public func check(in project: Project, tools: any ToolCatalogue) -> [Finding] {
        WorkflowCheck.findings(of: self, .init(project: project, tools: tools))
    }
}

/// All static checks of a workflow; each kind of check is an extension.
package struct WorkflowCheck {
    /// What has to be known beside the workflow.
    package struct Context {
        let project: Project
        /// Whether the project is known, so that its models can be checked.
        let hasProject: Bool
        /// The tools that exist without being declared.
        let tools: any ToolCatalogue
        /// Agents that can't be read, which is reported elsewhere: their keys by the workflows' paths.
        let unreadAgents: [String: Set<String>]
        /// Likewise the paths of workflows that steps call.
        let unreadWorkflows: Set<String>
        /// Whether all of the workflows is there: doubts about what nobody uses are raised only then.
        let isWhole: Bool

        /// What has to be known.
        ///
        /// - Parameters:
        ///   - project: The project whose models and limits are used; `nil` if it can't be read.
        ///   - tools: The tools that can be granted.
        ///   - unreadAgents: Keys of agents that can't be read, by the paths of the workflows.
        ///   - unreadWorkflows: The paths of workflows that can't be read.
        ///   - isWhole: Whether nothing of the workflows was left out for a mistake.
        package init(
            project: Project?,
            tools: any ToolCatalogue,
            unreadAgents: [String: Set<String>] = [:],
            unreadWorkflows: Set<String> = [],
            isWhole: Bool = true
        ) {
            self.project = project ?? Project(folder: "/")
            hasProject = project != nil
            self.tools = tools
            self.unreadAgents = unreadAgents
            self.unreadWorkflows = unreadWorkflows
            self.isWhole = isWhole
        }
    }

    let workflow: Workflow
    let called: CalledWorkflows
    /// The tools that can be granted, those that files declare included.
    let tools: any ToolCatalogue
    /// Names of which a fault has been reported before: agents that can't be read.
    let unreadAgents: Set<String>
    /// Where the steps are that can't be named from everywhere.
    let locations: StepLocations
    var scope: StepScope
    var findings = FindingList()
    /// The types of what agents and tools give, by their names: worked out once, however many steps use them.
    var agentTypes: [String: CELType] = [:]
    var toolTypes: [String: CELType] = [:]
    /// How many groups with rounds are around what is checked.
    var rounds = 0
    /// A step whose types are asked for, and what they are.
    var watched: (path: String, types: StepTypes?)?
    /// What the keys of that step can name inside of it, if it is a group.
    var watchedInside: [String: CELType]?
    private let descriptions: [String: ToolDescription]

    /// Checks a workflow and those that its steps call.
    ///
    /// - Parameters:
    ///   - workflow: The workflow.
    ///   - context: What has to be known beside it.
    /// - Returns: What was found, by the order of the checks; what called workflows have comes last.
    package static func findings(of workflow: Workflow, _ context: Context) -> [Finding] {
        let called = CalledWorkflows(context)
        let own = result(of: workflow, called, isStarted: true).findings
        var seen: Set<Finding> = []
        return (own + called.findings).filter { seen.insert($0).inserted }
    }

    /// The types of one step, by its key; `nil` if there is none.
    static func types(of path: String, in workflow: Workflow, _ tools: any ToolCatalogue) -> StepTypes? {
        var check = WorkflowCheck(workflow, CalledWorkflows(Context(project: nil, tools: tools)))
        check.watched = (path, nil)
        _ = check.declare(workflow.steps, at: workflow.path(to: "steps"), in: nil)
        check.check(workflow.steps, at: workflow.path(to: "steps"))
        return check.watched?.types
    }

    /// What is found in one workflow, and the type of its outputs.
    static func result(
        of workflow: Workflow,
        _ called: CalledWorkflows,
        isStarted: Bool
    ) -> (findings: [Finding], outputs: CELType) {
        var check = WorkflowCheck(workflow, called)
        check.checkInputs(of: workflow.inputs, at: workflow.path(to: "inputs"))
        check.checkDeclaredTools()
        if isStarted, called.context.hasProject { check.checkProjectModels() }
        check.checkAgents(models: called.context.hasProject)
        let ids = check.declare(workflow.steps, at: workflow.path(to: "steps"), in: nil)
        check.check(workflow.steps, at: workflow.path(to: "steps"))
        let outputs = check.checkOutputs()
        check.checkGraph(of: workflow.steps, at: workflow.path(to: "steps"))
        check.checkLimits()
        check.checkSafety()
        check.checkUse()
        check.undeclare(ids)
        return (check.findings.all, outputs)
    }

    private init(_ workflow: Workflow, _ called: CalledWorkflows) {
        self.workflow = workflow
        self.called = called
        let tools = DeclaredToolCatalogue(called.context.tools, declared: workflow.tools, maker: nil)
        self.tools = tools
        unreadAgents = called.context.unreadAgents[workflow.path] ?? []
        locations = StepLocations(of: workflow)
        scope = StepScope(inputs: TypeScope.type(of: workflow.inputs))
        descriptions = Self.descriptions(of: workflow, tools)
    }

    var project: Project { called.context.project }

    /// What is known of the tools that the workflow grants, asked once for each.
    private static func descriptions(of workflow: Workflow, _ tools: any ToolCatalogue) -> [String: ToolDescription] {
        var descriptions: [String: ToolDescription] = [:]
        var names = Set(workflow.agents.values.flatMap { $0.tools.map(\.tool) })
        for (_, step) in workflow.allSteps {
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

    /// Checks the outputs and gives the type of the map of them; what was skipped has no key in it.
    private mutating func checkOutputs() -> CELType {
        let name = "the output of the workflow `\(workflow.name)`"
        guard !workflow.outputs.isEmpty else { return outputs(of: workflow.steps).named(name) }
        var fields: [String: CELObjectType.Field] = [:]
        let variables = scope.variables
        for output in workflow.outputs {
            let path = workflow.path(to: "outputs.\(output.name)")
            let type = check(output.value, at: path, variables: variables, .workflow)
            fields[output.name] = .init(type.stored, isOptional: scope.mayBeSkipped(output.value.references))
        }
        return CELType.object(CELObjectType(name: name, fields: fields)).bounded
    }
}
