import Testing
import VoleryCEL

@Suite("The type checker")
struct CheckTests {
    /// What the tests' expressions can name.
    private static let environment: CELEnvironment = {
        var environment = CELEnvironment()
        let angle = CELObjectType(
            name: "an angle",
            fields: ["title": .init(.string), "score": .init(.double), "note": .init(.string, isOptional: true)]
        )
        let output = CELObjectType(
            name: "the output of step plan",
            fields: [
                "angles": .init(.list(.object(angle))), "count": .init(.int),
                "kind": .init(.enumeration(["bug", "idea"])),
                "summary": .init(.string, isOptional: true), "owner": .init(.object(angle), isOptional: true),
            ]
        )
        let open = CELObjectType(fields: ["id": .init(.int)], otherFields: .init(.dyn, isOptional: true))
        environment.variables = [
            "plan": .object(output), "open": .object(open), "anything": .dyn, "names": .list(.string),
            "prices": .map(.string, .double), "maybe": .nullable(.string), "part": .nullable(.object(angle)),
            "started": .timestamp,
        ]
        environment.add(
            CELFunction(
                lazy: "coalesce",
                [CELSignature([.parameter("T")], .parameter("T"), isVariadic: true)],
                acceptsAbsence: true
            ) { call throws(CELError) in try call.evaluate(0) }
        )
        return environment
    }()

    private func check(_ source: String) throws -> CELCheck {
        Self.environment.check(try CELExpression(parsing: source))
    }

    @Test(
        "gives every right expression its type",
        arguments: [
            ("plan.angles[0].title + '!'", "string"), ("plan.angles.map(a, a.score)", "list(double)"),
            ("plan.angles.filter(a, a.score >= 8)", "list(an angle)"),
            ("plan.count > 1.5 && plan.count == 2.0", "bool"),
            ("plan.kind", "enum(\"bug\", \"idea\")"), ("plan.kind + '!'", "string"),
            ("plan.?summary", "optional(string)"),
            ("plan.?summary.orValue('')", "string"), ("plan.?owner.?note.orValue('')", "string"),
            ("plan.?owner.note.orValue('')", "string"), ("plan.angles[?3].?note", "optional(string)"),
            ("anything.a.b[3] + 1", "int"), ("prices['tea'] + prices.coffee", "double"),
            ("prices.transformMap(k, v, k + string(v))", "map(string, string)"),
            ("names.sortBy(n, n.size())[0]", "string"), ("{'a': 1, 'b': 'x'}", "map(string, dyn)"),
            ("[1, 'x']", "list(dyn)"), ("[]", "list(dyn)"), ("[] + names", "list(string)"),
            ("maybe == null || maybe.size() > 1", "bool"), ("[maybe, 'x'][0]", "nullable(string)"),
            ("maybe + '!'", "string"),
            ("part != null ? part.title : ''", "string"), ("[part, null]", "list(nullable(an angle))"),
            ("started + duration('1h') > started", "bool"), ("started - started", "duration"),
            ("cel.bind(n, plan.count, n * 2)", "int"), ("type(1) == int && type(names) == list", "bool"),
            ("plan.count > 0 ? plan.angles : []", "list(an angle)"), ("plan.count > 0 ? plan.kind : null", "dyn"),
            ("math.greatest(1, 2.5)", "dyn"), ("math.greatest(1, 2)", "int"),
            ("optional.of(1).optMap(x, x + 1)", "optional(int)"),
            ("plan.kind == 'bug' && plan.kind in ['bug', 'idea']", "bool"), ("'title' in plan.angles[0]", "bool"),
            ("plan['count']", "int"), ("int(plan.angles[0].score) % 2", "int"), ("-plan.count", "int"),
            ("coalesce(plan.summary, 'none')", "string"), ("open.id", "int"), ("coalesce(open.other, 1)", "dyn"),
            ("names.exists(i, n, i > 0 && n == 'x')", "bool"), ("names.join(', ').matches('^a')", "bool"),
        ]
    )
    func types(_ source: String, _ expected: String) throws {
        let check = try check(source)
        #expect(check.problems == [])
        #expect(check.type.description == expected)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var source: String
        var kind: CELProblem.Kind
        var place: String
        var message: String
        var suggestion: String?
        var testDescription: String { source }

        init(_ source: String, _ kind: CELProblem.Kind, _ place: String, _ message: String, _ suggestion: String? = nil)
        {
            self.source = source
            self.kind = kind
            self.place = place
            self.message = message
            self.suggestion = suggestion
        }
    }

