import Testing
import VoleryCEL

@Suite("Expressions in other text")
struct EmbeddingTests {
    @Test(
        "end at the first }} outside of their texts and brackets",
        arguments: [
            ("a }} b", "a "), ("{'a': {'b': 1}}}}", "{'a': {'b': 1}}"), ("'}}' + x}}", "'}}' + x"),
            ("r'\\' + \"\\\"}}\" }}", "r'\\' + \"\\\"}}\" "), ("'''a'}}'b''' }}", "'''a'}}'b''' "),
            ("bar'x}}'}}", "bar'x}}'"),
            ("f(x }} rest", "f(x "), ("[1, 2 }} rest }}", "[1, 2 "), ("}}", ""),
        ]
    )
    func ends(_ text: String, _ expression: String) throws {
        let end = try CELExpression.endOfEmbedded(in: Array(text.utf8), from: 0)
        #expect(part(end.map { 0..<$0 }, of: text) == expression)
    }

    @Test("that are never closed have no end", arguments: ["a", "{'a': 1}", "{'a': {}}", ""])
    func unclosed(_ text: String) throws {
        #expect(try CELExpression.endOfEmbedded(in: Array(text.utf8), from: 0) == nil)
    }

    @Test("with a text that isn't closed are told so at its place")
    func openText() throws {
        let text = "${{ a + 'b }}"
        let problem = #expect(throws: CELProblem.self) {
            try CELExpression.endOfEmbedded(in: Array(text.utf8), from: 3)
        }
        #expect(part(problem?.range, of: text) == "'b }}")
    }
}
