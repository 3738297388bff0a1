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
        let tools = DeclaredToolCatalogue(tools, declared: workflow.tools, maker: nil)
        var check = RehearsalCheck(workflow: workflow, tools: tools)
        check.check(inputs, at: "\(file).inputs")
        for script in scripts where !check.findings.isFull {
            check.check(script, at: "\(file).replies.\(script.pattern.text)")
        }
        for (tool, results) in self.tools.sorted(by: { $0.key < $1.key }) {
            check.check(results, of: tool, at: "\(file).tools.\(tool)")
        }
        check.checkResults(for: self, at: "\(file).tools")
        return check.findings.all
    }
}

/// The checks of a rehearsal.
private struct RehearsalCheck {
    let workflow: Workflow
    let tools: any ToolCatalogue
    var findings = FindingList()

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
        let agent = agent(at: script.pattern, path)
        for reply in script.replies {
            switch reply.kind {
            case .output(let value): check(value, at: "\(reply.path).output")
            case .text(let template): check(template, at: "\(reply.path).text")
            case .calls(let calls):
                for (index, (tool, arguments)) in calls.enumerated() {
                    let key = calls.count == 1 ? "call" : "calls[\(index)]"
                    check(tool, arguments, of: agent, at: "\(reply.path).\(key).\(tool)")
                }
            case .error: break
            }
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

    private mutating func check(
        _ expression: Expression,
        at path: String,
        offset: Int,
        variables: [String: CELType]
    ) {
        let check = ExpressionCheck(
            location: .rehearsal,
            variables: variables,
            path: path,
            offset: offset,
            locations: nil
        )
        _ = check.type(of: expression, &findings)
    }

    /// Checks a scripted call: the agent has the tool, and the arguments fit as far as they are known.
    private mutating func check(_ name: String, _ arguments: TemplateValue, of agent: Agent?, at path: String) {
        check(arguments, at: path)
        guard let agent else { return }
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
        guard let schema = tools.description(of: grant.tool)?.arguments, let constant = arguments.constant else {
            return
        }
        for violation in schema.validate(constant) {
            let message = "the arguments of `\(name)` do not fit: \(violation.message)"
            findings.append(Finding(.valueDoesNotFit, message, at: path + violation.instance.path))
        }
    }

    /// A tool that acts outside is not called in a rehearsal, so there has to be a result for it.
    mutating func checkResults(for rehearsal: Rehearsal, at path: String) {
        var names = workflow.agents.values.flatMap { $0.tools.map(\.tool) }
        for step in workflow.steps {
            if case .tool(let step) = step.kind { names.append(step.grant.tool) }
        }
        for name in Set(names).sorted() where rehearsal.tools[name]?.isEmpty != false {
            guard tools.description(of: name)?.effects.contains(.changesOutside) == true else { continue }
            let message = "the tool `\(name)` acts outside, so a rehearsal needs a result for it"
            let notes = ["write it under `tools:`, such as `\(name): [{ result: … }]`"]
            findings.append(Finding(.resultNeeded, message, at: path, notes: notes))
        }
    }

    mutating func check(_ results: [Rehearsal.ToolResult], of tool: String, at path: String) {
        guard let description = tools.description(of: tool) else {
            let near = NearestName.of(tool, among: tools.names)
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

// MARK: Addresses

extension RehearsalCheck {
    /// The agent whose conversation a pattern names, as far as that can be known; what can't be is reported.
    private mutating func agent(at pattern: AddressPattern, _ path: String) -> Agent? {
        let text = pattern.text
        let id = String(text.prefix { $0 != "." && $0 != "[" && $0 != "#" && $0 != "~" })
        guard let step = workflow.steps.first(where: { $0.id == id }) else {
            let near = NearestName.of(id, among: workflow.steps.map(\.id)).map { $0 + text.dropFirst(id.count) }
            findings.append(
                Finding(.unknownStep, "there is no step `\(id)`", at: path, isAboutKey: true, suggestion: near)
            )
            return nil
        }
        if case .tool(let toolStep) = step.kind, asksPerson(toolStep.grant) {
            _ = checkElement(text.dropFirst(id.count), of: step, at: path)
            return nil
        }
        guard case .agent(let agentStep) = step.kind else {
            let message = "the step `\(id)` asks no model and nobody, so it has no replies"
            findings.append(Finding(.noConversation, message, at: path, isAboutKey: true))
            return nil
        }
        let rest = text.dropFirst(id.count)
        guard checkElement(rest, of: step, at: path) else { return nil }
        let isOwn = !rest.contains(".")
        return isOwn ? workflow.agents[agentStep.agent] : nil
    }

    /// Whether a person answers in a call: for its approval, or since the tool asks.
    private func asksPerson(_ grant: ToolGrant) -> Bool {
        grant.needsApproval || tools.description(of: grant.tool)?.effects.contains(.asksPerson) == true
    }

    /// Checks that a pattern names elements if, and only if, the step has them.
    private mutating func checkElement(_ rest: Substring, of step: Step, at path: String) -> Bool {
        let id = step.id
        switch (step.forEach != nil, rest.hasPrefix("[")) {
        case (true, false):
            let message = "the step `\(id)` has a conversation for each element"
            let suggestion = "\(id)[*]\(rest)"
            findings.append(Finding(.noConversation, message, at: path, isAboutKey: true, suggestion: suggestion))
            return false
        case (false, true):
            let message = "the step `\(id)` has one conversation, as it has no `for_each`"
            findings.append(Finding(.noConversation, message, at: path, isAboutKey: true, suggestion: id))
            return false
        default:
            guard !Self.isPattern(rest) else { return true }
            let message = "`\(id)\(rest)` is no address"
            let notes = ["addresses are such as `brief`, `research[0]`, `research[*]`, `research[0].turn1.call1`"]
            findings.append(Finding(.invalidAddress, message, at: path, isAboutKey: true, notes: notes))
            return false
        }
    }

    /// Whether a text goes on an address: `[2]`, `[*]`, `#1`, `#*`, `~2`, `.name`.
    private static func isPattern(_ text: Substring) -> Bool {
        var rest = text
        while let mark = rest.popFirst() {
            let part = rest.prefix { !"[.#~]".contains($0) }
            rest = rest.dropFirst(part.count)
            switch mark {
            case "[": guard isNumber(part), rest.popFirst() == "]" else { return false }
            case "#", "~": guard isNumber(part) else { return false }
            case ".":
                guard !part.isEmpty, part.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return false }
            default: return false
            }
        }
        return true
    }

    private static func isNumber(_ text: Substring) -> Bool {
        text == "*" || !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
