internal import VoleryCEL
internal import VoleryCore
internal import VoleryWorkflow

/// What is known of one step before it runs: what it uses and of which types, what it waits for, what waits for it.
struct StepReport {
    private let workflow: Workflow
    private let step: Step
    private let id: String
    private let types: StepTypes
    /// The steps of the same scope.
    private let siblings: [Step]

    /// A report on a step.
    ///
    /// - Parameters:
    ///   - id: The step's id; of a step in a group or a case of a choice with those around it: `polish.review`.
    ///   - workflow: The workflow.
    ///   - tools: The tools that can be granted.
    /// - Throws: `UsageError` if there is no such step.
    init(of id: String, in workflow: Workflow, tools: any ToolCatalogue) throws(UsageError) {
        let known = Self.steps(workflow.steps, within: "", at: "steps")
        guard let (_, path, step, siblings) = known.first(where: { $0.id == id }) else {
            let near = NearestName.of(id, among: known.map(\.id)).map { "; did you mean `\($0)`?" } ?? ""
            throw UsageError("there is no step `\(id)`\(near)")
        }
        let types = StepTypes(of: workflow.path(to: path), in: workflow, tools: tools)
        self.types = types ?? StepTypes(variables: [:], output: .dyn)
        (self.workflow, self.step, self.id) = (workflow, step, id)
        // The cases of a choice wait for nothing of each other.
        self.siblings = siblings
    }

    /// All steps by their ids, with those around them in front; each with the steps of its scope.
    private static func steps(
        _ steps: [Step],
        within id: String,
        at path: String
    ) -> [(id: String, path: String, step: Step, siblings: [Step])] {
        steps.flatMap { step in Self.steps(step, "\(path).\(step.id)", within: id, beside: steps) }
    }

    private static func steps(
        _ step: Step,
        _ path: String,
        within id: String,
        beside siblings: [Step]
    ) -> [(id: String, path: String, step: Step, siblings: [Step])] {
        let children = step.children
        let inner = children.map(\.step)
        return [(id + step.id, path, step, siblings)]
            + children.flatMap {
                steps($0.step, "\(path).\($0.path)", within: "\(id)\(step.id).", beside: inner)
            }
    }

    /// The report's lines, each ended.
    var text: String {
        var lines = ["\(id): \(GraphModel.worker(of: step, in: workflow))"]
        if let description = step.description { lines.append("  \(description)") }
        lines += section("uses", uses, nothing: "nothing of the workflow")
        lines += section("waits for", waits, nothing: "nothing: it starts at once")
        lines += section("is waited for by", waiters, nothing: outputs.isEmpty ? "nothing" : "no step")
        if !outputs.isEmpty { lines += section("goes into the outputs", outputs, nothing: "") }
        lines += section("puts out", [(outputType, "")], nothing: "")
        return lines.map { TerminalText.escaped($0) + "\n" }.joined()
    }

    /// What its expressions name, with types and the keys that name it.
    private var uses: [(String, String)] {
        var found: [(name: String, type: String, keys: [String])] = []
        for (path, expression, _) in step.expressions {
            for reference in expression.tree.references {
                let name = Self.text(of: reference.range, in: expression.source)
                if let known = found.firstIndex(where: { $0.name == name }) {
                    if !found[known].keys.contains(path) { found[known].keys.append(path) }
                } else {
                    found.append((name, type(of: name), [path]))
                }
            }
        }
        return found.map { ("\($0.name): \($0.type)", "in \($0.keys.joined(separator: ", "))") }
    }

    private var waits: [(String, String)] {
        step.dependencies.map { ($0, Self.reasons(of: step, for: $0)) }
    }

    private var waiters: [(String, String)] {
        siblings.filter { $0.id != step.id && $0.dependencies.contains(step.id) }
            .map { ($0.id, Self.reasons(of: $0, for: step.id)) }
    }

    private var outputs: [(String, String)] {
        workflow.outputs.filter { output in
            output.value.templates.contains { _, template in
                template.expressions.contains { $0.expression.references.contains { $0.step == step.id } }
            }
        }.map { ($0.name, "") }
    }

    private var outputType: String { Self.words(types.output, depth: 0) }

    /// By what keys a step waits for another.
    private static func reasons(of step: Step, for other: String) -> String {
        var keys: [String] = step.needs.contains(other) ? ["needs"] : []
        if case .agent(let agent) = step.kind, agent.context.contains(other) { keys.append("context") }
        for (path, expression, _) in step.expressions where !keys.contains(path) {
            if expression.references.contains(where: { $0.step == other }) { keys.append(path) }
        }
        return keys.isEmpty ? "for steps in it" : "by \(keys.joined(separator: ", "))"
    }

    private func type(of name: String) -> String {
        guard let expression = try? CELExpression(parsing: name) else { return "dyn" }
        return Self.words(Expression.check(expression, variables: types.variables).type, depth: 0)
    }

    /// A type with the fields of objects, some levels deep.
    private static func words(_ type: CELType, depth: Int) -> String {
        switch type {
        case .list(let element): return "list(\(words(element, depth: depth)))"
        case .object(let object) where depth < 3 && !object.fields.isEmpty:
            let fields = object.fields.sorted { $0.key < $1.key }.map { name, field in
                "\(name)\(field.isOptional ? "?" : ""): \(words(field.type, depth: depth + 1))"
            }
            return "{ \(fields.joined(separator: ", ")) }"
        default: return "\(type)"
        }
    }

    private static func text(of range: Range<Int>, in source: String) -> String {
        let bytes = Array(source.utf8)
        guard range.upperBound <= bytes.count else { return source }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    private func section(_ title: String, _ rows: [(String, String)], nothing: String) -> [String] {
        guard !rows.isEmpty else { return ["", "\(title)", "  \(nothing)"] }
        let width = rows.map { $0.0.unicodeScalars.count }.filter { $0 <= 60 }.max() ?? 0
        return ["", title]
            + rows.map { name, note in
                let space = String(repeating: " ", count: max(0, width - name.unicodeScalars.count) + 2)
                return note.isEmpty ? "  \(name)" : "  \(name)\(space)\(note)"
            }
    }
}
