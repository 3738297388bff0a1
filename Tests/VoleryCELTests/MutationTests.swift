import Mutations
import Testing
import VoleryCEL
import VoleryCore

@Suite("Mutated expressions")
struct MutationTests {
    private static let seeds = [
        "steps.review.output.score >= 8 && inputs.mode == \"strict\"", "items.map(x, x.id * 2).filter(y, y > 3u)",
        "cel.bind(a, [1, 2.5, 'x'], a + a)[0]", "has(steps.plan) ? steps.?plan.?output.orValue({}) : null",
        "{'a': 1, ?'b': optional.of(2), 3: [true]}['a']", "'%s %d %.3f %x'.format(['a', 1, 2.5, b'\\x00'])",
        "timestamp('2026-01-31T12:00:00Z') + duration('1h30m') > timestamp(0)", "r'''raw \\d''' + \"\\u00e9\\n\"",
        "items.sortBy(x, -x.id).transformMap(i, x, x.name.split(',', 2))",
        "math.greatest(1, -9223372036854775808, 0x1F)",
        "'żółw'.substring(1, 3).indexOf('ó') in [0, 1]", "optional.none().optFlatMap(v, v.?x).hasValue() || !false",
        "timestamp('2050-07-01T12:00:00Z').getHours('Europe/Berlin') % 7", "'aab'.matches('^(a+)+b$')",
        "[[1], [2, [3]]].flatten(2).distinct().reverse().slice(0, 2)", "base64.encode(bytes(string(1.5e300)))",
        "items.all(i, x, x.id - i == 0) && items.exists_one(x, x.`name` == 'abc')",
        "lists.range(30).map(x, lists.range(x))",
        "type(1u) == uint && int('12') / 5 != 2 // end", "-x.y[0][?'k'].z(1)(2)",
    ]

    private static let pieces =
        "( ) [ ] { } . , : ? ! - + * / % && || < >= == != in = ' \" ` 0 u true null [? .? 9223372036854775807 1e999 "
        + #"\u0000 r' b''' // a.b.c x->y"#

    @Test("are refused, fail or give a value, and never crash, hang or take much memory")
    func mutations() throws {
        let pieces = Self.pieces.split(separator: " ").map(String.init)
        var mutator = Mutator(seeds: Self.seeds, pieces: pieces, seed: 20_260_131)
        var environment = CELEnvironment()
        environment.limits.work = 20_000
        environment.variables = [
            "items": .list(
                .object(CELObjectType(fields: ["id": .init(.int), "name": .init(.string, isOptional: true)]))
            ),
            "steps": .dyn, "inputs": .map(.string, .string),
        ]
        let bindings: CELBindings = [
            "items": CELValue([["id": 0, "name": "abc"], ["id": 1, "name": "a,b"], ["id": 2]]),
            "steps": CELValue(["review": ["output": ["score": 9]]]), "inputs": .map(["mode": "strict"]),
        ]
        var run = MutationRun()
        for _ in 0..<(MutationRun.isWhole ? 100_000 : 5_000) {
            let text = mutator.next()
            run.add(text) { work(String(decoding: text, as: UTF8.self), environment, bindings) }
        }
        print(run.summary(of: "expressions"))
        // Some mutations must still be expressions, or nothing behind the parser was tried.
        #expect(run.accepted > run.count / 50)
        #expect(run.slowest.seconds < 1, "\(String(decoding: run.slowest.text, as: UTF8.self))")
        #expect(run.memoryGrowth < 512)
    }

    /// Parses, checks and evaluates a text; says whether it had a value.
    private func work(_ source: String, _ environment: CELEnvironment, _ bindings: CELBindings) -> Bool {
        guard let expression = try? CELExpression(parsing: source) else { return false }
        _ = environment.check(expression)
        _ = expression.references
        guard let value = try? environment.compile(expression).evaluate(bindings) else { return false }
        _ = try? value.json(limits: environment.limits)
        return true
    }
}
