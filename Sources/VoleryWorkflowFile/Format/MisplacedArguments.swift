import VoleryCore
import VoleryYAML

/// Arguments of a tool that stand beside `tool` instead of under `with`.
enum MisplacedArguments {
    /// The arguments of tools that are there without being declared; some of them are called like other keys.
    private static let usual: Set = ["command", "env", "stdin", "path", "url", "pattern", "text", "question"]

    /// What stands in a step with a tool as if it were a key of steps, and is none, nor like one.
    static func beside(
        _ entries: [YAMLEntry],
        of kind: VariantFormat.Kind,
        in format: VariantFormat
    ) -> [YAMLEntry] {
        guard kind.key.name == "tool" else { return [] }
        let keys = format.kinds.flatMap { [$0.key] + $0.keys } + format.modifiers
        let names = keys.flatMap { [$0.name] + $0.alsoCalled }
        return entries.filter { entry in
            usual.contains(entry.name)
                || !names.contains(entry.name) && NearestName.of(entry.name, among: names) == nil
                    && ForeignKeys.note(on: entry.name, in: format.what) == nil
        }
    }

    /// The arguments under `with`, in one line; what is too long for that is left out.
    static func shown(_ arguments: [YAMLEntry]) -> String {
        let members = arguments.map { "\($0.name): \(text(of: $0.value) ?? "…")" }
        return FlowText.fitting("with: { \(members.joined(separator: ", ")) }") ?? "with: { … }"
    }

    private static func text(of node: YAMLNode) -> String? {
        guard let text = node.scalar?.text, !text.contains(where: { "\"\\".contains($0) }) else { return nil }
        return FlowText.fitting(FlowText.quoted(text))
    }
}
