import FoundationEssentials
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

    @Test("are refused, fail or give a value, and never crash")
    func mutations() throws {
        let count = ProcessInfo.processInfo.environment["VOLERY_FUZZ"].flatMap { Int($0) } ?? 5000
        var random = SeededGenerator(seed: 20_260_131)
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
        var values = 0
        for _ in 0..<count {
            let source = mutate(Self.seeds.randomElement(using: &random) ?? "", &random)
            guard let expression = try? CELExpression(parsing: source) else { continue }
            _ = environment.check(expression)
            _ = expression.references
            guard let value = try? environment.compile(expression).evaluate(bindings) else { continue }
            _ = try? value.json(limits: environment.limits)
            values += 1
        }
        // Some mutations must still be expressions, or nothing behind the parser was tried.
        #expect(values > count / 50)
    }

    /// Changes a text in one to four places: bytes and pieces of other seeds come, go and move.
    private func mutate(_ source: String, _ random: inout SeededGenerator) -> String {
        var bytes = Array(source.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...6, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.removeSubrange(place..<end)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            case 3: bytes.insert(contentsOf: Array(piece(&random).utf8), at: place)
            case 4: bytes.replaceSubrange(place..<end, with: Array(piece(&random).utf8))
            default:
                bytes.insert(
                    contentsOf: Array("()[]{}.,:?!-+*/%&|<>='\"`0u".utf8.shuffled(using: &random)[..<2]),
                    at: place
                )
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func piece(_ random: inout SeededGenerator) -> String {
        let seed = Self.seeds.randomElement(using: &random) ?? ""
        let words = seed.split(separator: " ")
        return String(words.randomElement(using: &random) ?? "1")
    }
}

/// The same numbers from the same seed (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
