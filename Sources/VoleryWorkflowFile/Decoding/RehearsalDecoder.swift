import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Makes a rehearsal of what its format's check has let pass.
struct RehearsalDecoder {
    let log: FaultLog
    /// What stands in front of the keys' paths.
    let file: String
    private var text: TextDecoder { TextDecoder(log: log) }

    init(log: FaultLog, file: String) {
        self.log = log
        self.file = file
    }

    func rehearsal(_ root: YAMLNode) -> Rehearsal {
        Rehearsal(
            inputs: root["inputs"].flatMap { text.json($0).objectValue } ?? [:],
            scripts: (root["replies"]?.entries ?? []).map(script),
            tools: Dictionary((root["tools"]?.entries ?? []).map { ($0.name, results($0)) }) { first, _ in first },
            expectations: expectations(of: root)
        )
    }

    /// What the file says has to hold at the end.
    func expectations(of root: YAMLNode) -> [Expectation] { root["expect"].map(listed) ?? [] }

    private func listed(_ node: YAMLNode) -> [Expectation] {
        if let elements = node.elements {
            return elements.enumerated().compactMap { index, node in
                text.expression(node).map { Expectation($0, path: "\(file).expect[\(index)]") }
            }
        }
        return (node.entries ?? []).compactMap { entry in
            text.expression(entry.value).map {
                Expectation(name: entry.name, $0, path: "\(file).expect.\(entry.name)")
            }
        }
    }

    private func script(_ entry: YAMLEntry) -> Rehearsal.Script {
        let replies = (entry.value.elements ?? []).enumerated().compactMap { index, node in
            kind(node).map { Rehearsal.Reply($0, path: "\(file).replies.\(entry.name)[\(index)]") }
        }
        return Rehearsal.Script(pattern: AddressPattern(entry.name), replies: replies)
    }

    private func kind(_ node: YAMLNode) -> Rehearsal.Reply.Kind? {
        if let output = node["output"] { return .output(text.value(output)) }
        if let words = node["text"] { return text.template(words).map(Rehearsal.Reply.Kind.text) }
        if let call = node["call"] { return .calls(calls(call)) }
        if let several = node["calls"]?.elements { return .calls(several.flatMap(calls)) }
        guard let error = node["error"], let status = error["status"]?.integer else { return nil }
        return .error(status: status, after: error["after"]?.duration)
    }

    private func calls(_ node: YAMLNode) -> [(tool: String, arguments: TemplateValue)] {
        let entries = node.entries ?? []
        if entries.count > 1 {
            let message = "this is one call, but it names \(entries.count) tools"
            let notes = ["several at once are a list under `calls`"]
            log.report(.wrongCount, message, at: entries[1].key.place, notes: notes)
        }
        return entries.prefix(1).map { entry in
            (entry.name, entry.value.scalar?.value == .null ? .map([]) : text.value(entry.value))
        }
    }

    private func results(_ entry: YAMLEntry) -> [Rehearsal.ToolResult] {
        (entry.value.elements ?? []).enumerated().map { index, node in
            Rehearsal.ToolResult(
                condition: node["when"].flatMap(text.expression),
                result: node["result"].map(text.json) ?? .null,
                path: "\(file).tools.\(entry.name)[\(index)]"
            )
        }
    }
}
