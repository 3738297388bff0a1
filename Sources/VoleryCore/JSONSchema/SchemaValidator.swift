/// Checks one value against a program.
///
/// It walks the schemas twice where a value is wrong: once to see whether it is, and once more to say what. Both walks
/// are bounded in depth and in steps.
struct SchemaValidator {
    let program: SchemaProgram
    let maxViolations: Int
    /// The way to the value that is being checked; kept only while violations are collected.
    var path: [Step] = []
    /// The resources that were entered and not left, outermost first; dynamic references are looked up there.
    private var scope: [Int] = []
    var found: [Finding] = []
    var isCollecting = false
    /// Whether the expectation of the current schema was told already; one schema tells it once.
    var hasToldExpectation = false
    private var depth = 0
    private var steps = 0
    private(set) var hasGivenUp = false

    /// A violation and the schema that told it.
    struct Finding {
        var violation: JSONSchema.Violation
        var node: Int
    }

    enum Step {
        case key(String)
        case index(Int)
    }

    /// How deeply schemas may apply each other; a value as deep as the parser takes needs a few levels for each of its
    /// own.
    static let maxDepth = 400
    /// How much work one check may take; a step is about as much as comparing two numbers.
    static let maxSteps = 4_000_000

    init(program: SchemaProgram, maxViolations: Int) {
        self.program = program
        self.maxViolations = maxViolations
    }

    mutating func isValid(_ value: JSONValue) -> Bool {
        var marks: SchemaMarks?
        return check(program.root, value, &marks) && !hasGivenUp
    }

    mutating func violations(of value: JSONValue) -> [JSONSchema.Violation] {
        guard !isValid(value) else { return [] }
        if !hasGivenUp {
            isCollecting = true
            steps = 0
            var marks: SchemaMarks?
            _ = check(program.root, value, &marks)
        }
        if hasGivenUp {
            isCollecting = true
            path = []
            found = []
            tell("", at: program.root, "the value is too deep or too large to be checked against its schema")
        }
        return found.map(\.violation)
    }

    /// Applies a schema to a value; `marks` get what it has looked at, unless nobody asks for them.
    mutating func check(_ number: Int, _ value: JSONValue, _ marks: inout SchemaMarks?) -> Bool {
        guard enter() else { return false }
        defer { depth -= 1 }
        let resource = program.nodes[number].resource
        let isEntered = scope.last != resource
        if isEntered { scope.append(resource) }
        let outer = hasToldExpectation
        hasToldExpectation = false
        defer {
            if isEntered { scope.removeLast() }
            hasToldExpectation = outer
        }
        guard marks != nil || program.nodes[number].needsMarks else { return apply(number, value, &marks) }
        var own: SchemaMarks? = SchemaMarks()
        guard apply(number, value, &own) else { return false }
        if let own { marks?.formUnion(own) }
        return true
    }

    private mutating func enter() -> Bool {
        guard depth < Self.maxDepth, steps < Self.maxSteps, !hasGivenUp else {
            hasGivenUp = true
            return false
        }
        depth += 1
        steps += 1
        return true
    }

    private mutating func apply(_ number: Int, _ value: JSONValue, _ marks: inout SchemaMarks?) -> Bool {
        var isValid = true
        for keyword in program.nodes[number].keywords {
            steps += keyword.rule.cost(for: value)
            guard !holds(keyword, of: number, value, &marks) else { continue }
            isValid = false
            guard isCollecting, found.count < maxViolations, !hasGivenUp else { return false }
        }
        return isValid
    }

    private mutating func holds(
        _ keyword: SchemaKeyword,
        of number: Int,
        _ value: JSONValue,
        _ marks: inout SchemaMarks?
    ) -> Bool {
        switch keyword.rule {
        case .nothing:
            tell(keyword.name, at: number, "nothing is allowed here")
            return false
        case .reference(let target): return check(target, value, &marks)
        case .dynamicReference(let target, let anchor): return check(dynamic(target, anchor), value, &marks)
        case .all, .any, .one, .not, .condition, .dependentSchemas:
            return holdsInPlace(keyword, of: number, value, &marks)
        default: break
        }
        switch value {
        case .object(let members) where keyword.rule.isForObjects:
            return holds(keyword, of: number, members, &marks)
        case .array(let elements) where keyword.rule.isForLists:
            return holds(keyword, of: number, elements, &marks)
        default:
            return keyword.rule.fits(value) || tellExpectation(keyword, of: number, value)
        }
    }

    /// Where a dynamic reference leads: into the outermost resource that has the anchor.
    private func dynamic(_ target: Int, _ anchor: ExactText) -> Int {
        for resource in scope {
            if let found = program.resources[resource].dynamicAnchors[anchor] { return found }
        }
        return target
    }
}

extension SchemaValidator {
    /// Checks a part of the current value.
    mutating func check(_ number: Int, _ value: JSONValue, under step: @autoclosure () -> Step) -> Bool {
        var marks: SchemaMarks?
        guard isCollecting else { return check(number, value, &marks) }
        path.append(step())
        defer { path.removeLast() }
        return check(number, value, &marks)
    }

    /// Whether a value fits, without a word.
    mutating func fits(_ number: Int, _ value: JSONValue, _ marks: inout SchemaMarks?) -> Bool {
        let outer = isCollecting
        isCollecting = false
        defer { isCollecting = outer }
        return check(number, value, &marks)
    }

    /// What a schema has against a value, collected apart.
    mutating func findings(_ number: Int, _ value: JSONValue) -> [Finding] {
        let outer = found
        found = []
        defer { found = outer }
        var marks: SchemaMarks?
        _ = check(number, value, &marks)
        return found
    }

    mutating func tell(_ keyword: String, at number: Int, _ message: @autoclosure () -> String, under step: Step? = nil)
    {
        guard isCollecting, found.count < maxViolations else { return }
        let location = program.nodes[number].location
        let tokens = (path + [step].compactMap(\.self)).map { step in
            switch step {
            case .key(let key): key
            case .index(let index): String(index)
            }
        }
        let violation = JSONSchema.Violation(
            instance: JSONPointer(tokens: tokens),
            keyword: keyword,
            keywordLocation: (keyword.isEmpty ? location : location.appending(keyword)).text,
            message: message()
        )
        // Schemas that overlap say the same thing several times.
        let isKnown = found.contains {
            $0.violation.message == violation.message && $0.violation.instance == violation.instance
        }
        if !isKnown { found.append(Finding(violation: violation, node: number)) }
    }

    private mutating func tellExpectation(_ keyword: SchemaKeyword, of number: Int, _ value: JSONValue) -> Bool {
        if isCollecting, !hasToldExpectation {
            hasToldExpectation = true
            let words = SchemaWords(program: program)
            let node = program.nodes[number]
            tell(keyword.name, at: number, words.mismatch(node, keyword, value))
        }
        return false
    }
}
