import Testing
import VoleryCEL
import VoleryCore

@Suite("Evaluation")
struct EvaluationTests {
    private let order: CELBindings = [
        "order": CELValue(["id": 7, "total": 12.5, "lines": [["name": "pen"], ["name": "ink"]], "note": nil]),
        "limit": 10,
    ]

    @Test("JSON is seen through: integers are ints, other numbers doubles, objects maps")
    func json() throws {
        #expect(try evaluate("order.id + limit", order) == 17)
        #expect(try evaluate("order.total * 2.0", order) == 25.0)
        #expect(try evaluate("order.lines.map(l, l.name).join('+')", order) == "pen+ink")
        #expect(try evaluate("type(order.id) == int && type(order.total) == double", order) == true)
        #expect(try evaluate("order.note == null && !has(order.missing) && has(order.note)", order) == true)
    }

    @Test("a value turns into JSON, as it was where it was JSON")
    func toJSON() throws {
        let value = try evaluate("{'all': order, 1: b'\\x00\\xff', true: duration('90s')}", order)
        let expected: JSONValue = [
            "all": ["id": 7, "total": 12.5, "lines": [["name": "pen"], ["name": "ink"]], "note": nil],
            "1": "AP8=", "true": "90s",
        ]
        #expect(try value.json() == expected)
    }

    @Test("what JSON can't hold is an error", arguments: ["0.0 / 0.0", "18446744073709551615u", "{1: 1, '1': 2}"])
    func notJSON(_ source: String) throws {
        let value = try evaluate(source)
        #expect(throws: CELError.self) { try value.json() }
    }

    @Test("int, uint and double compare, but don't add up")
    func numbers() throws {
        #expect(try evaluate("limit > 9.5 && order.total >= limit && 1u < 2", order) == true)
        #expect(try evaluationError("order.total + limit", order)?.kind == .noMatchingOverload)
        #expect(try evaluate("order.total + double(limit)", order) == 22.5)
    }

    struct Failure: Sendable, CustomTestStringConvertible {
        var source: String
        var kind: CELError.Kind
        var place: String
        var testDescription: String { source }
    }

    @Test(
        "an error has a kind and a place",
        arguments: [
            Failure(source: "1 + order.lines[5].name", kind: .indexOutOfRange, place: "5"),
            Failure(source: "order.lines[0].price", kind: .noSuchField, place: "price"),
            Failure(source: "order['price']", kind: .noSuchKey, place: "'price'"),
            Failure(source: "1 / (limit - 10)", kind: .divideByZero, place: "1 / (limit - 10)"),
            Failure(source: "limit * 9223372036854775807", kind: .overflow, place: "limit * 9223372036854775807"),
            Failure(source: "limit + 'x'", kind: .noMatchingOverload, place: "limit + 'x'"),
            Failure(source: "2 + nobody", kind: .unknownVariable, place: "nobody"),
            Failure(source: "2 + nothing(1)", kind: .unknownFunction, place: "nothing"),
            Failure(source: "int('x1')", kind: .invalidArgument, place: "int"),
            Failure(source: "limit ? 1 : 2", kind: .noMatchingOverload, place: "limit"),
            Failure(source: "'a'.matches('(')", kind: .invalidArgument, place: "matches"),
            Failure(source: "{'a': 1, 'a': 2}", kind: .invalidArgument, place: "'a'"),
            Failure(source: "[1].map(x, x / 0)", kind: .divideByZero, place: "x / 0"),
            Failure(source: "timestamp('2026-02-30T00:00:00Z')", kind: .invalidArgument, place: "timestamp"),
            Failure(source: "optional.none().value()", kind: .invalidArgument, place: "value"),
        ]
    )
    func errors(_ failure: Failure) throws {
        let error = try #require(try evaluationError(failure.source, order))
        #expect(error.kind == failure.kind)
        #expect(part(error.range, of: failure.source) == failure.place)
        #expect(!error.message.isEmpty)
    }

    @Test("the operand of && and || that decides, decides in spite of errors beside it")
    func absorbedErrors() throws {
        #expect(try evaluate("1 / 0 > 1 || true") == true)
        #expect(try evaluate("false && nobody") == false)
        #expect(try evaluate("[1, 0].exists(x, 1 / x == 1)") == true)
        #expect(try evaluationError("1 / 0 > 1 || false")?.kind == .divideByZero)
    }

    @Test("maps have one key for numbers that are equal, and keep their order")
    func keys() throws {
        #expect(try evaluate("{1: 'a'}[1u] + {1u: 'b'}[1.0]") == "ab")
        #expect(try evaluationError("{1: 'a', 1u: 'b'}")?.kind == .invalidArgument)
        #expect(try evaluate("{'z': 1, 'a': 2, 3: 3}.map(k, string(k)).join()") == "za3")
    }

    @Test("text is compared by its scalars, without normalization")
    func text() throws {
        #expect(try evaluate("'\\u00e9' == 'e\\u0301'") == false)
        #expect(try evaluate("{'\\u00e9': 1, 'e\\u0301': 2}.size()") == 2)
        #expect(try evaluate("['\\u00e9', 'e\\u0301'].distinct().size()") == 2)
        #expect(try evaluate("'👩‍👩‍👧'.size()") == 5)
    }

    @Test("inner names hide outer ones and end with their macro")
    func scopes() throws {
        #expect(try evaluate("[1, 2].map(x, [x * 10].map(x, x + 1)[0] + x)") == [12, 23])
        #expect(try evaluate("cel.bind(limit, 1, limit) + limit", order) == 11)
        #expect(try evaluate("[[1, 2], [3]].map(x, x.map(y, y + x.size()))") == [[3, 4], [4]])
    }

    @Test("one program is evaluated by many tasks at once")
    func concurrency() async throws {
        let program = try CELEnvironment().compile("[1, 2, 3].map(x, x * n).filter(x, x > n).size() + n")
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...50 as ClosedRange<Int64> {
                group.addTask { try program.evaluate(["n": .int(number)]) == .int(number + 2) }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }
}
