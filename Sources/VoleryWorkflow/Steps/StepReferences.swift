extension Step {
    /// The expressions of the step's own keys, each with the key that holds it; not those of the steps in it.
    public var expressions: [(path: String, expression: Expression, offset: Int)] {
        outerExpressions + innerExpressions
    }

    /// Those that see what is around the step.
    package var outerExpressions: [(path: String, expression: Expression, offset: Int)] {
        var found: [(path: String, expression: Expression, offset: Int)] = []
        if let condition { found.append(("if", condition, 0)) }
        if let forEach { found.append(("for_each", forEach.list, 0)) }
        if case .choice(let choice) = kind { found.append(("switch", choice.subject, 0)) }
        return found + expressions(of: outerTemplates)
    }

    /// Those that see what is in the group: its `output` and `until`.
    package var innerExpressions: [(path: String, expression: Expression, offset: Int)] {
        guard case .group(let group) = kind else { return [] }
        let until = group.repetition?.until.map { [("repeat.until", $0, 0)] } ?? []
        return until + expressions(of: innerTemplates)
    }

    /// The templates of the step's own keys, each with the key that holds it.
    public var templates: [(path: String, template: Template)] { outerTemplates + innerTemplates }

    private var outerTemplates: [(path: String, template: Template)] {
        var found = kind.templates
        if case .value(let value) = onError {
            found += value.templates.map { ("on_error.value\($0.path)", $0.template) }
        }
        return found
    }

    private var innerTemplates: [(path: String, template: Template)] {
        guard case .group(let group) = kind, let output = group.output else { return [] }
        return output.templates.map { ("output\($0.path)", $0.template) }
    }

    private func expressions(
        of templates: [(path: String, template: Template)]
    ) -> [(path: String, expression: Expression, offset: Int)] {
        templates.flatMap { path, template in template.expressions.map { (path, $0.expression, $0.offset) } }
    }

    /// The steps around this one that it waits for, whatever for, in the order in which it names them.
    ///
    /// A group waits for all that its steps name outside, and a `switch` for all that its cases name.
    public var dependencies: [String] {
        var seen: Set<String> = []
        return named.filter { seen.insert($0).inserted }
    }

    private var named: [String] {
        let context = if case .agent(let step) = kind { step.context } else { [String]() }
        let inside =
            innerExpressions.flatMap { $0.expression.references.compactMap(\.step) } + children.flatMap(\.step.named)
        let own = if case .group(let group) = kind { Set(group.steps.map(\.id)) } else { Set<String>() }
        return needs + context + outerExpressions.flatMap { $0.expression.references.compactMap(\.step) }
            + inside.filter { !own.contains($0) }
    }

    /// The steps whose output it cannot do without: when one of them is skipped, so is this one.
    ///
    /// What the steps in it cannot do without concerns those alone.
    public var required: [String] {
        outerExpressions.flatMap { $0.expression.references }.filter(\.needsOutput).compactMap(\.step)
    }
}

extension Step.Kind {
    /// The kind's key in a file.
    public var name: String {
        switch self {
        case .agent: "agent"
        case .tool: "tool"
        case .value: "value"
        case .workflow: "workflow"
        case .ask: "ask"
        case .wait: "wait"
        case .fail: "fail"
        case .choice: "switch"
        case .group: "steps"
        }
    }

    fileprivate var templates: [(path: String, template: Template)] {
        switch self {
        case .agent(let step): step.prompt.templates + named(step.with)
        case .tool(let step): named(step.with)
        case .workflow(let step): named(step.with)
        case .value(let value): value.templates.map { ("value\($0.path)", $0.template) }
        case .ask(let step):
            [("ask", step.text)] + (step.draft?.templates ?? []).map { ("draft\($0.path)", $0.template) }
        case .wait(let template): [("wait", template)]
        case .fail(let template): [("fail", template)]
        case .choice, .group: []
        }
    }

    private func named(_ values: [(name: String, value: TemplateValue)]) -> [(path: String, template: Template)] {
        values.flatMap { name, value in value.templates.map { ("with.\(name)\($0.path)", $0.template) } }
    }
}
