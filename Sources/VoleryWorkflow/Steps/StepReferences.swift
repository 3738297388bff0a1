extension Step {
    /// The expressions of the step, each with the key that holds it.
    public var expressions: [(path: String, expression: Expression, offset: Int)] {
        var found: [(path: String, expression: Expression, offset: Int)] = []
        if let condition { found.append(("if", condition, 0)) }
        if let forEach { found.append(("for_each", forEach.list, 0)) }
        for (path, template) in templates {
            found += template.expressions.map { (path, $0.expression, $0.offset) }
        }
        return found
    }

    /// The templates of the step, each with the key that holds it.
    public var templates: [(path: String, template: Template)] {
        var found = kind.templates
        if case .value(let value) = onError {
            found += value.templates.map { ("on_error.value\($0.path)", $0.template) }
        }
        return found
    }

    /// The steps that this one waits for, whatever for, in the order in which it names them.
    public var dependencies: [String] {
        var seen: Set<String> = []
        let context = if case .agent(let step) = kind { step.context } else { [String]() }
        return (needs + context + expressions.flatMap { $0.expression.references.compactMap(\.step) })
            .filter { seen.insert($0).inserted }
    }

    /// The steps whose output it cannot do without: when one of them is skipped, so is this one.
    public var required: [String] {
        expressions.flatMap { $0.expression.references }.filter(\.needsOutput).compactMap(\.step)
    }
}

extension Step.Kind {
    /// The kind's key in a file.
    public var name: String {
        switch self {
        case .agent: "agent"
        case .tool: "tool"
        case .value: "value"
        }
    }

    fileprivate var templates: [(path: String, template: Template)] {
        switch self {
        case .agent(let step):
            [("prompt", step.prompt)] + named(step.with)
        case .tool(let step): named(step.with)
        case .value(let value): value.templates.map { ("value\($0.path)", $0.template) }
        }
    }

    private func named(_ values: [(name: String, value: TemplateValue)]) -> [(path: String, template: Template)] {
        values.flatMap { name, value in value.templates.map { ("with.\(name)\($0.path)", $0.template) } }
    }
}
