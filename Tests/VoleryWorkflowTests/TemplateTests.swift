import Testing
import VoleryCEL
import VoleryCore
import VoleryWorkflow

@Suite("Templates")
struct TemplateTests {
    private let scope: CELBindings = [
        "name": .string("Swift"), "list": CELValue([1, "two", nil]), "empty": .string(""),
        "half": .double(0.5), "inputs": CELValue(["text": "${{ name }}", "map": ["a}}": 1]]),
    ]

    @Test(
        "strings go in as they are, other values as compact JSON",
        arguments: [
            ("Hello ${{ name }}!", "Hello Swift!"),
            ("${{ name }} ${{ list }}", #"Swift [1,"two",null]"#),
            ("a ${{ half }} b", "a 0.5 b"),
            ("$${{ name }} stays", "${{ name }} stays"),
            ("no expression", "no expression"),
            ("", ""),
            ("$ {{ name }} $", "$ {{ name }} $"),
        ]
    )
    func text(source: String, expected: String) throws {
        #expect(try Template(source).value(in: scope) == .string(expected))
    }

    @Test("one expression alone keeps its type, white space around it aside")
    func single() throws {
        #expect(try Template(" ${{ list }}\n").value(in: scope) == [1, "two", nil])
        #expect(try Template("${{ half }}").value(in: scope) == 0.5)
        #expect(try Template("${{ half }}").text(in: scope) == "0.5")
    }

    @Test("what went in is never read as a template again")
    func once() throws {
        #expect(try Template("<${{ inputs.text }}>").value(in: scope) == "<${{ name }}>")
    }

    @Test(
        "an expression ends at the first `}}` outside its strings and brackets",
        arguments: [
            (#"${{ '}}' + name }}"#, "}}Swift"), (#"${{ {"a": {"b": 1}}.a.b }} x"#, "1 x"),
            (#"${{ inputs.map["a}}"] }} x"#, "1 x"), (#"${{ r'\' + name }}"#, #"\Swift"#),
            (#"${{ """a"}}""" }}"#, #"a"}}"#), (#"${{ "\"}}" }}"#, #""}}"#),
        ]
    )
    func ends(source: String, expected: String) throws {
        #expect(try Template(source).text(in: scope) == expected)
    }

    @Test("mistakes have their place in the whole text")
    func mistakes() throws {
        let open = #expect(throws: CELProblem.self) { try Template("ab ${{ name") }
        #expect(open?.range == 3..<6)
        let unclosed = #expect(throws: CELProblem.self) { try Template("ab ${{ name + 'c }} d") }
        #expect(unclosed?.range == 14..<15)
        let syntax = #expect(throws: CELProblem.self) { try Template("ab ${{ name + }} c") }
        #expect(syntax.map { (11...14).contains($0.range.lowerBound) } == true)
        let missing = #expect(throws: CELError.self) { try Template("ab ${{ nme }}").value(in: scope) }
        #expect(missing?.range == 7..<10)
    }

    @Test("values with templates in them keep their shape")
    func values() throws {
        let value = TemplateValue.map([
            ("list", .list([.template(try Template("${{ half }}")), .constant(true)])),
            ("text", .template(try Template("x${{ empty }}"))),
        ])
        #expect(try value.value(in: scope) == ["list": [0.5, true], "text": "x"])
    }

    @Test(
        "the functions of workflows",
        arguments: [
            ("coalesce(inputs.nothing, null, inputs.map.x, 3)", 3), ("coalesce(null)", nil),
            ("coalesce(inputs.map[?'x'], optional.of(4))", 4), ("coalesce(optional.none(), optional.of(null), 5)", 5),
            ("sum([1, 2, 3])", 6), ("sum([1, 0.5])", 1.5), ("sum([])", 0), ("toJson({'a': [1]})", #"{"a":[1]}"#),
            ("fromJson('{\"b\": 2}').b", 2),
        ] as [(String, JSONValue)]
    )
    func functions(source: String, expected: JSONValue) throws {
        #expect(try Expression(source).evaluate(in: scope) == expected)
    }

    @Test("a text that many expressions make together is bounded, too")
    func size() throws {
        let bindings: CELBindings = ["text": .string(String(repeating: "a", count: 1_000_000))]
        let template = try Template(String(repeating: "${{ text }}", count: 20))
        let error = #expect(throws: CELError.self) { try template.text(in: bindings) }
        #expect(error?.kind == .workBound)
    }

    @Test("JSON of a large value is paid for, however often it is asked for")
    func json() throws {
        let bindings: CELBindings = ["text": .string(String(repeating: "a", count: 1_000_000))]
        let expression = try Expression("lists.range(100000).exists(i, toJson(text) == '' || fromJson('1') == 2)")
        let error = #expect(throws: CELError.self) { try expression.evaluate(in: bindings) }
        #expect(error?.kind == .workBound)
    }

    @Test("`coalesce` passes over what is missing, but not over a wrong expression")
    func coalesceKeepsErrors() throws {
        #expect(throws: CELError.self) { try Expression("coalesce(1 / 0, 3)").evaluate(in: scope) }
    }
}
