import VoleryCore
import VoleryWorkflow
import VoleryYAML

/// Makes a prompt of what its format's check has let pass.
struct PromptDecoder {
    let log: FaultLog

    /// How a prompt is written: text, or a list of parts.
    static let format = ValueFormat.either([
        .template,
        .list(
            of: .variant(
                VariantFormat(
                    what: "a part of a prompt",
                    kinds: Prompt.Kind.all.map { VariantFormat.Kind(key: KeyFormat($0.name, .template)) },
                    modifiers: []
                )
            ),
            named: "parts",
            count: 1...1_000
        ),
    ])

    func prompt(_ node: YAMLNode) -> Prompt? {
        let text = TextDecoder(log: log)
        guard let elements = node.elements else { return text.template(node).map(Prompt.text) }
        return .parts(elements.map { part($0, text) })
    }

    /// A part; an empty text where there is none, so that the others keep their numbers.
    private func part(_ node: YAMLNode, _ text: TextDecoder) -> Prompt.Part {
        let nothing = Prompt.Part(.text, Template(text: ""))
        let kinds = Prompt.Kind.all.filter { node[$0.name] != nil }
        guard kinds.count == 1, let template = node[kinds[0].name].flatMap(text.template) else { return nothing }
        return Prompt.Part(kinds[0], template)
    }
}
