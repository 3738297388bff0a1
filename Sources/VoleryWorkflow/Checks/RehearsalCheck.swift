import VoleryCEL
package import VoleryCore

extension Rehearsal {
    /// Checks a rehearsal against the workflow that it is of.
    ///
    /// - Parameters:
    ///   - workflow: The workflow.
    ///   - tools: The tools that can be granted.
    ///   - file: What stands in front of the paths of its keys.
    /// - Returns: What was found.
    package func check(for workflow: Workflow, tools: any ToolCatalogue, file: String) -> [Finding] {
        let workflows = [workflow] + workflow.calledWorkflows
        let catalogues = workflows.map { DeclaredToolCatalogue(tools, declared: $0.tools, maker: nil) }
        var check = RehearsalCheck(workflows: workflows, catalogues: catalogues)
        check.check(inputs, at: "\(file).inputs")
        for script in scripts where !check.findings.isFull {
            check.check(script, at: "\(file).replies.\(script.pattern.text)")
        }
        for (tool, results) in self.tools.sorted(by: { $0.key < $1.key }) {
            check.check(results, of: tool, at: "\(file).tools.\(tool)")
        }
        check.checkResults(for: self, at: "\(file).tools")
        return check.findings.all + Expectation.check(expectations, for: workflow, tools: tools)
    }
}

extension Expectation {
    /// Checks what is expected of a workflow's runs.
    ///
    /// - Parameters:
    ///   - expectations: What is expected.
    ///   - workflow: The workflow.
    ///   - tools: The tools that can be granted.
    /// - Returns: What was found.
    package static func check(
        _ expectations: [Expectation],
        for workflow: Workflow,
        tools: any ToolCatalogue
    ) -> [Finding] {
        guard !expectations.isEmpty else { return [] }
        let outputs = CalledWorkflows(WorkflowCheck.Context(project: nil, tools: tools)).outputs(of: workflow)
        var check = RehearsalCheck(workflows: [workflow], catalogues: [])
        for expectation in expectations { check.check(expectation, outputs: outputs) }
        return check.findings.all
    }
}

/// The checks of a rehearsal.
private struct RehearsalCheck {
    /// The workflow, and those that its steps call.
    let workflows: [Workflow]
    /// The tools that each of them can grant.
    let catalogues: [DeclaredToolCatalogue]
    var findings = FindingList()

    private var workflow: Workflow { workflows[0] }

    /// What is known of a tool, in a workflow or in any of them.
    private func description(of tool: String, in workflow: Workflow? = nil) -> ToolDescription? {
        for (other, catalogue) in zip(workflows, catalogues) where workflow == nil || workflow?.path == other.path {
            if let known = catalogue.description(of: tool) { return known }
        }
        return nil
    }

    mutating func check(_ inputs: JSONObject, at path: String) {
        for (name, value) in inputs {
            guard let input = workflow.inputs.first(where: { $0.name == name }) else {
                let near = NearestName.of(name, among: workflow.inputs.map(\.name))
                findings.append(
                    Finding(
                        .unknownInput,
                        "the workflow has no input `\(name)`",
                        at: "\(path).\(name)",
                        isAboutKey: true,
                        suggestion: near
                    )
                )
                continue
            }
            for violation in input.schema.validate(value) {
                findings.append(
                    Finding(
                        .valueDoesNotFit,
                        "the input does not fit: \(violation.message)",
                        at: "\(path).\(name)\(violation.instance.path)"
                    )
                )
            }
        }
    }

    mutating func check(_ script: Rehearsal.Script, at path: String) {
        let target = target(of: script.pattern, at: path)
        for reply in script.replies {
            switch target {
            case .person(let schema): check(answer: reply, schema)
            case .approval: check(answer: reply, nil, isApproval: true)
            case .agent, .inside, nil: break
            }
            switch reply.kind {
            case .output(let value): check(value, at: "\(reply.path).output")
            case .text(let template): check(template, at: "\(reply.path).text")
            case .calls(let calls):
                for (index, (tool, arguments)) in calls.enumerated() {
                    let key = calls.count == 1 ? "call" : "calls[\(index)]"
                    check(tool, arguments, of: target, at: "\(reply.path).\(key).\(tool)")
                }
            case .error: break
            }
        }
    }

    /// What a pattern of addresses leads to, as far as that can be known; what can't be is reported.
    private mutating func target(of pattern: AddressPattern, at path: String) -> AddressWalk.Target? {
        let known = self
        var walk = AddressWalk(pattern, in: workflow) { grant, workflow in
            known.description(of: grant.tool, in: workflow)?.effects.contains(.asksPerson) == true
        }
        do throws(AddressWalk.Fault) {
            return try walk.target()
        } catch {
            findings.append(
                Finding(
                    error.code,
                    error.message,
                    at: path,
                    isAboutKey: true,
                    notes: error.notes,
                    suggestion: error.suggestion
                )
            )
            return nil
        }
    }

