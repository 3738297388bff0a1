import VoleryCEL

/// What expressions can name at one place of a workflow, with its types.
///
/// It changes in place as the check goes into groups and out again, so that a workflow of many groups is checked in
/// linear time.
struct StepScope {
    /// The type of `inputs`.
    let inputs: CELType
    /// `steps`: the steps of the group and those around it.
    private(set) var steps: [String: CELObjectType.Field] = [:]
    /// The steps that may be skipped, of those in scope.
    private var skippable: Set<String> = []
    /// What is in scope beside `inputs`, `steps` and `run`: elements, `index`, `round`, `previous`.
    var locals: [String: CELType] = [:]
    /// The names of elements with the steps whose they are.
    var elements: [String: String] = [:]

    init(inputs: CELType) {
        self.inputs = inputs
    }

    /// What every expression here can name.
    var variables: [String: CELType] {
        var variables = locals
        variables["inputs"] = inputs
        variables["steps"] = .object(CELObjectType(name: "the workflow", fields: steps))
        variables["run"] = TypeScope.run
        return variables
    }

    /// Whether a step can be named.
    func contains(_ id: String) -> Bool { steps[id] != nil }

    /// The type of a step's output.
    func output(of id: String) -> CELType {
        guard case .object(let known) = steps[id]?.type else { return .dyn }
        return known.fields["output"]?.type ?? .dyn
    }

    /// Whether a step may be skipped, so that it has no output.
    func mayBeSkipped(_ id: String) -> Bool { skippable.contains(id) }

    /// Whether something names the output of a step that may be skipped without allowing for that.
    func mayBeSkipped(_ references: some Sequence<StepReference>) -> Bool {
        references.contains { $0.needsOutput && $0.step.map(mayBeSkipped) == true }
    }

    /// Makes a step known, or what its output is.
    mutating func declare(_ id: String, output: CELType, mayBeSkipped: Bool = false) {
        steps[id] = CELObjectType.Field(TypeScope.step(id, output: output))
        if mayBeSkipped { skippable.insert(id) } else { skippable.remove(id) }
    }

    /// Makes a step unknown again.
    mutating func remove(_ id: String) {
        steps[id] = nil
        skippable.remove(id)
    }
}

/// What a step comes to, as far as it is known.
struct StepOutcome {
    /// The type of its output; `nil` if it never has one.
    var output: CELType?
    /// Whether it may be skipped, or count as that.
    var mayBeSkipped = false
}
