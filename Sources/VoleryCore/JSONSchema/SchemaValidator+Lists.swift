extension SchemaValidator {
    /// Checks a keyword that is about a list's elements.
    mutating func holds(
        _ keyword: SchemaKeyword,
        of number: Int,
        _ elements: [JSONValue],
        _ marks: inout SchemaMarks?
    ) -> Bool {
        switch keyword.rule {
        case .elements(let prefix, let rest): return checkElements(elements, prefix, rest, of: number, &marks)
        case .minElements(let count):
            guard elements.count < count else { return true }
            tell(keyword.name, at: number, "expected at least \(counted(count, "element")), found \(elements.count)")
            return false
        case .maxElements(let count):
            guard elements.count > count else { return true }
            tell(keyword.name, at: number, "expected at most \(counted(count, "element")), found \(elements.count)")
            return false
        case .contains(let schema, let least, let most):
            let count = count(of: elements, fitting: schema, &marks)
            return isBetween(count, least, most, schema, keyword, of: number)
        case .unique: return checkUnique(elements, keyword, of: number)
        case .unevaluatedElements(let schema): return checkUnevaluated(elements, schema, &marks)
        default: return true
        }
    }

    private mutating func checkElements(
        _ elements: [JSONValue],
        _ prefix: [Int],
        _ rest: Int?,
        of number: Int,
        _ marks: inout SchemaMarks?
    ) -> Bool {
        var isValid = true
        for (index, element) in elements.enumerated() {
            guard let schema = index < prefix.count ? prefix[index] : rest else { break }
            marks?.elements.insert(index)
            isValid = check(schema, element, under: .index(index)) && isValid
            guard isValid || isCollecting else { return false }
        }
        return isValid
    }

    private mutating func count(
        of elements: [JSONValue],
        fitting schema: Int,
        _ marks: inout SchemaMarks?
    ) -> Int {
        var count = 0
        for (index, element) in elements.enumerated() {
            var own: SchemaMarks?
            guard fits(schema, element, &own) else { continue }
            count += 1
            marks?.elements.insert(index)
        }
        return count
    }

    private mutating func isBetween(
        _ count: Int,
        _ least: Int,
        _ most: Int?,
        _ schema: Int,
        _ keyword: SchemaKeyword,
        of number: Int
    ) -> Bool {
        let isTooFew = count < least
        guard isTooFew || count > most ?? .max else { return true }
        let bound = isTooFew ? "least \(counted(least, "element"))" : "most \(counted(most ?? 0, "element"))"
        let kind = SchemaWords(program: program).expectation(of: schema).map { " that is \($0)" } ?? " of some kind"
        tell(keyword.name, at: number, "expected at \(bound)\(kind), found \(count)")
        return false
    }

    private mutating func checkUnique(_ elements: [JSONValue], _ keyword: SchemaKeyword, of number: Int) -> Bool {
        var seen: [NumericEquality: Int] = [:]
        for (index, element) in elements.enumerated() {
            guard let first = seen.updateValue(index, forKey: NumericEquality(element)) else { continue }
            let places = "\(first) and \(index)"
            tell(keyword.name, at: number, "expected elements that all differ, but those at \(places) are equal")
            return false
        }
        return true
    }

    private mutating func checkUnevaluated(
        _ elements: [JSONValue],
        _ schema: Int,
        _ marks: inout SchemaMarks?
    ) -> Bool {
        var isValid = true
        for (index, element) in elements.enumerated() where marks?.elements.contains(index) == false {
            isValid = check(schema, element, under: .index(index)) && isValid
            guard isValid || isCollecting else { return false }
        }
        marks?.elements.insertAll()
        return isValid
    }
}

/// A number with its noun: `1 element`, `2 elements`.
func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}