    /// Checks a person's answer.
    private mutating func check(answer reply: Rehearsal.Reply, _ schema: JSONSchema?, isApproval: Bool = false) {
        guard case .output(let value) = reply.kind else {
            let message = "a person answers here, and an answer is an `output`"
            findings.append(Finding(.noAnswer, message, at: reply.path))
            return
        }
        guard let constant = value.constant else { return }
        let path = "\(reply.path).output"
        if let schema {
            for violation in schema.validate(constant) {
                let message = "the answer does not fit: \(violation.message)"
                findings.append(Finding(.valueDoesNotFit, message, at: path + violation.instance.path))
            }
        } else if isApproval {
            if case .bool = constant { return }
            if case .string = constant { return }
            let message = "this answers whether a call may be made: `true`, or `false`, or why not"
            findings.append(Finding(.valueDoesNotFit, message, at: path))
        } else if constant.stringValue == nil {
            let message = "the answer is text, but this is \(CELType(of: constant).words)"
            findings.append(Finding(.valueDoesNotFit, message, at: path))
        }
    }

    private mutating func check(_ value: TemplateValue, at path: String) {
        for (suffix, template) in value.templates { check(template, at: path + suffix) }
    }

    private mutating func check(_ template: Template, at path: String) {
        for (expression, offset) in template.expressions {
            check(expression, at: path, offset: offset, variables: TypeScope.reply)
        }
    }

    mutating func check(_ expectation: Expectation, outputs: CELType) {
        let variables = TypeScope.result(outputs: outputs)
        let type = check(expectation.condition, at: expectation.path, offset: 0, variables: variables)
        switch type {
        case .bool, .dyn: break
        default:
            let message = "what is expected is a boolean, but this is \(type.words)"
            findings.append(Finding(.conditionNotBoolean, message, at: expectation.path))
        }
    }

    @discardableResult
    private mutating func check(
        _ expression: Expression,
        at path: String,
        offset: Int,
        variables: [String: CELType]
    ) -> CELType {
        let check = ExpressionCheck(
            location: .rehearsal,
            variables: variables,
            path: path,
            offset: offset,
            locations: nil
        )
        return check.type(of: expression, &findings)
    }

    /// Checks a scripted call: the agent has the tool, and the arguments fit as far as they are known.
    private mutating func check(
        _ name: String,
        _ arguments: TemplateValue,
        of target: AddressWalk.Target?,
        at path: String
    ) {
        check(arguments, at: path)
        guard case .agent(let agent, let workflow) = target else { return }
        let delegates = agent.delegates.map(\.name)
        guard !delegates.contains(name) else { return }
        guard let grant = agent.tools.first(where: { $0.tool == name || $0.modelName == name }) else {
            let near = NearestName.of(name, among: agent.tools.map(\.tool) + delegates)
            findings.append(
                Finding(
                    .callNotAllowed,
                    "the agent `\(agent.name)` has no tool `\(name)`",
                    at: path,
                    isAboutKey: true,
                    suggestion: near
                )
            )
            return
        }
        guard let schema = description(of: grant.tool, in: workflow)?.arguments, let constant = arguments.constant
        else {
            return
        }
        for violation in schema.validate(constant) {
            let message = "the arguments of `\(name)` do not fit: \(violation.message)"
            findings.append(Finding(.valueDoesNotFit, message, at: path + violation.instance.path))
        }
    }

    /// A tool that acts outside is not called in a rehearsal, so there has to be a result for it.
    mutating func checkResults(for rehearsal: Rehearsal, at path: String) {
        var names = workflows.flatMap { $0.agents.values.flatMap { $0.tools.map(\.tool) } }
        for (_, step) in workflows.flatMap(\.allSteps) {
            if case .tool(let step) = step.kind { names.append(step.grant.tool) }
        }
        for name in Set(names).sorted() where rehearsal.tools[name]?.isEmpty != false {
            guard description(of: name)?.effects.contains(.changesOutside) == true else { continue }
            let message = "the tool `\(name)` acts outside, so a rehearsal needs a result for it"
            let notes = ["write it under `tools:`, such as `\(name): [{ result: … }]`"]
            findings.append(Finding(.resultNeeded, message, at: path, notes: notes))
        }
    }

    mutating func check(_ results: [Rehearsal.ToolResult], of tool: String, at path: String) {
        guard let description = description(of: tool) else {
            let near = NearestName.of(tool, among: Set(catalogues.flatMap(\.names)).sorted())
            findings.append(
                Finding(.unknownTool, "there is no tool `\(tool)`", at: path, isAboutKey: true, suggestion: near)
            )
            return
        }
        let arguments = CELType(schema: description.arguments.value, name: "a call of `\(tool)`")
        for result in results {
            guard let condition = result.condition else { continue }
            check(condition, at: "\(result.path).when", offset: 0, variables: ["arguments": arguments])
        }
    }
}
