extension SchemaValidator {
    /// Checks a keyword that applies other schemas to the same value.
    mutating func holdsInPlace(
        _ keyword: SchemaKeyword,
        of number: Int,
        _ value: JSONValue,
        _ marks: inout SchemaMarks?
    ) -> Bool {
        switch keyword.rule {
        case .all(let schemas): return fitsAll(schemas, value, &marks)
        case .any(let schemas):
            guard countFitting(schemas, value, &marks, stopAt: 1) == 0 else { return true }
            explain(schemas, keyword, of: number, value)
            return false
        case .one(let schemas): return fitsOne(schemas, keyword, of: number, value, &marks)
        case .not(let schema):
            var own: SchemaMarks?
            guard fits(schema, value, &own), !hasGivenUp else { return true }
            let words = SchemaWords(program: program)
            tell(keyword.name, at: number, "expected anything but \(words.expectation(of: schema) ?? "this value")")
            return false
        case .condition(let condition, let then, let otherwise):
            let branch = fits(condition, value, &marks) ? then : otherwise
            return branch.map { check($0, value, &marks) } ?? true
        case .dependentSchemas(let schemas):
            guard case .object(let members) = value else { return true }
            return fitsAll(schemas.filter { members[$0.0] != nil }.map(\.1), value, &marks)
        default: return true
        }
    }

    private mutating func fitsAll(_ schemas: [Int], _ value: JSONValue, _ marks: inout SchemaMarks?) -> Bool {
        var isValid = true
        for schema in schemas where !check(schema, value, &marks) {
            isValid = false
            guard isCollecting else { return false }
        }
        return isValid
    }

    /// How many schemas a value fits; stops early unless all are to leave their marks.
    private mutating func countFitting(
        _ schemas: [Int],
        _ value: JSONValue,
        _ marks: inout SchemaMarks?,
        stopAt limit: Int
    ) -> Int {
        var count = 0
        for schema in schemas where fits(schema, value, &marks) {
            count += 1
            if count >= limit, marks == nil { break }
        }
        return count
    }

    private mutating func fitsOne(
        _ schemas: [Int],
        _ keyword: SchemaKeyword,
        of number: Int,
        _ value: JSONValue,
        _ marks: inout SchemaMarks?
    ) -> Bool {
        let count = countFitting(schemas, value, &marks, stopAt: 2)
        if count == 0 { explain(schemas, keyword, of: number, value) }
        if count > 1 {
            tell(keyword.name, at: number, "the value fits more than one of the \(schemas.count) alternatives")
        }
        return count == 1
    }

    /// Says why a value fits none of some alternatives: what they expect together, or what the nearest one misses.
    private mutating func explain(_ schemas: [Int], _ keyword: SchemaKeyword, of number: Int, _ value: JSONValue) {
        guard isCollecting, found.count < maxViolations, !hasGivenUp else { return }
        var best: (violations: [JSONSchema.Violation], penalty: Int, number: Int)?
        var plausible = 0
        for (index, schema) in schemas.enumerated() {
            let violations = violations(schema, value)
            let penalty = penalty(of: violations)
            if penalty < Self.otherChoice { plausible += 1 }
            if penalty < best?.penalty ?? .max { best = (violations, penalty, index + 1) }
        }
        let words = SchemaWords(program: program)
        guard let best, best.penalty < Self.mismatch else {
            return tell(keyword.name, at: number, words.mismatch(alternatives: schemas, value))
        }
        if plausible > 1 {
            let rank = "number \(best.number) is the nearest, but for what follows"
            tell(keyword.name, at: number, "the value fits none of the \(schemas.count) alternatives; \(rank)")
        }
        found += best.violations.prefix(max(0, maxViolations - found.count))
    }

    /// What a violation weighs that shows that an alternative isn't meant at all.
    private static let mismatch = 1_000
    /// What a violation weighs that shows that another alternative is meant, such as a `const` that tells them apart.
    private static let otherChoice = 100

    /// How far a value is from an alternative: far if its type or what tells it apart is wrong, else by its violations.
    private func penalty(of violations: [JSONSchema.Violation]) -> Int {
        violations.reduce(0) { sum, violation in
            let level = violation.instance.tokens.count - path.count
            let isChoice = ["const", "enum"].contains(violation.keyword)
            let isOther = isChoice || ["type", "anyOf", "oneOf", ""].contains(violation.keyword)
            if level == 0, isOther { return sum + Self.mismatch }
            return sum + (level == 1 && isChoice ? Self.otherChoice : 1)
        }
    }
}
