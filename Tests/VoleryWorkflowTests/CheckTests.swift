import Testing
import VoleryCEL
import VoleryCore
import VoleryWorkflow

@Suite("Checks of a workflow that was built in code")
struct CheckTests {
    private func findings(_ workflow: Workflow, _ project: Project = Project(folder: "/")) throws -> [String] {
        workflow.check(in: project, tools: try FixedToolCatalogue([])).map { finding in
            let range = finding.range.map { " \($0.lowerBound)..<\($0.upperBound)" } ?? ""
            return "\(finding.code) \(finding.path)\(range): \(finding.message)"
        }
    }

    private func value(_ text: String) throws -> Step.Kind { .value(.template(try Template(text))) }

    @Test("name the key, and where in its text")
    func paths() throws {
        let workflow = Workflow(
            name: "w",
            agents: ["a": Agent(name: "a", model: ModelChoice(use: "none"), delegates: [.init(name: "b", agent: "b")])],
            steps: [
                Step(id: "first", kind: try value("é ${{ steps.frist.output }}"), needs: ["nowhere"]),
                Step(
                    id: "second",
                    kind: .agent(AgentStep(agent: "c", prompt: try Template("x"))),
                    condition: try Expression("1 + 1")
                ),
                Step(id: "first", kind: try value("x")),
            ],
            outputs: [("out", .list([.map([("deep", .template(try Template("${{ nope }}")))])]))]
        )
        #expect(
            try findings(workflow) == [
                "V0152 agents.a.delegates[0]: there is no agent `b`",
                "V0155 agents.a.model: there is no model `none`",
                "V0150 steps.first: there are two steps `first`",
                "V0151 steps.first.needs[0]: there is no step `nowhere`",
                "V0151 steps.first.value 13..<18: there is no step `frist`",
                "V0190 steps.second.if: a condition is a boolean, but this is a whole number",
                "V0152 steps.second.agent: there is no agent `c`",
                "V0180 outputs.out[0].deep 4..<8: there is no `nope` here",
            ]
        )
    }

    @Test("take ten thousand steps in a line, and find the cycle that closes it")
    func line() throws {
        var steps = try (0..<10_000).map { number in
            Step(id: "s\(number)", kind: try value(number == 0 ? "x" : "${{ steps.s\(number - 1).output }}"))
        }
        #expect(try findings(Workflow(name: "w", steps: steps)).isEmpty)
        steps[0].needs = ["s9999"]
        let found = try findings(Workflow(name: "w", steps: steps))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("V0161 steps.s") == true)
    }

    @Test("tell several cycles apart")
    func cycles() throws {
        let needs = ["a": ["b"], "b": ["a"], "c": ["d"], "d": ["e"], "e": ["c"], "f": ["f", "a"]]
        let steps = try needs.sorted { $0.key < $1.key }.map { Step(id: $0.key, kind: try value("x"), needs: $0.value) }
        #expect(
            try findings(Workflow(name: "w", steps: steps)) == [
                "V0160 steps.f.needs[0]: the step `f` waits for itself",
                "V0161 steps.a.needs[0]: these steps wait for each other: a → b → a",
                "V0161 steps.c.needs[0]: these steps wait for each other: c → e → d → c",
            ]
        )
    }

    @Test("stop where there is no use in going on")
    func bound() throws {
        let steps = try (0..<5_000).map { Step(id: "s\($0)", kind: try value("${{ nope }}")) }
        #expect(try findings(Workflow(name: "w", steps: steps)).count == 100)
    }
}

@Suite("The types of values that fit a schema")
struct SchemaTypeTests {
    @Test(
        "follow from what it says",
        arguments: [
            (["type": "string"], "string"), (["type": "integer"], "int"), (["type": "number"], "double"),
            (["type": "boolean"], "bool"), (["type": "null"], "null"), (true, "dyn"), ([:], "dyn"),
            (["type": ["string", "null"]], "dyn"), (["anyOf": [["type": "string"]]], "dyn"), (["$ref": "#"], "dyn"),
            (["type": "array"], "list(dyn)"), (["type": "array", "items": ["type": "integer"]], "list(int)"),
            (["type": "object"], "map(string, dyn)"),
            (["type": "object", "additionalProperties": ["type": "integer"]], "map(string, int)"),
            (["enum": [1, "a"]], "dyn"),
        ] as [(JSONValue, String)]
    )
    func types(schema: JSONValue, type: String) {
        #expect(CELType(schema: schema).description == type)
    }

    @Test("have an object's fields, those that are not required as optional")
    func objects() throws {
        let schema: JSONValue = [
            "type": "object", "required": ["a"],
            "properties": ["a": ["type": "string"], "b": ["type": "integer"]],
        ]
        guard case .object(let closed) = CELType(schema: schema, name: "it") else {
            Issue.record("it's no object")
            return
        }
        #expect(closed.name == "it")
        #expect(closed.fields["a"] == CELObjectType.Field(.string))
        #expect(closed.fields["b"] == CELObjectType.Field(.int, isOptional: true))
        #expect(closed.otherFields == nil)
    }

    @Test("are known to a bounded depth")
    func depth() {
        let deep = (0..<1_000).reduce(JSONValue.bool(true)) { schema, _ in ["type": "array", "items": schema] }
        #expect(CELType(schema: deep).description.hasPrefix("list(list("))
    }
}

@Suite("Names")
struct NameTests {
    @Test(
        "follow one rule",
        arguments: ["a", "a1", "snake_case", "self", "constructor", String(repeating: "a", count: 64)]
    )
    func valid(name: String) {
        #expect(Name.isValid(name))
    }

    @Test(
        "are nothing else",
        arguments: ["", "A", "1a", "_a", "a-b", "a.b", "é", "in", "true", String(repeating: "a", count: 65)]
    )
    func invalid(name: String) {
        #expect(!Name.isValid(name))
    }

    @Test(
        "are made of what is near to one",
        arguments: [("the-writer", "the_writer"), ("userId", "user_id"), ("Plan", "plan"), ("1st", "st"), ("--", nil)]
    )
    func corrected(text: String, name: String?) {
        #expect(Name.corrected(text) == name)
    }
}
