import Testing
import VoleryCEL
import VoleryCore
import VoleryWorkflow

@Suite("The types of a step")
struct StepTypesTests {
    private func types(of path: String) throws -> StepTypes? {
        func value(_ text: String) throws -> Step.Kind { .value(.template(try Template(text))) }
        let list = try Step.ForEach(list: Expression("[1, 2]"), name: "number")
        let inner = [
            Step(id: "one", kind: try value("${{ steps.before.output + round }}"), forEach: list),
            Step(id: "two", kind: try value("${{ steps.one.output }}")),
        ]
        let steps = [
            Step(id: "before", kind: .value(.constant(1))),
            Step(id: "group", kind: .group(GroupStep(steps: inner, repetition: .init(max: 2)))),
        ]
        let workflow = Workflow(name: "w", steps: steps)
        return StepTypes(of: path, in: workflow, tools: try FixedToolCatalogue([]))
    }

    @Test("are those of what its keys can name, and of its output")
    func known() throws {
        let one = try #require(try types(of: "steps.group.steps.one"))
        #expect(one.output == .list(.int))
        #expect(one.variables["number"] == .int)
        #expect(one.variables["round"] == .int)
        guard case .object(let steps) = one.variables["steps"] else {
            Issue.record("`steps` is no object")
            return
        }
        #expect(steps.fields.keys.sorted() == ["before", "group", "one", "two"])
        #expect(try types(of: "steps.group.steps.two")?.output == .list(.int))
    }

    @Test("of a group are those that its `until` and `output` see")
    func group() throws {
        let group = try #require(try types(of: "steps.group"))
        #expect(group.variables["round"] == .int)
        guard case .object(let steps) = group.variables["steps"] else {
            Issue.record("`steps` is no object")
            return
        }
        #expect(steps.fields.keys.sorted() == ["before", "group", "one", "two"])
    }

    @Test("are known of steps that there are")
    func absent() throws {
        #expect(try types(of: "steps.two") == nil)
    }
}
