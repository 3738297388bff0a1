import Testing
import VoleryCore
import VoleryWorkflowFile

@Suite("Faults in expressions")
struct ExpressionFaultTests {
    @Test("Names that are not there, each in its own words")
    func namesThatAreNotThereEachInItsOwnWords() throws {
        let found = try diagnostics(
            #"""
            agents:
              planner:
                output: { type: object, required: [angles], properties: { angles: { type: array, items: { type: string } } } }
              writer: { instructions: "${{ inputs.tone }} ${{ steps.a.output }}" }
            inputs: { question: { type: string }, count: { type: integer, default: 3 } }
            steps:
              plan: { agent: planner, prompt: "${{ inputs.qestion }} ${{ question }}" }
              each:
                for_each: steps.plan.output.angels
                if: item == 'x'
                agent: writer
                prompt: "${{ item }} ${{ angle }} ${{ index + 1 }}"
              bare: { value: "${{ steps }} ${{ steps[inputs.question].output }} ${{ steps.plan }}" }
              env: { value: "${{ env.HOME }} ${{ error.code }} ${{ item }} ${{ index }} ${{ run.id }} ${{ run.name }}" }
              typo: { value: "${{ steps.plan.outptu }} ${{ steps.plna.output }} ${{ steps.plan.angles }}" }
              handled: { value: 1, on_error: { value: "${{ error.message + error.mesage }}" } }
            outputs:
              a: ${{ steps.bare.outputs }}
              b: ${{ plan.output }}
            """#
        )
        #expect(
            found == [
                "V0153 4:39-43 there is no input `tone`",
                "V0180 4:51-56 there is no `steps` here",
                "V0153 7:47-54 there is no input `qestion` ⇒ question",
                "V0180 7:62-70 there is no `question` here ⇒ inputs.question",
                "V0182 9:33-39 the output of `plan` has no field `angels` ⇒ angles",
                "V0180 10:9-13 there is no `item` here",
                "V0180 12:30-35 there is no `angle` here",
                "V0187 13:23-28 `steps` is not a value: name a step, such as `steps.plan.output`",
                "V0187 13:36-65 which step is meant has to be known at load: write `steps.ID`",
                "V0189 warning 13:73-83 this is all that is known of the step `plan`, not its output ⇒ "
                    + "steps.plan.output",
                "V0188 14:22-25 there is no `env` here",
                "V0180 14:38-43 there is no `error` here",
                "V0180 14:56-60 there is no `item` here",
                "V0180 14:68-73 there is no `index` here",
                "V0182 14:99-103 the run has no field `name`",
                "V0181 15:34-40 a step has no `outptu` ⇒ output",
                "V0151 15:54-58 there is no step `plna` ⇒ plan",
                "V0181 15:84-90 a step has no `angles` ⇒ output.angles",
                "V0182 16:70-76 an error has no field `mesage` ⇒ message",
                "V0181 18:21-28 a step has no `outputs` ⇒ output",
                "V0180 19:10-14 there is no `plan` here ⇒ steps.plan",
            ]
        )
    }

    @Test("Types that do not go together")
    func typesThatDoNotGoTogether() throws {
        let found = try diagnostics(
            #"""
            agents:
              planner:
                output:
                  type: object
                  required: [angles, score]
                  properties:
                    angles: { type: array, items: { type: string } }
                    score: { type: integer }
                    note: { type: string }
            inputs: { question: { type: string }, count: { type: integer, default: 3 } }
            steps:
              plan: { agent: planner, prompt: "${{ inputs.count + 'x' }}" }
              over: { for_each: inputs.question, value: "${{ item }}" }
              cond: { if: steps.plan.output.angles, value: 1 }
              maybe: { value: "${{ size(steps.plan.output.note) }} ${{ coalesce(steps.plan.output.note, '') }}" }
              function: { value: "${{ lenght('x') }} ${{ steps['plan'].output.angles.length }}" }
              text: { agent: writer, prompt: x }
              reads: { value: "${{ steps.text.output.title }} ${{ steps.over.output[0].anything }}" }
              shell: { tool: shell, with: { command: ls } }
              exit: { if: steps.shell.output.exit == '0', value: "${{ steps.shell.output.stdot }}" }
            agents_: 1
            """#
        )
        #expect(
            found == [
                "V0185 12:40-58 there is no `+` of int and string ⇒ string(…)",
                "V0191 13:21-36 `for_each` goes over a list, but this is text",
                "V0190 14:15-39 a condition is a boolean, but this is a list",
                "V0183 15:47-51 the field `note` may be missing",
                "V0184 16:27-33 there is no function `lenght` ⇒ size",
                "V0182 16:74-80 list(string) has no fields, so no `length` ⇒ .size()",
                "V0152 17:18-24 there is no agent `writer`",
                "V0185 20:15-45 int and string are never equal ⇒ 0",
                "V0182 20:78-83 the output of `shell` has no field `stdot` ⇒ stdout",
                "V0060 21:1-8 a workflow has no key `agents_` ⇒ agents",
            ]
        )
    }

    @Test("Syntax, at its place in every style of YAML")
    func syntaxAtItsPlaceInEveryStyleOfYaml() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { value: "${{ steps.b.output" }
              b: { value: "a ${{ 1 + }} b" }
              c: { if: "${{ true }}", value: 1 }
              d: { if: 1 +, value: 1 }
              e: { for_each: [1, 2], value: "${{ item }}" }
              f: { if: { a: 1 }, value: 1 }
              g:
                value: >-
                  first line
                  second ${{ nope }} line
              h:
                value: |
                  first line
                  second ${{ 1 ++ 2 }} line
              i: { value: "${{ 'a\nb' }}" }
              j:
                value: ${{ 1 + #2 }}
              k: { value: { deep: [1, { er: "\u0041 ${{ nope }}" }] } }
            """#
        )
        #expect(
            found == [
                "V0082 2:16-19 this `${{` has no `}}` that ends it",
                "V0082 3:26-27 the expression ends here; a value is missing",
                "V0080 4:12-25 this field holds an expression as it is, without `${{ }}` ⇒ true",
                "V0082 5:15-15 the expression ends here; a value is missing",
                #"V0081 6:18-24 expected an expression, found a list ⇒ e: { for_each: "[1, 2]", value: "#
                    + #""${{ item }}" }"#,
                #"V0081 7:12-20 expected an expression, found a mapping ⇒ f: { if: "{ a: 1 }", value: 1 }"#,
                "V0180 11:18-22 there is no `nope` here",
                "V0082 15:20-22 `++` is not an operator; texts are joined by `+` ⇒ +",
                "V0082 16:20-22 the text is not closed: ' is missing before the end of the line",
                "V0082 18:12-15 this `${{` has no `}}` that ends it",
                "V0180 19:45-49 there is no `nope` here",
            ]
        )
    }

    @Test("A template without quotes in a flow mapping is shown with quotes")
    func aTemplateWithoutQuotesInAFlowMappingIsSh() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { value: ${{ 1 }} }
            """#
        )
        #expect(
            found == [
                #"V0001 2:16-17 a `,` or `}` was expected here ⇒ a: { value: "${{ 1 }}" }"#
            ]
        )
    }

    @Test("An expression that YAML reads as something else is shown with quotes")
    func anExpressionThatYamlReadsAsSomethingElse() throws {
        let found = try diagnostics(
            #"""
            steps:
              a:
                value: 1
                if: !steps.b.output
            """#
        )
        #expect(
            found == [
                #"V0013 4:9-24 the tag `!steps.b.output` is unknown ⇒ if: "!steps.b.output""#
            ]
        )
    }

    @Test("The name of an element")
    func theNameOfAnElement() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { for_each: "[1]", as: steps, value: 1 }
              b: { for_each: "[1]", as: Item, value: "${{ Item }}" }
              c: { for_each: "[1]", as: math, value: 1 }
              d: { for_each: "[1]", as: angle, value: "${{ angle + 1 }} ${{ item }}" }
            """#
        )
        #expect(
            found == [
                "V0192 2:29-34 `steps` has another meaning in expressions, so it can't be an element's name",
                "V0192 3:29-33 `Item` can't be an element's name ⇒ item",
                "V0192 4:29-33 `math` has another meaning in expressions, so it can't be an element's name",
                "V0180 5:65-69 there is no `item` here",
            ]
        )
    }

    @Test("What YAML makes of a comma is told beside the mistake that comes of it")
    func whatYAMLMakesOfAComma() throws {
        let text = "steps: { a: { value: 1, if: coalesce(steps.b.output, false) }, b: { value: true } }"
        let error = try #require(throws: DiagnosticsError.self) { try Folder(["w.yaml": text]).load() }
        let notes = error.diagnostics.first { $0.code == "V0082" }?.notes
        #expect(
            notes == ["between `{ }` or `[ ]` YAML takes `,` for the end of the text: quote it if it is a part of it"]
        )
    }
}
