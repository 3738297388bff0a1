extension SchemaValidator {
    /// What one of several alternatives has against a value.
    private struct Attempt {
        var findings: [Finding]
        var number: Int
        /// How far the value is from this alternative.
        var penalty: Int
    }

    /// What a finding weighs that shows that an alternative isn't meant at all, as the value's type is another.
    private static let mismatch = 1_000
    /// What a finding weighs that shows that another alternative is meant, such as a `const` that tells them apart.
    private static let otherChoice = 100

    /// Says why a value fits none of some alternatives: what they expect together, or what the nearest one misses.
    mutating func explain(_ schemas: [Int], _ keyword: SchemaKeyword, of number: Int, _ value: JSONValue) {
        guard isCollecting, found.count < maxViolations, !hasGivenUp else { return }
        var attempts: [Attempt] = []
        for (index, schema) in schemas.enumerated() {
            let findings = findings(schema, value)
            attempts.append(Attempt(findings: findings, number: index + 1, penalty: penalty(of: findings)))
        }
        let candidates = attempts.filter { $0.penalty < Self.mismatch }
        guard let best = candidates.min(by: { $0.penalty < $1.penalty }) else {
            let words = SchemaWords(program: program)
            return tell(keyword.name, at: number, words.mismatch(alternatives: schemas, value))
        }
        if let choice = choice(among: candidates, value) { return found.append(choice) }
        if candidates.count(where: { $0.penalty < Self.otherChoice }) > 1 {
            let rank = "number \(best.number) is the nearest, but for what follows"
            tell(keyword.name, at: number, "the value fits none of the \(schemas.count) alternatives; \(rank)")
        }
        found += best.findings.prefix(max(0, maxViolations - found.count))
    }

    private func penalty(of findings: [Finding]) -> Int {
        findings.reduce(0) { sum, finding in
            let level = finding.violation.instance.tokens.count - path.count
            if level == 0, finding.isChoice || ["type", "anyOf", "oneOf", ""].contains(finding.violation.keyword) {
                return sum + Self.mismatch
            }
            return sum + (level == 1 && finding.isChoice ? Self.otherChoice : 1)
        }
    }

    /// Where one member tells the alternatives apart and has none of their values: all that it may have.
    private func choice(among attempts: [Attempt], _ value: JSONValue) -> Finding? {
        var values: [JSONValue] = []
        var first: Finding?
        for attempt in attempts {
            let finding = attempt.findings.first {
                $0.isChoice && $0.violation.instance.tokens.count == path.count + 1
                    && $0.violation.instance == first?.violation.instance ?? $0.violation.instance
            }
            guard let finding else { return nil }
            first = first ?? finding
            values += program.nodes[finding.node].allowedValues.filter { !values.contains($0) }
        }
        guard attempts.count > 1, var combined = first, let key = combined.violation.instance.tokens.last else {
            return nil
        }
        let found = value[key] ?? Int(key).flatMap { value[$0] } ?? .null
        combined.violation.message = SchemaWords(program: program).mismatch(values: values, found)
        return combined
    }
}

extension SchemaValidator.Finding {
    /// Whether a value isn't among those that its schema lists.
    fileprivate var isChoice: Bool { ["const", "enum"].contains(violation.keyword) }
}
