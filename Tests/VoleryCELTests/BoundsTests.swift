import Testing
import VoleryCEL
import VoleryCore

@Suite("Bounds")
struct BoundsTests {
    @Test(
        "no nesting exhausts the stack",
        arguments: [
            String(repeating: "(", count: 60_000), String(repeating: "[", count: 60_000),
            String(repeating: "{1:", count: 20_000), String(repeating: "!", count: 60_000),
            String(repeating: "-", count: 60_000), String(repeating: "a[", count: 30_000),
            String(repeating: "f(", count: 30_000), String(repeating: "a?b:", count: 15_000) + "c",
            "a" + String(repeating: ".b", count: 30_000), "a" + String(repeating: "[0]", count: 20_000),
            "1" + String(repeating: "+1", count: 30_000), "a" + String(repeating: ".f()", count: 15_000),
        ]
    )
    func nesting(_ source: String) throws {
        let problem = try #require(syntaxProblem(source))
        #expect(problem.kind == .size)
    }

    @Test("long chains of && and || are not nested, and large literals neither")
    func longChains() throws {
        let chain = Array(repeating: "false", count: 5000).joined(separator: "||")
        #expect(try evaluate(chain + " || true") == true)
        let list = "[" + Array(repeating: "1", count: 20_000).joined(separator: ",") + "].size()"
        #expect(try evaluate(list) == 20_000)
    }

    @Test("what the specification asks for at least is possible")
    func minimum() throws {
        #expect(try evaluate(String(repeating: "(", count: 200) + "7" + String(repeating: ")", count: 200)) == 7)
        #expect(try evaluate("1" + String(repeating: " + 1", count: 200)) == 201)
    }

    @Test("a text that is too long is refused before it is read")
    func sourceSize() throws {
        let problem = try #require(syntaxProblem(String(repeating: " ", count: 65_536) + "1"))
        #expect(problem.kind == .size)
    }

    /// Each name stands for something made of the one before twice.
    private func doubling(
        _ first: String,
        _ step: (String) -> String,
        rounds: Int,
        _ last: (String) -> String
    ) -> String {
        let binds = (1...rounds).map { "cel.bind(x\($0), \(step("x\($0 - 1)")), " }.joined()
        return "cel.bind(x0, \(first), " + binds + last("x\(rounds)") + String(repeating: ")", count: rounds + 1)
    }

    @Test("work that grows beyond its bound is stopped")
    func work() throws {
        let pair = { (name: String) in "[\(name), \(name)]" }
        let sum = { (name: String) in "\(name) + \(name)" }
        let thousand = "lists.range(1000)"
        let hostile = [
            doubling("'ab'", sum, rounds: 60) { "size(\($0))" },
            doubling("b'ab'", sum, rounds: 60) { "size(\($0))" },
            doubling("[1, 2]", sum, rounds: 60) { "size(\($0))" },
            doubling("[1]", pair, rounds: 60) { "\($0) == \($0)" },
            doubling("[1]", pair, rounds: 60) { "[\($0), \($0)].distinct().size()" },
            doubling("[1]", pair, rounds: 60) { "\($0).flatten(100).size()" },
            doubling("[1]", pair, rounds: 60) { "'%s'.format([\($0)])" },
            doubling("{'a': 1}", { "{'a': \($0), 'b': \($0)}" }, rounds: 60) { "\($0) == \($0)" },
            doubling("'aaaaaaaaaaaaaaaa'", { "\($0).replace('a', \($0))" }, rounds: 8) { "size(\($0))" },
            "\(thousand).all(a, \(thousand).all(b, \(thousand).all(c, \(thousand).all(d, true))))",
            "\(thousand).exists(a, \(thousand).exists(b, \(thousand).exists(c, 1 / 0 == 1)))",
            "lists.range(9223372036854775807)",
            "\(thousand).map(a, \(thousand).map(b, \(thousand)))",
            "\(thousand).map(x, 'a'.matches('(a' + string(x) + ')*'))",
            "\(thousand).map(x, '%.1000f'.format([x])).map(x, \(thousand).map(y, x)).map(x, x.join())",
        ]
        var environment = CELEnvironment()
        environment.limits.work = 200_000
        for source in hostile {
            let program = try environment.compile(source)
            let error = #expect(throws: CELError.self) { try program.evaluate() }
            #expect(error?.kind == .workBound, "\(source)")
        }
    }

    @Test("a bound that is reached is not taken for an error that || or a macro may pass over")
    func bound() throws {
        let source = "[1].exists(x, lists.range(9223372036854775807).size() > 0 || true) || true"
        #expect(try evaluationError(source)?.kind == .workBound)
    }

    @Test("turning a value into JSON is bounded, too")
    func json() throws {
        let value = try evaluate(doubling("[1]", { "[\($0), \($0)]" }, rounds: 60) { $0 })
        var limits = CELLimits()
        limits.work = 100_000
        let error = #expect(throws: CELError.self) { try value.json(limits: limits) }
        #expect(error?.kind == .workBound)
    }

    @Test("values can't be nested by binding names over and over")
    func nestedValues() throws {
        let levels = String(repeating: "[", count: 200) + "x0" + String(repeating: "]", count: 200)
        let binds = String(repeating: "cel.bind(x0, \(levels), ", count: 10)
        let source = "cel.bind(x0, 1, " + binds + "x0" + String(repeating: ")", count: 11)
        let problem = #expect(throws: CELProblem.self) { try CELEnvironment().compile(source) }
        #expect(problem?.kind == .size)
    }

    @Test("searches take linear time on text made to mislead them")
    func searches() throws {
        let text = String(repeating: "a", count: 400_000)
        let pattern = String(repeating: "a", count: 200_000) + "b"
        let bindings: CELBindings = ["text": .string(text), "pattern": .string(pattern)]
        #expect(try evaluate("text.contains(pattern)", bindings) == false)
        #expect(try evaluate("text.indexOf(pattern)", bindings) == -1)
        #expect(try evaluate("text.lastIndexOf(pattern)", bindings) == -1)
        #expect(try evaluate("text.split(pattern).size()", bindings) == 1)
        #expect(try evaluate("(text + '!').matches('(a+)+$')", bindings) == false)
    }

    @Test("sorting and distinct values take no quadratic time")
    func lists() throws {
        let bindings: CELBindings = ["items": .list(CELList((0..<50_000).map { JSONValue.int(50_000 - $0 % 25_000) }))]
        #expect(try evaluate("items.sort()[0]", bindings) == 25_001)
        #expect(try evaluate("items.distinct().size()", bindings) == 25_000)
        #expect(try evaluate("items.sortBy(x, -x)[0]", bindings) == 50_000)
        let pairs = "lists.range(5000).map(x, {'a': x % 2500, 'b': [x % 2500]})"
        #expect(try evaluate("\(pairs).distinct().size()") == 2500)
    }
}
