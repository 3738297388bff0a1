import Testing
import VoleryCEL

@Suite("What an expression names")
struct ReferenceTests {
    private func references(_ source: String) throws -> [String] {
        try CELExpression(parsing: source).references.map { reference in
            let steps = reference.steps.map { step in
                let mark = step.isOptional ? "?" : ""
                return switch step.key {
                case .field(let name): ".\(mark)\(name)"
                case .index(let index): "[\(mark)\(index)]"
                case .computed: "[\(mark)…]"
                }
            }
            let context = reference.enclosingCalls + (reference.isPresenceTest ? ["has"] : [])
            return (context + [reference.root + steps.joined()]).joined(separator: " ")
        }
    }

    @Test("a path is one reference, however its fields are written")
    func paths() throws {
        #expect(try references("steps.plan.output.angles[0].title") == ["steps.plan.output.angles[0].title"])
        #expect(try references("steps[\"plan\"].?output[?'x']") == ["steps.plan.?output.?x"])
        #expect(try references("a.b == c && !d.e") == ["a.b", "c", "d.e"])
    }

    @Test("what computes an index is named, too")
    func computedIndices() throws {
        #expect(try references("rows[steps.pick.output].name") == ["rows[…].name", "steps.pick.output"])
    }

    @Test("names that macros introduce are not references, and hide those outside")
    func localNames() throws {
        #expect(try references("items.map(x, x.name + y)") == ["items", "y"])
        #expect(try references("x.filter(x, x.ok)") == ["x"])
        #expect(try references("items.map(x, items2.exists(y, y == x))") == ["items", "items2"])
        #expect(try references("cel.bind(a, b.c, a.d + e)") == ["b.c", "e"])
        #expect(try references("[1].map(x, .x)") == ["x"])
    }

    @Test("references know the calls and has() around them")
    func context() throws {
        #expect(
            try references("coalesce(steps.a.output, f(b)) + has(c.d)")
                == ["coalesce steps.a.output", "coalesce f b", "has c.d"]
        )
        #expect(try references("math.ceil(x) + a.size()") == ["ceil x", "a"])
    }

    @Test("a reference knows its place and those of its parts")
    func places() throws {
        let source = "1 + steps.plan['out'] "
        let reference = try #require(try CELExpression(parsing: source).references.first)
        #expect(part(reference.rootRange, of: source) == "steps")
        #expect(reference.steps.map { part($0.range, of: source) } == ["plan", "'out'"])
        #expect(part(reference.range, of: source) == "steps.plan['out']")
    }
}
