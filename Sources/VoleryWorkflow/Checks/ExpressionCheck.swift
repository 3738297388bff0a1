import VoleryCEL
import VoleryCore

/// Checks one expression: its names, then its types; each mistake is told in the words of workflows.
struct ExpressionCheck {
    /// Where an expression stands, which decides what it can name and what is said of what it can't.
    enum Location: Hashable {
        /// In a step, or in the workflow's outputs.
        case workflow
        /// In a field that is evaluated once for a step with elements.
        case wholeStep(elementName: String)
        /// In an agent.
        case agent
        /// In a declared tool.
        case tool
        /// In a rehearsal.
        case rehearsal
    }

    let location: Location
    /// What it can name.
    let variables: [String: CELType]
    /// The key that holds it.
    let path: String
    /// Where its text begins in the key's text.
    let offset: Int
    /// Where the steps are that are not in scope, for guesses.
    let locations: StepLocations?

    /// Whether an id is that of a step in scope.
    private func isStep(_ id: String) -> Bool {
        guard case .object(let steps) = variables["steps"] else { return false }
        return steps.fields[id] != nil
    }

    /// The type of the expression; what is wrong goes to the findings.
    func type(of expression: Expression, _ findings: inout FindingList) -> CELType {
        let check = Expression.check(expression.tree, variables: variables)
        let mayName = !expression.references.isEmpty || variables["previous"] != nil
        let references = check.problems.isEmpty && !mayName ? [] : expression.tree.references
        var taken = variables["steps"] == nil ? [] : references.compactMap(ofSteps)
        if variables["previous"] != nil { taken += references.compactMap { ofLastRound($0, in: expression) } }
        let ranges = check.problems.map { moved($0.range) }
        // A step that is named as a whole is worth a word only where nothing else is wrong with it.
        for finding in taken where finding.severity == .error || !ranges.contains(where: finding.overlaps) {
            findings.append(finding)
        }
        for (problem, range) in zip(check.problems, ranges) {
            guard !taken.contains(where: { $0.severity == .error && $0.overlaps(range) }) else {
                continue
            }
            var finding = finding(problem, references, in: expression.source)
            let whole = taken.first { $0.overlaps(range) }
            finding.suggestion = finding.suggestion ?? whole?.suggestion
            findings.append(finding)
        }
        return check.type
    }

    /// What is wrong with how an expression names steps, beyond types.
    private func ofSteps(_ reference: CELReference) -> Finding? {
        guard reference.root == "steps" else { return nil }
        let range = moved(reference.range)
        guard let first = reference.steps.first else {
            let message = "`steps` is not a value: name a step, such as `steps.plan.output`"
            return Finding(.bareSteps, message, at: path, range: range)
        }
        guard case .field(let id) = first.key else {
            let message = "which step is meant has to be known at load: write `steps.ID`"
            return Finding(.bareSteps, message, at: path, range: range)
        }
        guard reference.steps.count == 1, !reference.isPresenceTest, isStep(id) else { return nil }
        let message = "this is all that is known of the step `\(id)`, not its output"
        return Finding(
            .wholeStep,
            message,
            at: path,
            range: range,
            severity: .warning,
            suggestion: "steps.\(id).output"
        )
    }

    /// The first round has no `previous`.
    private func ofLastRound(_ reference: CELReference, in expression: Expression) -> Finding? {
        guard reference.root == "previous", !reference.enclosingCalls.contains("coalesce") else { return nil }
        let text = String(decoding: Array(expression.source.utf8)[reference.range], as: UTF8.self)
        let isTest = reference.isPresenceTest
        return Finding(
            .previousBare,
            "there is no `previous` in the first round, so it is named inside `coalesce(…)`",
            at: path,
            range: moved(reference.range),
            notes: isTest ? ["`has(…)` does not help here; `round > 1` tells whether there is a last round"] : [],
            suggestion: isTest ? nil : "coalesce(\(text), …)"
        )
    }

    private func moved(_ range: Range<Int>) -> Range<Int> { range.lowerBound + offset..<range.upperBound + offset }

    private func finding(_ problem: CELProblem, _ references: [CELReference], in source: String) -> Finding {
        let words = ProblemWords(problem)
        var finding = Finding(
            CheckCode(of: problem),
            words.message,
            at: path,
            range: moved(problem.range),
            notes: words.notes,
            suggestion: problem.suggestion
        )
        switch problem.kind {
        case .unknownVariable: explain(&finding, references.first { $0.rootRange == problem.range })
        case .unknownField: explain(&finding, problem, references)
        case .type: finding.notes += ForeignWords.notes(onType: words.message)
        case .unknownFunction: finding.notes += ForeignWords.notes(onFunction: source.part(problem.range))
        case .optionalField:
            finding.suggestion = nil
            finding.notes = ["name it inside `coalesce(…)` or `has(…)`, or with `.?` in front"]
        default: break
        }
        return finding
    }

