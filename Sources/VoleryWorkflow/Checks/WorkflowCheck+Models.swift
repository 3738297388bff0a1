import VoleryCore

extension WorkflowCheck {
    /// Checks the project's models: what they use, and that none is defined by itself.
    mutating func checkProjectModels() {
        let names = project.models.keys.sorted()
        for name in names {
            guard let model = project.models[name] else { continue }
            if !isMap(model) { checkReference(model.choice.use, at: model.path) }
            if isMap(model) { checkReference(model.choice.use, at: "\(model.path).use") }
            for (index, other) in model.choice.fallback.enumerated() {
                checkReference(other, at: "\(model.path).fallback[\(index)]")
            }
        }
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let edges = names.map { [project.models[$0]?.choice.use].compactMap { $0.flatMap { numbers[$0] } } }
        guard let cycle = Self.modelCycle(edges) else { return }
        let shown = cycle.map { names[$0] }.joined(separator: " → ")
        let path = project.models[names[cycle[0]]]?.path ?? ""
        findings.append(Finding(.modelCycle, "these models are defined by each other: \(shown)", at: path))
    }

    private static func modelCycle(_ edges: [[Int]]) -> [Int]? {
        if let own = edges.indices.first(where: { edges[$0] == [$0] }) { return [own, own] }
        return StepGraph.cycle(in: edges)?.reversed()
    }

    /// Whether a model was written with more than its name, so that its `use` is a key of its own.
    private func isMap(_ model: ModelSettings) -> Bool {
        model.choice != ModelChoice(use: model.choice.use) || model.price != nil || model.contextTokens != nil
    }

    /// Checks the models that an agent names.
    ///
    /// `default` need not be there: a run says which ways there are to get one.
    mutating func checkModel(_ choice: ModelChoice, at path: String) {
        let isMap = choice != ModelChoice(use: choice.use)
        if choice.use != "default" { checkReference(choice.use, at: isMap ? "\(path).use" : path) }
        for (index, other) in choice.fallback.enumerated() { checkReference(other, at: "\(path).fallback[\(index)]") }
    }

    private mutating func checkReference(_ reference: String, at path: String) {
        guard let slash = reference.firstIndex(of: "/") else {
            guard project.models[reference] == nil, reference != "default" else { return }
            let known = project.models.keys.sorted()
            let all = known.isEmpty ? "" : "models are \(known.prefix(12).joined(separator: ", ")); "
            findings.append(
                Finding(
                    .unknownModel,
                    "there is no model `\(reference)`",
                    at: path,
                    notes: [all + "name it under `models` in volery.yaml, or write PROVIDER/MODEL"],
                    suggestion: NearestName.of(reference, among: known)
                )
            )
            return
        }
        let provider = String(reference[..<slash])
        let known = (ProviderSettings.Kind.allCases.map(\.rawValue) + project.providers.keys.sorted())
        guard known.contains(provider) else {
            let near = NearestName.of(provider, among: known).map { $0 + reference[slash...] }
            let notes = near == nil ? ["providers are \(known.prefix(12).joined(separator: ", "))"] : []
            findings.append(
                Finding(
                    .unknownProvider,
                    "there is no provider `\(provider)`",
                    at: path,
                    notes: notes,
                    suggestion: near
                )
            )
            return
        }
        guard reference.index(after: slash) == reference.endIndex else { return }
        findings.append(Finding(.unknownModel, "`\(reference)` names no model of the provider", at: path))
    }
}
