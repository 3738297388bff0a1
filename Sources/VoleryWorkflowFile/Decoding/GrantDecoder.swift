import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Reads a tool's name, or a mapping of it to what narrows it.
struct GrantDecoder {
    let log: FaultLog

    /// The tool and its grant; `nil` if it can't be read, which has then been reported.
    func grant(_ node: YAMLNode) -> ToolGrant? {
        guard let entries = node.entries else { return node.text.map { ToolGrant(tool: $0) } }
        guard entries.count == 1, let entry = entries.first else {
            if entries.count > 1 {
                let message = "this grants \(entries.count) tools at once"
                let notes = ["write each as an element of its own: `- \(entries[0].name.shown): …`"]
                log.report(.wrongCount, message, at: entries[1].key.place, notes: notes)
            }
            return entries.first.map { ToolGrant(tool: $0.name) }
        }
        var ignored: [Diagnostic] = []
        var grant = ToolGrant(tool: entry.name, grant: entry.value.json(&ignored))
        if let approval = entry.value.entries?.first(where: { $0.name == "approve" }) {
            FormatChecker(log: log).check(approval.value, .choice(["always", "never"]), key: approval.key)
            grant.needsApproval = approval.value.text == "always"
            // What is left is the tool's own: without anything in it, it is as if nothing had been said.
            var members = grant.grant.objectValue ?? JSONObject()
            members["approve"] = nil
            grant.grant = members.isEmpty ? .null : .object(members)
        }
        return grant
    }
}
