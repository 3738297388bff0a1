import VoleryCEL
import VoleryCore

/// The most elements that a list in an expression can have, as far as schemas and literals say.
struct ElementCount {
    let inputs: [Input]
    let agents: [String: Agent]
    /// The steps in scope.
    let steps: [String: Step]

    /// How many parts may still be looked at: values that are made of others' can be many times as large as they look.
    private var room = 10_000

    init(inputs: [Input], agents: [String: Agent], steps: [String: Step]) {
        self.inputs = inputs
        self.agents = agents
        self.steps = steps
    }

    /// The most elements of a list; `nil` if there is no end to them, or none that is found soon.
    mutating func most(of expression: Expression) -> Int? { most(of: expression.tree, depth: 0) }

    private static let deepest = 32

    private mutating func most(of tree: CELExpression, depth: Int) -> Int? {
        room -= 1
        guard depth < Self.deepest, room > 0 else { return nil }
        switch tree.kind {
        case .list(let elements): return elements.count
        case .comprehension(let comprehension):
            guard [.map, .filter, .sortBy].contains(comprehension.macro) else { return nil }
            return most(of: comprehension.operand, depth: depth + 1)
        case .conditional(_, let yes, let no):
            guard let one = most(of: yes, depth: depth + 1), let other = most(of: no, depth: depth + 1) else {
                return nil
            }
            return max(one, other)
        case .binary(.add, let left, let right):
            guard let one = most(of: left, depth: depth + 1), let other = most(of: right, depth: depth + 1) else {
                return nil
            }
            return one.addingAtMost(other)
        case .call(let call): return most(of: call, depth)
        case .select, .index, .identifier:
            guard let reference = tree.references.first, reference.range == tree.range else { return nil }
            return most(of: reference, depth)
        default: return nil
        }
    }

    private mutating func most(of call: CELExpression.Call, _ depth: Int) -> Int? {
        guard let receiver = call.receiver else {
            // The first that is there counts, so the longest is enough.
            guard call.name == "coalesce" else { return nil }
            var longest = 0
            for argument in call.arguments {
                guard let count = most(of: argument, depth: depth + 1) else { return nil }
                longest = max(longest, count)
            }
            return longest
        }
        switch call.name {
        case "distinct", "sort", "reverse", "slice": return most(of: receiver, depth: depth + 1)
        case "range":
            guard case .identifier("lists", _) = receiver.kind else { return nil }
            guard case .literal(.int(let count)) = call.arguments.first?.kind else { return nil }
            return max(0, Int(count))
        default: return nil
        }
    }

    private mutating func most(of reference: CELReference, _ depth: Int) -> Int? {
        guard case .field(let name) = reference.steps.first?.key else { return nil }
        switch reference.root {
        case "inputs":
            guard let input = inputs.first(where: { $0.name == name }) else { return nil }
            return Self.most(of: input.schema.value, reference.steps.dropFirst())
        case "steps":
            guard let step = steps[name], reference.steps.count > 1, reference.steps[1].key == .field("output") else {
                return nil
            }
            return most(ofOutput: step, reference.steps.dropFirst(2), depth)
        default: return nil
        }
    }

    private mutating func most(ofOutput step: Step, _ rest: ArraySlice<CELReference.Step>, _ depth: Int) -> Int? {
        // Whatever stands in for a failure may be of any length.
        if case .value = step.onError { return nil }
        if let forEach = step.forEach {
            return rest.isEmpty ? most(of: forEach.list.tree, depth: depth + 1) : nil
        }
        switch step.kind {
        case .agent(let agent): return agents[agent.agent]?.output.flatMap { Self.most(of: $0.value, rest) }
        case .ask(let ask): return ask.output.flatMap { Self.most(of: $0.value, rest) }
        case .value(let value): return most(of: value, rest, depth)
        case .tool, .workflow, .wait, .fail, .choice, .group: return nil
        }
    }

    private mutating func most(of value: TemplateValue, _ rest: ArraySlice<CELReference.Step>, _ depth: Int) -> Int? {
        switch value {
        case .list(let elements): return rest.isEmpty ? elements.count : nil
        case .constant(.array(let elements)): return rest.isEmpty ? elements.count : nil
        case .template(let template):
            guard rest.isEmpty, let single = template.single else { return nil }
            return most(of: single.tree, depth: depth + 1)
        case .map(let members):
            guard case .field(let name) = rest.first?.key, let member = members.first(where: { $0.key == name }) else {
                return nil
            }
            return most(of: member.value, rest.dropFirst(), depth + 1)
        case .constant: return nil
        }
    }

    /// What `maxItems` says of a part of what fits a schema.
    private static func most(of schema: JSONValue, _ path: ArraySlice<CELReference.Step>) -> Int? {
        guard let step = path.first else { return schema["maxItems"]?.intValue }
        switch step.key {
        case .field(let name): return schema["properties"]?[name].flatMap { most(of: $0, path.dropFirst()) }
        case .index, .computed: return schema["items"].flatMap { most(of: $0, path.dropFirst()) }
        }
    }
}
