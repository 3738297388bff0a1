import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Makes a step of what its format's check has let pass.
struct StepDecoder {
    let log: FaultLog
    /// Reads a workflow that a step names.
    let called: (YAMLNode) -> Workflow
    private var text: TextDecoder { TextDecoder(log: log) }

    init(log: FaultLog, called: @escaping (YAMLNode) -> Workflow) {
        self.log = log
        self.called = called
    }

    /// The steps of a workflow or a group, in the file's order.
    func steps(_ node: YAMLNode?, path: String) -> [Step] {
        guard let elements = node?.elements else {
            return (node?.entries ?? []).map { step($0.name, $0.value, path: "\(path).\($0.name)") }
        }
        // A list is no steps, which has been reported; those who name one of them aren't wrong, too.
        var seen: Set<String> = []
        return elements.compactMap { $0["id"]?.text ?? $0["name"]?.text ?? $0.entries?.first?.name }
            .filter { Name.isValid($0) && seen.insert($0).inserted }
            .map { Step(id: $0, kind: .value(.unknown)) }
    }

    private func step(_ id: String, _ node: YAMLNode, path: String) -> Step {
        Step(
            id: id,
            kind: kind(node, path),
            needs: node["needs"]?.texts ?? [],
            condition: node["if"].flatMap(text.expression),
            forEach: forEach(node),
            retry: node["retry"].flatMap(retry),
            timeout: node["timeout"]?.duration,
            onError: node["on_error"].map(onError) ?? .fail,
            limits: node["limits"]?.limits(path: "\(path).limits") ?? .none,
            description: node["description"]?.text
        )
    }

    /// What it does; a value where there is no kind, or none that is known.
    private func kind(_ node: YAMLNode, _ path: String) -> Step.Kind {
        let kinds = StepFormat.step.kinds.filter { node[$0.key.name] != nil }.map(\.key.name)
        guard kinds.count == 1, let value = node[kinds[0]] else { return .value(.unknown) }
        switch kinds[0] {
        case "agent": return agent(value.text ?? "", node)
        case "tool":
            let grant = GrantDecoder(log: log).grant(value) ?? ToolGrant(tool: "")
            return .tool(ToolStep(grant: grant, with: arguments(node)))
        case "value": return .value(text.value(value))
        case "workflow": return .workflow(WorkflowStep(workflow: called(value), with: text.values(node["with"])))
        case "ask":
            let draft = node["draft"].map(text.value)
            return .ask(AskStep(text: template(value), output: node["output"].map(AgentDecoder.schema), draft: draft))
        case "wait": return .wait(template(value))
        case "fail": return .fail(template(value))
        case "switch": return choice(value, node, path)
        case "steps": return group(value, node, path)
        default: return .value(.unknown)
        }
    }

    /// What a tool is called with; arguments that stand beside have been reported, and are none that are missing.
    private func arguments(_ node: YAMLNode) -> [(name: String, value: TemplateValue)] {
        let given = text.values(node["with"])
        guard let kind = StepFormat.step.kinds.first(where: { $0.key.name == "tool" }) else { return given }
        let beside = MisplacedArguments.beside(node.entries ?? [], of: kind, in: StepFormat.step)
        return given + beside.filter { entry in !given.contains { $0.name == entry.name } }.map { ($0.name, .unknown) }
    }

    private func template(_ node: YAMLNode) -> Template { text.template(node) ?? Template(text: "") }

    private func group(_ steps: YAMLNode, _ node: YAMLNode, _ path: String) -> Step.Kind {
        let repetition = node["repeat"].flatMap { node -> GroupStep.Repetition? in
            guard let max = node["max"]?.integer else { return nil }
            return GroupStep.Repetition(max: max, until: node["until"].flatMap(text.expression))
        }
        let output = node["output"].map(text.value)
        return .group(
            GroupStep(steps: self.steps(steps, path: "\(path).steps"), output: output, repetition: repetition)
        )
    }

    private func choice(_ subject: YAMLNode, _ node: YAMLNode, _ path: String) -> Step.Kind {
        let cases = (node["cases"]?.entries ?? []).map { entry in
            let key = key(entry.key)
            let step = step(key.description, entry.value, path: "\(path).cases.\(entry.name)")
            return SwitchStep.Case(key: key, step: step)
        }
        // A misspelt `default` has been reported as that.
        let other = (node["default"] ?? node["else"] ?? node["otherwise"]).map {
            step("default", $0, path: "\(path).default")
        }
        guard let subject = text.expression(subject) ?? Self.unknownList else { return .value(.unknown) }
        return .choice(SwitchStep(subject: subject, cases: cases, defaultStep: other))
    }

    private func key(_ node: YAMLNode) -> SwitchStep.Key {
        switch node.scalar?.value {
        case .integer(let number): .integer(number)
        case .bool(let truth): .boolean(truth)
        default: .text(node.scalar?.text ?? "")
        }
    }

    private func agent(_ name: String, _ node: YAMLNode) -> Step.Kind {
        .agent(
            AgentStep(
                agent: name,
                asking: node["prompt"].flatMap(PromptDecoder(log: log).prompt) ?? .text(Template(text: "")),
                with: text.values(node["with"]),
                context: node["context"]?.texts ?? []
            )
        )
    }

    private func forEach(_ node: YAMLNode) -> Step.ForEach? {
        guard let list = node["for_each"] else {
            for key in ["as", "max_parallel"] { reportWithoutForEach(key, in: node) }
            return nil
        }
        guard let list = text.expression(list) ?? Self.unknownList else { return nil }
        return Step.ForEach(
            list: list,
            name: node["as"]?.text ?? "item",
            maxParallel: node["max_parallel"]?.integer
        )
    }

    /// Stands for a value that can't be read, so that the names that depend on it are known all the same.
    private static let unknownList = try? Expression("dyn([])")

    private func reportWithoutForEach(_ key: String, in node: YAMLNode) {
        guard let entry = node.entries?.first(where: { $0.name == key }) else { return }
        let message = "`\(key)` has no meaning without `for_each`"
        log.report(.misplacedKey, message, at: entry.key.place)
    }

    private func retry(_ node: YAMLNode) -> Step.Retry? {
        guard let max = node["max"]?.integer else { return nil }
        var retry = Step.Retry(max: max)
        if let on = node["on"] { retry.on = Set(on.texts.map(RunError.Code.init(rawValue:))) }
        if let waits = node["backoff"]?.elements?.compactMap(\.duration), waits.count == 2 {
            if waits[0] <= waits[1] {
                retry.backoff = waits[0]...waits[1]
            } else {
                let message = "the first wait is longer than the last"
                log.report(.duration, message, at: node["backoff"]?.briefPlace)
            }
        }
        return retry
    }

    private func onError(_ node: YAMLNode) -> Step.OnError {
        if let value = node["value"] { return .value(text.value(value)) }
        return node.text == "skip" ? .skip : .fail
    }
}
