import Testing
import VoleryCEL
import VoleryCore

@Suite("Work that is paid for")
struct PaymentTests {
    /// Large texts, a list and a map that a host gives, and the names that stand for them.
    private static let bindings: CELBindings = [
        "text": .string(String(repeating: "a", count: 250_000)),
        "zeros": .string(String(repeating: "0", count: 250_000)),
        "percents": .string(String(repeating: "%%", count: 125_000)),
        "object": object("key"),
        "other": object("no"),
        "none": .list(CELList(Array(repeating: CELValue.optional(nil), count: 10_000))),
    ]

    private static func object(_ name: String) -> CELValue {
        var object = JSONObject()
        for index in 0..<10_000 { object["\(name)\(index)"] = .int(index) }
        return CELValue(.object(object))
    }

    /// Each of these takes milliseconds, and would be done 100,000 times.
    @Test(
        "whatever reads a large value pays for it, so that no macro repeats it for long",
        arguments: [
            "percents.format([])", "'a'.indexOf(text)", "'a'.lastIndexOf(text)", "'a'.replace(text, '')",
            "'a'.split(text)", "text.split('')", "text.replace('', '')", "int(zeros)", "uint(zeros)", "double(zeros)",
            "bool(text)", "timestamp(text)", "duration(text)", "timestamp(0).getHours(text)",
            "timestamp(0).getHours('Nowhere')", "object.exists(key, true)", "object.exists(key, value, true)",
            "object == other", "none.unwrapOpt()", "[object].distinct()", "[text, text].sort()", "text.matches('b')",
            "'a'.matches('(x{30}){30}' + string(i))", "base64.decode(text)", "bytes(text).size()", "text.trim()",
            "text.contains('b')", "text < text + 'b'", "size(text)", "strings.quote(text)", "text.reverse()",
        ]
    )
    func repeated(_ expression: String) throws {
        var environment = CELEnvironment()
        environment.limits.work = 250_000
        // `exists` passes over errors, but not over a bound.
        let source = "lists.range(100000).exists(i, [\(expression)].size() > 1)"
        let program = try environment.compile(source)
        let error = #expect(throws: CELError.self) { try program.evaluate(Self.bindings) }
        #expect(error?.kind == .workBound, "\(error?.message ?? "")")
    }

    @Test("a pattern is paid for by its size, since at worst all of it is tried at every letter")
    func patterns() throws {
        let text = String(repeating: "a", count: 500_000)
        let bindings: CELBindings = ["text": .string(text)]
        #expect(try evaluate("text.matches('^[a-z]+$')", bindings) == true)
        let error = try evaluationError("text.matches('([a-f]{0,100}[a-e]{0,100}){10}b')", bindings)
        #expect(error?.kind == .workBound)
    }

    @Test("a large literal pattern works all the same, and each use of it is paid for")
    func largePattern() throws {
        let pattern = "(\\\\pL{9}){4}"
        #expect(try evaluate("'\(String(repeating: "é", count: 36))'.matches('^\(pattern)$')") == true)
        let chain = (0..<900).map { "'a'.matches('\(pattern)\($0)')" }.joined(separator: " || ")
        #expect(try evaluationError(chain)?.kind == .workBound)
    }

    @Test("values that share their memory pay for what they are where they are written")
    func shared() throws {
        var limits = CELLimits()
        limits.work = 300_000
        for element in ["text", "object", "{'k': text}", "[object]", "bytes(text)"] {
            let value = try evaluate("lists.range(100).map(i, v)", ["v": evaluate(element, Self.bindings)])
            let error = #expect(throws: CELError.self) { try value.json(limits: limits) }
            #expect(error?.kind == .workBound, "\(element)")
        }
    }
}