    /// A field that isn't there: of `steps` it's a step, of `inputs` an input.
    private func explain(_ finding: inout Finding, _ problem: CELProblem, _ references: [CELReference]) {
        for reference in references {
            guard let index = reference.steps.firstIndex(where: { $0.range == problem.range }) else { continue }
            guard case .field(let name) = reference.steps[index].key else { return }
            switch (reference.root, index) {
            case ("steps", 0) where variables["steps"] != nil:
                finding.code = CheckCode.unknownStep.rawValue
                finding.message = "there is no step `\(name)`"
                finding.notes = []
                explain(&finding, outOfScope: name, reference)
            case ("previous", 0):
                finding.code = CheckCode.unknownStep.rawValue
                finding.message = "this group has no step `\(name)`"
                finding.notes = []
            case ("previous", 1):
                finding.code = CheckCode.unknownMember.rawValue
                finding.message = "a step has no `\(name)`"
                finding.notes = ["a step has \(TypeScope.members.joined(separator: ", "))"]
                if finding.suggestion == nil { finding.suggestion = "output.\(name)" }
            case ("steps", 1) where variables["steps"] != nil:
                finding.code = CheckCode.unknownMember.rawValue
                finding.message = "a step has no `\(name)`"
                finding.notes = ["a step has \(TypeScope.members.joined(separator: ", "))"]
                if finding.suggestion == nil { finding.suggestion = "output.\(name)" }
            case ("inputs", 0):
                finding.code = CheckCode.unknownInput.rawValue
                finding.message = "there is no input `\(name)`"
                if location == .agent, finding.suggestion == nil { finding.notes.append(Self.agentSees) }
            default: break
            }
            return
        }
    }

    /// A step that there is, but not here.
    private func explain(_ finding: inout Finding, outOfScope id: String, _ reference: CELReference) {
        guard let advice = locations?.advice(on: id, isInScope: isStep) else { return }
        finding.code = CheckCode.outOfScope.rawValue
        finding.message = advice.message
        let isOutput = reference.steps.count > 1 && reference.steps[1].key == .field("output")
        let end = isOutput ? reference.steps[1].range.upperBound : reference.steps[0].range.upperBound
        finding.range = moved(reference.rootRange.lowerBound..<end)
        finding.suggestion = isOutput ? advice.instead : nil
    }

    /// A name that isn't in scope: why not, where that is known.
    private func explain(_ finding: inout Finding, _ reference: CELReference?) {
        guard let name = reference?.root else { return }
        finding.message = "there is no `\(name)` here"
        if let reason = reason(name) {
            finding.notes = [reason]
            finding.suggestion = nil
            if name == "env" { finding.code = CheckCode.environmentOutOfScope.rawValue }
        } else if variables["steps"] != nil, isStep(name) {
            finding.suggestion = "steps.\(name)"
        } else if case .object(let inputs) = variables["inputs"], inputs.fields[name] != nil {
            finding.suggestion = "inputs.\(name)"
        } else if let literal = ForeignWords.literals[name] {
            finding.notes = []
            finding.suggestion = literal
        } else if finding.suggestion == nil, reference?.steps.isEmpty == true {
            finding.notes.append("text stands in quotes: `'\(name)'`")
        }
    }

    private static let agentSees =
        "an agent sees its own `inputs` and `run`: declare an input and give it in the step's `with`"

    private func reason(_ name: String) -> String? {
        if case .wholeStep(let element) = location, name == element || name == "index" {
            return
                "this is decided once for the step, before its elements; drop elements with `filter(…)` in `for_each`"
        }
        switch name {
        case "env": return "`env` is in scope in `volery.yaml` alone, so that a secret cannot reach a prompt"
        case "error": return "`error` is in scope in the `value` of `on_error` alone; a step's is `steps.ID.error`"
        case "steps" where location == .agent:
            return Self.agentSees
        case "steps" where location == .tool, "inputs" where location == .tool, "run" where location == .tool:
            return "a tool sees its own `arguments`: declare one for what it has to know"
        case "item" where variables["index"] != nil: return "the element has the name that `as` gives it here"
        case "item", "index": return "there is no `for_each` here"
        case "round", "previous": return "`\(name)` is in scope in a group with `repeat` alone"
        default: return nil
        }
    }
}

extension Finding {
    fileprivate func overlaps(_ other: Range<Int>) -> Bool { range?.overlaps(other) == true }
}

extension String {
    /// The text at UTF-8 offsets.
    fileprivate func part(_ range: Range<Int>) -> String {
        String(decoding: Array(utf8)[range.clamped(to: 0..<utf8.count)], as: UTF8.self)
    }
}
