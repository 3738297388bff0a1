extension SchemaValidator {
    /// Checks a keyword that is about an object's members.
    mutating func holds(
        _ keyword: SchemaKeyword,
        of number: Int,
        _ members: JSONObject,
        _ marks: inout SchemaMarks?
    ) -> Bool {
        switch keyword.rule {
        case .members(let rules): return checkMembers(members, rules, of: number, &marks)
        case .required(let names): return requires(names, keyword, of: number, members)
        case .minMembers(let count):
            guard members.count < count else { return true }
            tell(keyword.name, at: number, "expected at least \(counted(count, "member")), found \(members.count)")
            return false
        case .maxMembers(let count):
            guard members.count > count else { return true }
            tell(keyword.name, at: number, "expected at most \(counted(count, "member")), found \(members.count)")
            return false
        case .memberNames(let schema): return checkNames(members, schema)
        case .dependentRequired(let rules): return checkDependencies(members, rules, keyword, of: number)
        case .unevaluatedMembers(let schema): return checkUnevaluated(members, schema, keyword, of: number, &marks)
        default: return true
        }
    }

    private mutating func checkMembers(
        _ members: JSONObject,
        _ rules: MemberRules,
        of number: Int,
        _ marks: inout SchemaMarks?
    ) -> Bool {
        var isValid = true
        for (index, member) in members.enumerated() {
            var isKnown = false
            if let schema = rules.named[ExactText(member.key)] {
                isKnown = true
                isValid = check(schema, member.value, under: .key(member.key)) && isValid
            }
            for (pattern, schema) in rules.patterns where pattern.matches(member.key) {
                isKnown = true
                isValid = check(schema, member.value, under: .key(member.key)) && isValid
            }
            if !isKnown, let others = rules.others {
                isKnown = true
                isValid = checkOther(member, others, "additionalProperties", of: number, rules.names) && isValid
            }
            if isKnown { marks?.members.insert(index) }
            guard isValid || isCollecting else { return false }
        }
        return isValid
    }

    /// Checks a member that no name and no pattern covers.
    private mutating func checkOther(
        _ member: (key: String, value: JSONValue),
        _ schema: Int,
        _ keyword: String,
        of number: Int,
        _ names: [String]
    ) -> Bool {
        guard case .nothing = program.nodes[schema].keywords.first?.rule else {
            return check(schema, member.value, under: .key(member.key))
        }
        let words = SchemaWords(program: program)
        tell(keyword, at: number, words.unknownMember(member.key, known: names), under: .key(member.key))
        return false
    }

    private mutating func requires(
        _ names: [String],
        _ keyword: SchemaKeyword,
        of number: Int,
        _ members: JSONObject
    ) -> Bool {
        var isValid = true
        for name in names where members[name] == nil {
            isValid = false
            guard isCollecting else { return false }
            let words = SchemaWords(program: program)
            let node = program.nodes[number]
            tell(keyword.name, at: number, words.missingMember(name, in: node))
        }
        return isValid
    }

    private mutating func checkNames(_ members: JSONObject, _ schema: Int) -> Bool {
        var isValid = true
        for (key, _) in members {
            var marks: SchemaMarks?
            guard !fits(schema, .string(key), &marks) else { continue }
            isValid = false
            guard isCollecting else { return false }
            for finding in findings(schema, .string(key)) where found.count < maxViolations {
                var finding = finding
                let message = finding.violation.message
                finding.violation.message = "the key \(JSONValue.string(key).shortDescription): \(message)"
                found.append(finding)
            }
        }
        return isValid
    }

    private mutating func checkDependencies(
        _ members: JSONObject,
        _ rules: [(String, [String])],
        _ keyword: SchemaKeyword,
        of number: Int
    ) -> Bool {
        var isValid = true
        for (name, others) in rules where members[name] != nil {
            for other in others where members[other] == nil {
                isValid = false
                tell(keyword.name, at: number, "the member `\(other)` is missing, which `\(name)` needs")
            }
        }
        return isValid
    }

    private mutating func checkUnevaluated(
        _ members: JSONObject,
        _ schema: Int,
        _ keyword: SchemaKeyword,
        of number: Int,
        _ marks: inout SchemaMarks?
    ) -> Bool {
        var isValid = true
        for (index, member) in members.enumerated() where marks?.members.contains(index) == false {
            isValid = checkOther(member, schema, keyword.name, of: number, []) && isValid
            guard isValid || isCollecting else { return false }
        }
        marks?.members.insertAll()
        return isValid
    }
}