    @Test(
        "finds mistakes, at their place, with what was probably meant",
        arguments: [
            Mistake(
                "plan.angels[0]",
                .unknownField,
                "angels",
                "The output of step plan has no field `angels`.",
                "angles"
            ),
            Mistake(
                "plan.price",
                .unknownField,
                "price",
                "The output of step plan has no field `price`. It has: angles, count, kind, owner, summary."
            ),
            Mistake(
                "plan['angels']",
                .unknownField,
                "'angels'",
                "The output of step plan has no field `angels`.",
                "angles"
            ),
            Mistake(
                "has(plan.cuont)",
                .unknownField,
                "cuont",
                "The output of step plan has no field `cuont`.",
                "count"
            ),
            Mistake(
                "coalesce(plan.sumary, '')",
                .unknownField,
                "sumary",
                "The output of step plan has no field `sumary`.",
                "summary"
            ),
            Mistake("plna.count", .unknownVariable, "plna", "There is no variable `plna`.", "plan"),
            Mistake(
                "plan.angles.title",
                .unknownField,
                "title",
                "list(an angle) has no fields, so no `title`.",
                "[0].title, or .map(x, x.title)"
            ),
            Mistake(
                "names.length > 3",
                .unknownField,
                "length",
                "list(string) has no fields, so no `length`.",
                ".size()"
            ),
            Mistake(
                "plan.summary + '!'",
                .optionalField,
                "summary",
                "The field `summary` may be missing.",
                "ask with has(…), or write `.?summary`"
            ),
            Mistake(
                "open.other",
                .optionalField,
                "other",
                "The field `other` may be missing.",
                "ask with has(…), or write `.?other`"
            ),
            Mistake(
                "has(plan.owner.note)",
                .optionalField,
                "owner",
                "The field `owner` may be missing.",
                "ask with has(…), or write `.?owner`"
            ),
            Mistake("plan.count + 1.5", .type, "plan.count + 1.5", "There is no `+` of int and double.", "double(…)"),
            Mistake(
                "'n: ' + plan.count",
                .type,
                "'n: ' + plan.count",
                "There is no `+` of string and int.",
                "string(…)"
            ),
            Mistake("plan.count && true", .type, "plan.count", "`&&` needs a boolean, not int."),
            Mistake("!plan.kind", .type, "plan.kind", "`!` needs a boolean, not enum(\"bug\", \"idea\")."),
            Mistake("names ? 1 : 2", .type, "names", "The condition before `?` needs a boolean, not list(string)."),
            Mistake("plan.count == 'x'", .type, "plan.count == 'x'", "int and string are never equal."),
            Mistake("names[0] == null", .type, "names[0] == null", "string and null are never equal."),
            Mistake(
                "plan.kind == 'bgu'",
                .type,
                "'bgu'",
                "\"bgu\" is none of the values that this can have: \"bug\", \"idea\".",
                "\"bug\""
            ),
            Mistake(
                "plan.kind in ['bug', 'ides']",
                .type,
                "'ides'",
                "\"ides\" is none of the values that this can have: \"bug\", \"idea\".",
                "\"idea\""
            ),
            Mistake("1 in names", .type, "1 in names", "int is never in list(string)."),
            Mistake(
                "'a' in plan.kind",
                .type,
                "'a' in plan.kind",
                "`in` asks for an element of a list or a key of a map, not of enum(\"bug\", \"idea\").",
                "text.contains(…)"
            ),
            Mistake("plan.count.map(x, x)", .type, "plan.count", "map() goes over a list or a map, not over int."),
            Mistake("names.filter(n, n)", .type, "n", "filter() needs a boolean, not string."),
            Mistake("names.map(n, n.foo)", .unknownField, "foo", "string has no fields, so no `foo`."),
            Mistake("names['x']", .type, "'x'", "A list's index is an int, not string."),
            Mistake(
                "true ? 1 : 'x'",
                .type,
                "true ? 1 : 'x'",
                "The values before and after `:` are of different types: int and string."
            ),
            Mistake("len(names)", .unknownFunction, "len", "There is no function `len`.", "size"),
            Mistake("names.lenght()", .unknownFunction, "lenght", "There is no function `lenght`.", "size"),
            Mistake(
                "startsWith(names[0], 'x')",
                .unknownFunction,
                "startsWith",
                "`startsWith` is called as `x.startsWith(…)`.",
                "x.startsWith(…)"
            ),
            Mistake(
                "names[0].strtsWith('x')",
                .unknownFunction,
                "strtsWith",
                "There is no function `strtsWith`.",
                "startsWith"
            ),
            Mistake("math.ciel(1.5)", .unknownFunction, "ciel", "There is no function `math.ciel`.", "math.ceil"),
            Mistake(
                "names[0].startsWith(1)",
                .type,
                "startsWith",
                "There is no `string.startsWith(int)`; there is `string.startsWith(string)`."
            ),
            Mistake("size(names, 1)", .type, "size", "`size()` takes 1 argument, not 2."),
            Mistake("names[0].substring()", .type, "substring", "`substring()` takes 1 or 2 arguments, not 0."),
            Mistake(
                "math.greatest('a', 1)",
                .type,
                "greatest",
                "There is no `math.greatest(string, int)`; there is `math.greatest(int)`, `math.greatest(uint)`, `math.greatest(double)`, `math.greatest(dyn)`."
            ),
            Mistake("names.sortBy(n, names)", .type, "names", "There is no order of list(string)."),
            Mistake("{1.5: 1}", .type, "1.5", "A map's key is a boolean, an integer or text, not double."),
            Mistake("{'a': 1, 'a': 2}", .type, "'a'", "The key \"a\" is given twice."),
            Mistake("{1: 1, 1u: 2}", .type, "1u", "The key 1u is given twice."),
            Mistake("[?1]", .type, "1", "`?` needs an optional value, not int."),
            Mistake(
                "names[0].matches('(')",
                .type,
                "'('",
                "The pattern is not a regular expression: `(` has no closing `)` (byte 0 of the pattern)."
            ),
            Mistake("-names", .type, "-names", "`-` needs a signed number, not list(string)."),
        ]
    )
    func mistakes(_ mistake: Mistake) throws {
        let problems = try check(mistake.source).problems
        let problem = try #require(problems.first)
        #expect(problems.count == 1)
        #expect(problem.kind == mistake.kind)
        #expect(problem.message == mistake.message)
        #expect(problem.suggestion == mistake.suggestion)
        // The place may hold the same words as another; what it says counts.
        #expect(part(problem.range, of: mistake.source) == mistake.place)
    }

