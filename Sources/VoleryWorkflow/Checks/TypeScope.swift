package import VoleryCEL
package import VoleryCore

/// What expressions of a workflow can name, with its types.
package struct TypeScope {
    private let inputs: CELType
    private let steps: CELType

    /// The scope of a workflow.
    ///
    /// - Parameters:
    ///   - workflow: The workflow.
    ///   - tool: What is known of a tool, by its name.
    package init(of workflow: Workflow, tool: (String) -> ToolDescription?) {
        inputs = Self.type(of: workflow.inputs)
        var outputs = OutputTypes(workflow: workflow)
        var fields: [String: CELObjectType.Field] = [:]
        fields.reserveCapacity(workflow.steps.count)
        for step in workflow.steps {
            let output = outputs.type(of: step, tool: tool)
            fields[step.id] = CELObjectType.Field(Self.type(of: step, output: output))
        }
        steps = .object(CELObjectType(name: "the workflow", fields: fields))
    }

    /// What every expression of the workflow can name.
    package var variables: [String: CELType] { ["inputs": inputs, "steps": steps, "run": Self.run] }

    /// What an agent's templates can name.
    package static func variables(of agent: Agent) -> [String: CELType] {
        ["inputs": type(of: agent.inputs), "run": run]
    }

    /// What the templates of a declared tool can name; in the project file that is the environment, too.
    package static func variables(of tool: DeclaredTool) -> [String: CELType] {
        var fields: [String: CELObjectType.Field] = [:]
        for argument in tool.arguments {
            fields[argument.name] = .init(
                CELType(schema: argument.schema.value, name: "the argument `\(argument.name)`")
            )
        }
        var variables: [String: CELType] = [
            "arguments": .object(CELObjectType(name: "a call of `\(tool.name)`", fields: fields))
        ]
        if tool.isOfProject { variables["env"] = .map(.string, .string) }
        return variables
    }

    /// What the templates of a rehearsal's replies can name.
    package static let reply: [String: CELType] = [
        "prompt": .string, "context": .list(.string), "results": .list(.dyn),
    ]

    /// `error` where a failure is handled.
    package static let error = CELType.object(
        CELObjectType(name: "an error", fields: ["code": .init(.string), "message": .init(.string)])
    )

    private static let run = CELType.object(
        CELObjectType(name: "the run", fields: ["id": .init(.string), "started": .init(.timestamp)])
    )

    private static let usage = CELType.object(
        CELObjectType(
            name: "a step's usage",
            fields: ["tokens": .init(.int), "cost": .init(.double), "seconds": .init(.double)]
        )
    )

    /// What a step has; its `output` is described by what makes it.
    package static let members = ["output", "status", "error", "usage"]

    private static func type(of inputs: [Input]) -> CELType {
        var fields: [String: CELObjectType.Field] = [:]
        for input in inputs {
            fields[input.name] = .init(CELType(schema: input.schema.value, name: "the input `\(input.name)`"))
        }
        return .object(CELObjectType(name: "the inputs", fields: fields))
    }

    private static func type(of step: Step, output: CELType) -> CELType {
        .object(
            CELObjectType(
                name: "the step `\(step.id)`",
                fields: [
                    "output": .init(output),
                    "status": .init(.enumeration(["completed", "skipped", "failed"])),
                    "error": .init(.dyn),
                    "usage": .init(usage),
                ]
            )
        )
    }
}

/// The types of steps' outputs; what an agent or a tool gives is worked out once, however many steps use it.
private struct OutputTypes {
    let workflow: Workflow
    private var ofAgents: [String: CELType] = [:]
    private var ofTools: [String: CELType] = [:]

    init(workflow: Workflow) {
        self.workflow = workflow
    }

    mutating func type(of step: Step, tool: (String) -> ToolDescription?) -> CELType {
        let isList = step.forEach != nil
        // The value in place of a failure may be of any type.
        if case .value = step.onError { return isList ? .list(.dyn) : .dyn }
        let type: CELType =
            switch step.kind {
            case .agent(let agentStep): ofAgent(agentStep.agent)
            case .tool(let toolStep): ofTool(toolStep.grant.tool, tool)
            case .value, .workflow, .ask, .wait, .fail, .choice, .group: .dyn
            }
        let named = type.named("the output of `\(step.id)`")
        return isList ? .list(named) : named
    }

    private mutating func ofAgent(_ key: String) -> CELType {
        if let known = ofAgents[key] { return known }
        let type = workflow.agents[key].map { agent in
            agent.output.map { CELType(schema: $0.value) } ?? .string
        }
        ofAgents[key] = type ?? .dyn
        return type ?? .dyn
    }

    private mutating func ofTool(_ name: String, _ tool: (String) -> ToolDescription?) -> CELType {
        if let known = ofTools[name] { return known }
        let type = tool(name)?.output.map { CELType(schema: $0.value) } ?? .dyn
        ofTools[name] = type
        return type
    }
}
