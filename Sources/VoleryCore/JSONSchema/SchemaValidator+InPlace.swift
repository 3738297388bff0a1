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
}
