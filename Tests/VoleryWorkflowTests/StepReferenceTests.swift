import Testing
import VoleryWorkflow

@Suite("The steps that an expression names")
struct StepReferenceTests {
    @Test(
        "are found in every form, with what of them is named",
        arguments: [
            ("steps.plan.output.angles", ["plan.output"]), ("steps['plan'].output", ["plan.output"]),
            ("steps.plan['status'] == 'failed'", ["plan.status"]), ("steps.plan", ["plan"]),
            ("coalesce(steps.a.output, steps.b.output)", ["a.output?", "b.output?"]),
            ("has(steps.a.output.x)", ["a.output?"]),
            ("[1].map(steps, steps.a)", []), ("steps.xs.output.map(x, x + steps.y.output)", ["xs.output", "y.output"]),
            ("cel.bind(steps, 1, steps)", []), ("size(steps)", ["*"]),
        ]
    )
    func found(source: String, expected: [String]) throws {
        let names = try Expression(source).references.map { reference in
            let member = reference.member.map { ".\($0)" } ?? ""
            return (reference.step ?? "*") + member + (reference.isGuarded ? "?" : "")
        }
        #expect(names == expected)
    }
}
