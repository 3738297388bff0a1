import VoleryCEL
import VoleryCore

extension WorkflowCheck {
    /// Checks a `switch` with all its cases.
    mutating func check(_ choice: SwitchStep, of step: Step, at path: String) -> StepOutcome {
        let type = check(choice.subject, at: "\(path).switch", variables: scope.variables, .workflow)
        checkKeys(of: choice, type, at: path)
        var outcomes: [StepOutcome] = []
        for one in choice.cases where !isFull {
            outcomes.append(check(one.step, at: "\(path).cases.\(one.key)"))
        }
        if let other = choice.defaultStep { outcomes.append(check(other, at: "\(path).default")) }
        let outputs = outcomes.compactMap(\.output).map { $0.named("") }
        return StepOutcome(
            output: outputs.isEmpty ? nil : CELType.joined(outputs).bounded,
            mayBeSkipped: outcomes.contains(where: \.mayBeSkipped)
        )
    }

    /// Checks that each case can be meant, and that every value has one.
    private mutating func checkKeys(of choice: SwitchStep, _ type: CELType, at path: String) {
        let values: [SwitchStep.Key]?
        switch type {
        case .enumeration(let texts): values = texts.map(SwitchStep.Key.text)
        case .bool: values = [.boolean(true), .boolean(false)]
        case .string, .int, .uint, .dyn: values = nil
        default:
            let message = "`switch` goes by text, a whole number or a boolean, but this is \(type.words)"
            findings.append(Finding(.switchSubject, message, at: "\(path).switch"))
            return
        }
        let before = findings.count
        var seen: Set<SwitchStep.Key> = []
        for key in choice.cases.map(\.key) {
            if !seen.insert(key).inserted {
                let message = "there are two cases `\(key)`"
                findings.append(Finding(.caseNeverMatches, message, at: "\(path).cases.\(key)", isAboutKey: true))
            } else {
                check(key, fits: type, values, at: "\(path).cases.\(key)")
            }
        }
        // A value without a case is then what a mistaken case was for.
        guard findings.count == before else { return }
        let missed = values.map { $0.filter { !seen.contains($0) } }
        checkCover(of: choice, type, missed, at: path)
    }

    private mutating func check(
        _ key: SwitchStep.Key,
        fits type: CELType,
        _ values: [SwitchStep.Key]?,
        at path: String
    ) {
        var finding = Finding(.caseNeverMatches, "", at: path, isAboutKey: true)
        if type.excludes(key.type) {
            finding.message =
                "this case never matches: the value is \(type.words), and \(key.shown) is \(key.type.words)"
            finding.suggestion = key.suggestion(for: type)
        } else if let values, !values.contains(key) {
            let all = values.map(\.description)
            finding.message = "this case never matches: `\(key)` is none of the values that this can have"
            finding.notes = ["they are \(all.prefix(12).joined(separator: ", "))"]
            finding.suggestion = NearestName.of(key.description, among: all)
        } else {
            return
        }
        findings.append(finding)
    }

    /// Without `default` there is a case for every value: `missed` are those without one, `nil` if there is no end of
    /// values.
    private mutating func checkCover(
        of choice: SwitchStep,
        _ type: CELType,
        _ missed: [SwitchStep.Key]?,
        at path: String
    ) {
        if choice.defaultStep != nil {
            guard missed?.isEmpty == true else { return }
            let message = "`default` is never run: there is a case for every value"
            findings.append(
                Finding(.caseNeverMatches, message, at: "\(path).default", isAboutKey: true, severity: .warning)
            )
            return
        }
        // That there are no cases at all has been reported as that.
        guard !choice.cases.isEmpty else { return }
        guard let missed else {
            let message = "a `switch` needs `default:` where the value is no `enum` and no boolean"
            let notes = ["`default: { fail: … }` stops at a value that has no case"]
            findings.append(Finding(.caseMissing, message, at: "\(path).switch", notes: notes))
            return
        }
        guard !missed.isEmpty else { return }
        let shown = missed.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
        let message = "there is no case for \(shown), and no `default`"
        let notes = ["`default: { fail: … }` stops at a value that has no case"]
        findings.append(Finding(.caseMissing, message, at: "\(path).switch", notes: notes))
    }
}

extension SwitchStep.Key {
    /// The type of the value that is meant.
    fileprivate var type: CELType {
        switch self {
        case .text: .string
        case .integer: .int
        case .boolean: .bool
        }
    }

    /// The key as it is told from others: what would be something else without its quotes has them.
    fileprivate var shown: String {
        guard case .text(let text) = self, ["true", "false"].contains(text) || Int(text) != nil else {
            return "`\(self)`"
        }
        return "`\"\(text)\"`"
    }

    /// The same key as a value of another type, as it is written in YAML.
    fileprivate func suggestion(for type: CELType) -> String? {
        switch (self, type) {
        case (.integer, .string), (.boolean, .string): "\"\(self)\""
        case (.integer, .enumeration(let texts)), (.boolean, .enumeration(let texts)):
            texts.contains(description) ? "\"\(self)\"" : nil
        case (.text(let text), .int): Int(text).map { String($0) }
        case (.text("true"), .bool), (.text("false"), .bool): description
        default: nil
        }
    }
}
