import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    // MARK: Steps

    /// Brings steps into scope, with what is known of their outputs beforehand.
    ///
    /// - Parameters:
    ///   - steps: The steps of the workflow or of a group.
    ///   - path: The key that holds them.
    ///   - group: The group's id.
    /// - Returns: The ids that were not in scope before.
    mutating func declare(_ steps: [Step], at path: String, in group: String?) -> [String] {
        var added: Set<String> = []
        for step in steps {
            if added.contains(step.id) {
                let message = "there are two steps `\(step.id)`"
                findings.append(Finding(.duplicateStep, message, at: "\(path).\(step.id)", isAboutKey: true))
            } else if scope.contains(step.id) {
                reportShadowing(of: step.id, at: "\(path).\(step.id)", in: group)
            } else {
                added.insert(step.id)
                scope.declare(step.id, output: .dyn)
            }
        }
        return added.sorted()
    }

    /// Takes steps out of scope.
    mutating func undeclare(_ ids: [String]) {
        for id in ids { scope.remove(id) }
    }

    private mutating func reportShadowing(of id: String, at path: String, in group: String?) {
        let message = "the id `\(id)` is in scope already: a step around this one has it, and nothing shadows"
        let suggestion = group.map { "\($0)_\(id)" }.flatMap { Name.isValid($0) && !scope.contains($0) ? $0 : nil }
        findings.append(Finding(.shadowing, message, at: path, isAboutKey: true, suggestion: suggestion))
    }

    /// Checks that steps that are named by their ids are in scope.
    mutating func checkNamed(_ ids: [String], at path: String) {
        for (index, id) in ids.enumerated() where !scope.contains(id) && !isFull {
            let place = "\(path)[\(index)]"
            if let advice = locations.advice(on: id, isInScope: scope.contains) {
                findings.append(Finding(.outOfScope, advice.message, at: place, suggestion: advice.id))
                continue
            }
            let suggestion = NearestName.of(id, among: knownSteps)
            findings.append(Finding(.unknownStep, "there is no step `\(id)`", at: place, suggestion: suggestion))
        }
    }

    /// The ids that are in scope, those of the workflow's own steps first, in their order.
    private var knownSteps: [String] {
        let own = workflow.steps.map(\.id)
        return own + Set(scope.steps.keys).subtracting(own).sorted()
    }

    // MARK: Elements

    /// What was in scope before a step's elements.
    typealias Locals = (locals: [String: CELType], elements: [String: String])

    /// Checks a step's `for_each`; gives the type of its elements, or `nil` if it has none.
    mutating func check(elementsOf step: Step, at path: String) -> CELType? {
        guard let forEach = step.forEach else { return nil }
        checkName(of: forEach, at: path)
        if case .binary(.isIn, let element, let list) = forEach.list.tree.kind,
            case .identifier(let name, _) = element.kind, scope.variables[name] == nil
        {
            reportLoop(over: list, as: name, in: forEach.list, at: "\(path).for_each")
            return .dyn
        }
        let location = ExpressionCheck.Location.wholeStep(elementName: forEach.name)
        let type = check(forEach.list, at: "\(path).for_each", variables: scope.variables, location)
        switch type {
        case .list(let element): return element
        case .dyn: return .dyn
        default:
            let message = "`for_each` goes over a list, but this is \(type.words)"
            let notes =
                switch type {
                case .map, .object: ["a map's keys are `map(key, key)`, its values `map(key, m[key])`"]
                default: [String]()
                }
            findings.append(Finding(.listExpected, message, at: "\(path).for_each", notes: notes))
            return .dyn
        }
    }

    /// `for_each: x in list`, as other languages have it.
    private mutating func reportLoop(
        over list: CELExpression,
        as name: String,
        in expression: Expression,
        at path: String
    ) {
        let text = String(decoding: Array(expression.source.utf8)[list.range], as: UTF8.self)
        let notes = name == "item" ? ["the element is called `item`"] : ["`as: \(name)` names the element"]
        let message = "`for_each` holds the list alone"
        findings.append(Finding(.listExpected, message, at: path, notes: notes, suggestion: text))
    }

    /// Brings a step's element into scope.
    mutating func enter(_ element: CELType, of step: Step) -> Locals {
        let before = (scope.locals, scope.elements)
        guard let name = step.forEach?.name else { return before }
        if !Name.reserved.contains(name) {
            scope.locals[name] = element
            scope.elements[name] = step.id
        }
        scope.locals["index"] = .int
        return before
    }

    /// Takes what a step brought into scope out of it.
    mutating func leave(_ before: Locals) {
        (scope.locals, scope.elements) = before
    }

    private mutating func checkName(of forEach: Step.ForEach, at path: String) {
        let name = forEach.name
        guard Name.isValid(name) else {
            let message = "`\(name)` can't be an element's name"
            let suggestion = Name.corrected(name)
            let notes = [Name.rule]
            findings.append(Finding(.elementName, message, at: "\(path).as", notes: notes, suggestion: suggestion))
            return
        }
        if Name.reserved.contains(name) {
            let message = "`\(name)` has another meaning in expressions, so it can't be an element's name"
            findings.append(Finding(.elementName, message, at: "\(path).as"))
        } else if let other = scope.elements[name] {
            let isDefault = name == "item"
            findings.append(
                Finding(
                    .shadowing,
                    "`\(name)` is in scope already: it is the element of `\(other)`, and nothing shadows",
                    at: isDefault ? "\(path).for_each" : "\(path).as",
                    isAboutKey: isDefault,
                    notes: ["give this step's element a name of its own with `as:`"]
                )
            )
        }
    }
}
