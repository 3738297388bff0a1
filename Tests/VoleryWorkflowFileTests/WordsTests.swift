import Testing
import VoleryCore
import VoleryWorkflow
import VoleryWorkflowFile

@Suite("What is said beside a fault")
struct WordsTests {
    /// The notes of the only diagnostic of a workflow's text.
    private func notes(_ text: String, environment: [String: String] = [:]) throws -> [String] {
        let folder = try Folder(["w.yaml": text])
        do {
            return try folder.load(environment: environment).warnings.flatMap(\.notes)
        } catch let error as DiagnosticsError {
            #expect(error.diagnostics.count == 1)
            return error.diagnostics.flatMap(\.notes)
        }
    }

    @Test(
        "says why a name is not in scope",
        arguments: [
            ("${{ env.HOME }}", "`env` is in scope in `volery.yaml` alone, so that a secret cannot reach a prompt"),
            (
                "${{ error.code }}",
                "`error` is in scope in the `value` of `on_error` alone; a step's is `steps.ID.error`"
            ),
            ("${{ item }}", "there is no `for_each` here"),
            ("${{ steps.a.outputs }}", "a step has output, status, error, usage"),
            ("${{ nothing }}", "there are: inputs, run, steps"),
        ]
    )
    func scope(template: String, note: String) throws {
        let text = "steps:\n  a: { value: 1 }\n  b: { value: \"\(template)\" }"
        #expect(try notes(text).first == note)
    }

    @Test("says why a condition does not see the elements")
    func elements() throws {
        let text = "steps:\n  a: { for_each: '[1]', if: item > 1, value: 1 }"
        #expect(
            try notes(text) == [
                "this is decided once for the step, before its elements; drop elements with `filter(…)` in `for_each`"
            ]
        )
    }

    @Test("says how an agent gets what it needs of the workflow")
    func agent() throws {
        let text = "agents: { a: { instructions: '${{ steps.s.output }}' } }\nsteps: { s: { value: 1 } }"
        #expect(
            try notes(text) == [
                "an agent sees its own `inputs` and `run`: declare an input and give it in the step's `with`"
            ]
        )
    }

    @Test("says how to name what may be missing")
    func optional() throws {
        let text = """
            agents: { a: { output: { type: object, properties: { x: { type: string } } } } }
            steps:
              s: { agent: a, prompt: x }
              t: { value: "${{ steps.s.output.x }}" }
            """
        #expect(try notes(text) == ["name it inside `coalesce(…)` or `has(…)`, or with `.?` in front"])
    }

    @Test("says what YAML made of a text")
    func yaml() throws {
        #expect(
            try notes("steps:\n  a:\n    value: ${{ 1 + #2 }}") == [
                "YAML takes ` #` for the start of a comment: quote the text if it is a part of it"
            ]
        )
        #expect(
            try notes(#"steps: { a: { value: "${{ 'a\nb' }}" } }"#) == [
                #"in double quotes YAML reads `\n` as a line break: for an expression write `\\n`"#
            ]
        )
    }

    @Test("names the known ones where none is near")
    func known() throws {
        #expect(
            try notes("steps: { a: { tool: hammer } }") == [
                "tools are clock, read_file, search_files, shell, web_fetch"
            ]
        )
        #expect(
            try notes("agents: { a: { model: gpt } }\nsteps: { a: { value: 1 } }") == [
                "name it under `models` in volery.yaml, or write PROVIDER/MODEL"
            ]
        )
    }

    @Test("shows the line and the carets")
    func rendered() throws {
        let folder = try Folder(["w.yaml": "steps:\n  a: { value: 1 }\n  b: { value: \"see ${{ steps.a.outputs }}\" }"])
        do {
            _ = try folder.load()
            Issue.record("the fault was not found")
        } catch let error as DiagnosticsError {
            let text = DiagnosticRenderer(sources: error.sources).render(error.diagnostics)
            #expect(
                text.split(separator: "\n").dropFirst(2).joined(separator: "\n") == """
                       |
                     3 |   b: { value: "see ${{ steps.a.outputs }}" }
                       |                                ^^^^^^^
                       = a step has output, status, error, usage
                       = did you mean `output`?
                    """
            )
        }
    }

    @Test("a code belongs to one kind of fault")
    func codes() {
        let codes = FileCode.allCases.map(\.rawValue) + CheckCode.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        #expect(FileCode.allCases.allSatisfy { $0.rawValue >= "V0050" && $0.rawValue <= "V0149" })
        #expect(CheckCode.allCases.allSatisfy { $0.rawValue >= "V0150" && $0.rawValue <= "V0299" })
    }
}