    @Test("finds all mistakes of an expression, each once, in their order")
    func severalMistakes() throws {
        let source = "plan.angels.size() > nobody && plan.count + 1.0 == plan.cuont && plna"
        let problems = try check(source).problems
        #expect(
            problems.map { part($0.range, of: source) } == ["angels", "nobody", "plan.count + 1.0", "cuont", "plna"]
        )
    }

    @Test(
        "knows what has() has shown",
        arguments: [
            "has(plan.summary) && plan.summary != ''", "!has(plan.summary) || plan.summary.size() > 0",
            "has(plan.summary) ? plan.summary : ''", "!has(plan.summary) ? '' : plan.summary",
            "has(plan.owner) && has(plan.owner.note) && plan.owner.note == 'x'",
            "has(plan.summary) && plan['summary'] != ''",
            "plan.angles.all(a, !has(a.note) || a.note != '')",
            "plan.count > 1 && has(plan.summary) ? plan.summary : 'x'",
        ]
    )
    func shownByHas(_ source: String) throws {
        #expect(try check(source).problems == [])
    }

    @Test(
        "doesn't take has() for more than it says",
        arguments: [
            "has(plan.summary) || plan.summary != ''", "has(plan.summary) ? '' : plan.summary",
            "plan.angles.exists(a, has(a.note)) && plan.angles.exists(a, a.note == '')",
            "(has(plan.summary) && true) || plan.summary == ''", "plan.summary == '' && has(plan.summary)",
        ]
    )
    func notShownByHas(_ source: String) throws {
        #expect(try check(source).problems.map(\.kind) == [.optionalField])
    }
}
