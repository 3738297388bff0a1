import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    mutating func checkSteps() {
        for (number, step) in workflow.steps.enumerated() {
            guard !isFull else { return }
            if numbers[step.id] != number {
                findings.append(
                    Finding(
                        .duplicateStep,
                        "there are two steps `\(step.id)`",
                        at: "steps.\(step.id)",
                        isAboutKey: true
                    )
                )
            }
            check(step)
        }
    }

    private mutating func check(_ step: Step) {
        let path = "steps.\(step.id)"
        let variables = variables(within: step)
        if let condition = step.condition { check(condition: condition, of: step, at: "\(path).if") }
        checkNamed(step.needs, at: "\(path).needs")
        switch step.kind {
        case .agent(let agent): check(agent, of: step, variables, at: path)
        case .tool(let tool): check(tool, variables, at: path)
        case .value(let value): check(value, at: "\(path).value", variables: variables, .workflow)
        case .workflow, .ask, .wait, .fail, .choice, .group: break
        }
        if case .value(let value) = step.onError {
            let handling = variables.merging(["error": TypeScope.error]) { _, error in error }
            check(value, at: "\(path).on_error.value", variables: handling, .workflow)
        }
    }

    /// What a step's own fields can name; checks its `for_each` on the way.
    private mutating func variables(within step: Step) -> [String: CELType] {
        guard let forEach = step.forEach else { return scope.variables }
        let path = "steps.\(step.id).for_each"
        checkElementName(forEach.name, at: "steps.\(step.id).as")
        let location = ExpressionCheck.Location.wholeStep(elementName: forEach.name)
        let type = check(forEach.list, at: path, variables: scope.variables, location)
        var element = CELType.dyn
        switch type {
        case .list(let elements): element = elements
        case .dyn: break
        default:
            let message = "`for_each` goes over a list, but this is \(type.words)"
            let notes =
                switch type {
                case .map, .object: ["a map's keys are `map(key, key)`, its values `map(key, m[key])`"]
                default: [String]()
                }
            findings.append(Finding(.listExpected, message, at: path, notes: notes))
        }
        // One by one, as the element may have been given a name that is taken, such as `index`.
        return scope.variables.merging(["index": .int]) { outer, _ in outer }
            .merging([forEach.name: element]) { outer, _ in outer }
    }

    private mutating func checkElementName(_ name: String, at path: String) {
        guard Name.isValid(name) else {
            let message = "`\(name)` can't be an element's name"
            let suggestion = Name.corrected(name)
            findings.append(Finding(.elementName, message, at: path, notes: [Name.rule], suggestion: suggestion))
            return
        }
        guard Name.reserved.contains(name) else { return }
        let message = "`\(name)` has another meaning in expressions, so it can't be an element's name"
        findings.append(Finding(.elementName, message, at: path))
    }

    private mutating func check(condition: Expression, of step: Step, at path: String) {
        let location = step.forEach.map { ExpressionCheck.Location.wholeStep(elementName: $0.name) } ?? .workflow
        let type = check(condition, at: path, variables: scope.variables, location)
        switch type {
        case .bool, .dyn: break
        default:
            findings.append(
                Finding(.conditionNotBoolean, "a condition is a boolean, but this is \(type.words)", at: path)
            )
        }
    }

    /// Checks that steps that are named by their ids are there.
    private mutating func checkNamed(_ ids: [String], at path: String) {
        for (index, id) in ids.enumerated() where numbers[id] == nil && !isFull {
            let suggestion = NearestName.of(id, among: workflow.steps.map(\.id))
            findings.append(
                Finding(.unknownStep, "there is no step `\(id)`", at: "\(path)[\(index)]", suggestion: suggestion)
            )
        }
    }

    private mutating func check(
        _ agentStep: AgentStep,
        of step: Step,
        _ variables: [String: CELType],
        at path: String
    ) {
        check(agentStep.prompt, at: "\(path).prompt", variables: variables, .workflow)
        checkNamed(agentStep.context, at: "\(path).context")
        guard let agent = workflow.agents[agentStep.agent] else {
            for (name, value) in agentStep.with {
                check(value, at: "\(path).with.\(name)", variables: variables, .workflow)
            }
            reportUnknownAgent(agentStep.agent, at: "\(path).agent")
            return
        }
        let isOpen = unreadAgents.contains(agentStep.agent)
        let parameters = Parameters(inputs: agent.inputs, of: "the agent `\(agentStep.agent)`", isOpen: isOpen)
        check(agentStep.with, against: parameters, variables, at: path)
    }

    mutating func reportUnknownAgent(_ name: String, at path: String) {
        guard !name.isEmpty else { return }
        let known = workflow.agents.keys.filter(Name.isValid).sorted()
        let suggestion = NearestName.of(name, among: known)
        let notes =
            suggestion == nil && !known.isEmpty ? ["agents are \(known.prefix(12).joined(separator: ", "))"] : []
        findings.append(
            Finding(.unknownAgent, "there is no agent `\(name)`", at: path, notes: notes, suggestion: suggestion)
        )
    }

    private mutating func check(_ toolStep: ToolStep, _ variables: [String: CELType], at path: String) {
        let name = toolStep.grant.tool
        if name == "shell" { checkCommand(toolStep, at: path) }
        checkGrant(toolStep.grant, at: "\(path).tool")
        let parameters = description(of: name).map { Parameters(schema: $0.arguments.value, of: "the tool `\(name)`") }
        check(toolStep.with, against: parameters ?? .unknown, variables, at: path)
    }

    /// Text must never become a command.
    private mutating func checkCommand(_ step: ToolStep, at path: String) {
        guard let command = step.with.first(where: { $0.name == "command" }) else { return }
        for (suffix, template) in command.value.templates where !template.expressions.isEmpty {
            let first = template.expressions[0]
            let end = first.offset + first.expression.source.utf8.count
            findings.append(
                Finding(
                    .expressionInCommand,
                    "a command for `shell` holds no `${{ }}`, so that text never becomes a command",
                    at: "\(path).with.command\(suffix)",
                    range: max(0, first.offset - 3)..<end + 2,
                    notes: ["give the value as a variable under `env`, or as `stdin`, and name that in the command"]
                )
            )
        }
    }
}
