import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Makes a step of what its format's check has let pass.
struct StepDecoder {
    let log: FaultLog
    private var text: TextDecoder { TextDecoder(log: log) }

    init(log: FaultLog) {
        self.log = log
    }

    func step(_ id: String, _ node: YAMLNode) -> Step {
        Step(
            id: id,
            kind: kind(node),
            needs: node["needs"]?.texts ?? [],
            condition: node["if"].flatMap(text.expression),
            forEach: forEach(node),
            retry: node["retry"].flatMap(retry),
            timeout: node["timeout"]?.duration,
            onError: node["on_error"].map(onError) ?? .fail,
            limits: node["limits"]?.limits(path: "steps.\(id).limits") ?? .none,
            description: node["description"]?.text
        )
    }

    /// What it does; a value where there is no kind, or none that is known.
    private func kind(_ node: YAMLNode) -> Step.Kind {
        let kinds = StepFormat.step.kinds.filter { node[$0.key.name] != nil }.map(\.key.name)
        guard kinds.count == 1, let value = node[kinds[0]] else { return .value(.unknown) }
        switch kinds[0] {
        case "agent": return agent(value.text ?? "", node)
        case "tool":
            let grant = GrantDecoder(log: log).grant(value) ?? ToolGrant(tool: "")
            return .tool(ToolStep(grant: grant, with: text.values(node["with"])))
        case "value": return .value(text.value(value))
        default: return .value(.unknown)
        }
    }

    private func agent(_ name: String, _ node: YAMLNode) -> Step.Kind {
        .agent(
            AgentStep(
                agent: name,
                prompt: node["prompt"].flatMap(prompt) ?? Template(text: ""),
                with: text.values(node["with"]),
                context: node["context"]?.texts ?? []
            )
        )
    }

    private func prompt(_ node: YAMLNode) -> Template? {
        guard node.elements == nil else {
            let message = "a prompt of several parts is part of the language, but this version can't run it"
            log.report(.notInThisVersion, message, at: node.briefPlace)
            return nil
        }
        return text.template(node)
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

    /// Stands for a list that can't be read, so that the element's name is known all the same.
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
