import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// Checks the steps of the workflow or of a group, which are in scope, and finds out what their outputs are.
    ///
    /// A step is checked after those that it names, so that their types are known; what is found keeps the file's order.
    mutating func check(_ steps: [Step], at path: String) {
        let first = findings.count
        var parts: [(step: Int, count: Int)] = []
        for number in Self.order(of: steps) {
            guard !isFull else { return }
            let before = findings.count
            let step = steps[number]
            let outcome = check(step, at: "\(path).\(step.id)")
            let output = (outcome.output ?? .dyn).named("the output of `\(step.id)`")
            scope.declare(step.id, output: output, mayBeSkipped: outcome.mayBeSkipped)
            parts.append((number, findings.count - before))
        }
        findings.sort(from: first, by: parts)
    }

    /// The steps' positions, each behind those that it waits for; in the file's order where nothing else is said.
    private static func order(of steps: [Step]) -> [Int] {
        let numbers = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let dependencies = steps.map { step in step.dependencies.compactMap { numbers[$0] } }
        var isSeen = [Bool](repeating: false, count: steps.count)
        var order: [Int] = []
        for root in steps.indices where !isSeen[root] {
            isSeen[root] = true
            var open = [(step: root, next: 0)]
            while let (step, next) = open.last {
                guard next < dependencies[step].count else {
                    order.append(step)
                    open.removeLast()
                    continue
                }
                open[open.count - 1].next += 1
                let other = dependencies[step][next]
                guard !isSeen[other] else { continue }
                isSeen[other] = true
                open.append((other, 0))
            }
        }
        return order
    }

    /// Checks a step with all that is in it.
    mutating func check(_ step: Step, at path: String) -> StepOutcome {
        let element = check(elementsOf: step, at: path)
        if let condition = step.condition { check(condition: condition, of: step, at: "\(path).if") }
        checkNamed(step.needs, at: "\(path).needs")
        let before = element.map { enter($0, of: step) }
        var outcome = checkKind(of: step, at: path)
        if case .value(let value) = step.onError {
            let handling = scope.variables.merging(["error": TypeScope.error]) { _, error in error }
            let other = check(value, at: "\(path).on_error.value", variables: handling, .workflow)
            outcome.output = CELType.joined([outcome.output, other].compactMap(\.self)).bounded
        }
        let variables = watched?.path == path ? watchedInside ?? scope.variables : nil
        if let before { leave(before) }
        checkModifiers(of: step, at: path)
        if step.forEach != nil {
            outcome.output = .list((outcome.output ?? .dyn).named("an output of `\(step.id)`"))
            outcome.mayBeSkipped = false
        }
        if let variables { watched?.types = StepTypes(variables: variables, output: outcome.output ?? .dyn) }
        if case .skip = step.onError { outcome.mayBeSkipped = true }
        let isUnsure =
            step.condition != nil || scope.mayBeSkipped(step.outerExpressions.flatMap(\.expression.references))
        outcome.mayBeSkipped = outcome.mayBeSkipped || isUnsure
        return outcome
    }

    /// Checks what a step does.
    private mutating func checkKind(of step: Step, at path: String) -> StepOutcome {
        switch step.kind {
        case .agent(let agent): return StepOutcome(output: check(agent, at: path))
        case .tool(let tool): return StepOutcome(output: check(tool, at: path))
        case .value(let value):
            let type = check(value, at: "\(path).value", variables: scope.variables, .workflow)
            return StepOutcome(output: type.stored.bounded)
        case .workflow(let call): return StepOutcome(output: check(call, at: path))
        case .ask(let ask): return StepOutcome(output: check(ask, at: path))
        case .wait(let template):
            checkWait(template, at: "\(path).wait")
            return StepOutcome(output: .null)
        case .fail(let template):
            check(template, at: "\(path).fail", variables: scope.variables, .workflow)
            return StepOutcome(output: nil)
        case .choice(let choice): return check(choice, of: step, at: path)
        case .group(let group): return check(group, of: step, at: path)
        }
    }

    // MARK: Conditions

    private mutating func check(condition: Expression, of step: Step, at path: String) {
        let location = step.forEach.map { ExpressionCheck.Location.wholeStep(elementName: $0.name) } ?? .workflow
        check(condition: condition, at: path, location)
    }

    /// Checks that an expression is a boolean.
    mutating func check(condition: Expression, at path: String, _ location: ExpressionCheck.Location) {
        let type = check(condition, at: path, variables: scope.variables, location)
        switch type {
        case .bool, .dyn: warnOfConstant(condition, at: path)
        default:
            let message = "a condition is a boolean, but this is \(type.words)"
            let word = condition.tree.quotedTruth
            let notes = word == nil ? [] : ["in an expression's quotes it is text"]
            findings.append(Finding(.conditionNotBoolean, message, at: path, notes: notes, suggestion: word))
        }
    }

    private mutating func warnOfConstant(_ condition: Expression, at path: String) {
        guard condition.tree.isPlain, case .bool(let truth)? = try? condition.evaluate(in: CELBindings([:])) else {
            return
        }
        let isUntil = path.hasSuffix(".until")
        let consequence =
            switch (isUntil, truth) {
            case (true, true): "there is one round"
            case (true, false): "there are always `max` rounds"
            case (false, true): "the step always runs"
            case (false, false): "the step never runs"
            }
        let message = "this condition is always \(truth): \(consequence)"
        findings.append(Finding(.constantCondition, message, at: path, severity: .warning))
    }

    /// Warns of modifiers that change nothing.
    private mutating func checkModifiers(of step: Step, at path: String) {
        guard step.retry != nil else { return }
        let reason: String
        switch step.kind {
        case .fail: reason = "what `fail` fails with"
        case .value: reason = "a wrong expression"
        default: return
        }
        let message = "`retry` changes nothing here: \(reason) is never tried again"
        findings.append(Finding(.uselessModifier, message, at: "\(path).retry", isAboutKey: true, severity: .warning))
    }

    // MARK: Agents and tools

    private mutating func check(_ agentStep: AgentStep, at path: String) -> CELType {
        let variables = scope.variables
        check(agentStep.prompt, at: "\(path).prompt", variables: variables, .workflow)
        checkNamed(agentStep.context, at: "\(path).context")
        guard let agent = workflow.agents[agentStep.agent] else {
            for (name, value) in agentStep.with {
                check(value, at: "\(path).with.\(name)", variables: variables, .workflow)
            }
            reportUnknownAgent(agentStep.agent, at: "\(path).agent")
            return .dyn
        }
        let isOpen = unreadAgents.contains(agentStep.agent)
        let parameters = Parameters(inputs: agent.inputs, of: "the agent `\(agentStep.agent)`", isOpen: isOpen)
        check(agentStep.with, against: parameters, variables, at: path)
        return answer(of: agent, named: agentStep.agent)
    }

    /// The type of what an agent answers.
    func answer(of agent: Agent) -> CELType { agent.output.map { CELType(schema: $0.value) } ?? .string }

    private mutating func answer(of agent: Agent, named name: String) -> CELType {
        if let known = agentTypes[name] { return known }
        let type = answer(of: agent)
        agentTypes[name] = type
        return type
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

    private mutating func check(_ toolStep: ToolStep, at path: String) -> CELType {
        let name = toolStep.grant.tool
        if name == "shell" { checkCommand(toolStep, at: path) }
        checkGrant(toolStep.grant, at: "\(path).tool")
        let parameters = description(of: name).map { Parameters(schema: $0.arguments.value, of: "the tool `\(name)`") }
        check(toolStep.with, against: parameters ?? .unknown, scope.variables, at: path)
        if let known = toolTypes[name] { return known }
        let type = description(of: name)?.output.map { CELType(schema: $0.value) } ?? .dyn
        toolTypes[name] = type
        return type
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

    // MARK: Workflows, people and waits

    private mutating func check(_ call: WorkflowStep, at path: String) -> CELType {
        let other = call.workflow
        let isOpen = called.context.unreadWorkflows.contains(other.path)
        let parameters = Parameters(inputs: other.inputs, of: "the workflow `\(other.name)`", isOpen: isOpen)
        check(call.with, against: parameters, scope.variables, at: path)
        return called.outputs(of: other)
    }

    private mutating func check(_ ask: AskStep, at path: String) -> CELType {
        let variables = scope.variables
        check(ask.text, at: "\(path).ask", variables: variables, .workflow)
        if let draft = ask.draft {
            let schema = ask.output?.value ?? ["type": "string"]
            let parameter = Parameters.Parameter(name: "draft", schema: schema, compiled: ask.output, isRequired: false)
            check(draft, for: parameter, variables, at: "\(path).draft")
        }
        return ask.output.map { CELType(schema: $0.value) } ?? .string
    }

    private mutating func checkWait(_ template: Template, at path: String) {
        let type = check(template, at: path, variables: scope.variables, .workflow)
        guard !template.expressions.isEmpty else {
            guard let fault = WaitTime.fault(in: TemplateValue.template(template).constant?.stringValue ?? "") else {
                return
            }
            let notes = fault.suggestion == nil ? ["or it is a timestamp such as `2026-12-01T09:00:00Z`"] : []
            findings.append(Finding(.waitTime, fault.message, at: path, notes: notes, suggestion: fault.suggestion))
            return
        }
        switch type.stored {
        case .string, .enumeration, .dyn: break
        default:
            let message = "`wait` takes a duration such as `30s` or a timestamp, but this is \(type.words)"
            findings.append(Finding(.waitTime, message, at: path))
        }
    }
}

extension CELExpression {
    /// Whether it is made of literals and operators alone, so that it is always the same and soon known.
    fileprivate var isPlain: Bool {
        switch kind {
        case .literal: true
        case .unary(_, let operand): operand.isPlain
        case .binary(_, let left, let right): left.isPlain && right.isPlain
        case .logical(_, let operands): operands.allSatisfy(\.isPlain)
        case .conditional(let condition, let yes, let no): condition.isPlain && yes.isPlain && no.isPlain
        default: false
        }
    }

    /// The boolean that stands in quotes.
    fileprivate var quotedTruth: String? {
        guard case .literal(.string(let text)) = kind else { return nil }
        switch text.description {
        case "true", "True", "yes": return "true"
        case "false", "False", "no": return "false"
        default: return nil
        }
    }
}
