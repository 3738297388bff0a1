import Testing
import VoleryCEL

/// A host's map in which some members are known and yet not there.
private final class Outputs: CELDynamicMap {
    let keys = ["plan", "review"]

    func value(forKey key: String) throws(CELError) -> CELValue? {
        switch key {
        case "plan": .map(["output": "an outline"])
        case "review": throw CELError(.absent, "The step review was skipped.")
        default: nil
        }
    }
}

@Suite("What a host adds")
struct HostTests {
    private let environment: CELEnvironment
    private let bindings: CELBindings = ["steps": .map(CELMap(Outputs()))]

    init() {
        var environment = CELEnvironment()
        environment.add(
            CELFunction(lazy: "coalesce", [CELSignature([.parameter("T")], .parameter("T"), isVariadic: true)]) {
                call throws(CELError) in
                for index in 0..<call.count {
                    do throws(CELError) {
                        let value = try call.evaluate(index)
                        if case .null = value { continue }
                        return value
                    } catch  where [.absent, .noSuchField, .noSuchKey].contains(error.kind) {
                        continue
                    }
                }
                return .null
            }
        )
        environment.add(
            CELFunction("double_it", [CELSignature([.int], .int)]) { call throws(CELError) in
                .int(try call.int(0) * 2)
            }
        )
        self.environment = environment
    }

    private func evaluate(_ source: String) throws -> CELValue {
        try environment.compile(source).evaluate(bindings)
    }

    @Test("a member that the host withholds is an error of its kind, at its place")
    func absence() throws {
        let error = #expect(throws: CELError.self) { try evaluate("steps.review.output") }
        #expect(error?.kind == .absent)
        #expect(error?.range == 6..<12)
        #expect(try evaluate("steps.plan.output") == "an outline")
    }

    @Test("has() of a withheld member is false")
    func presence() throws {
        #expect(try evaluate("has(steps.review)") == .bool(false))
        #expect(try evaluate("has(steps.plan)") == .bool(true))
        #expect(try evaluate("'review' in steps") == .bool(false))
    }

    @Test("a lazy function chooses what to evaluate and which errors to accept")
    func lazyFunctions() throws {
        #expect(try evaluate("coalesce(steps.review.output, steps.plan.title, null, 'none')") == "none")
        #expect(try evaluate("coalesce(steps.plan.output, 1 / 0)") == "an outline")
        let error = #expect(throws: CELError.self) { try evaluate("coalesce(1 / 0, 'x')") }
        #expect(error?.kind == .divideByZero)
    }

    @Test("a strict function gets values, and says what it takes")
    func strictFunctions() throws {
        #expect(try evaluate("double_it(21)") == .int(42))
        let error = #expect(throws: CELError.self) { try evaluate("double_it('21')") }
        #expect(error?.message == "There is no `double_it(string)`; there is `double_it(int)`.")
        #expect(error?.range == 0..<9)
    }
}
