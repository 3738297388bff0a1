import Testing

@Suite("Steps that nothing comes of")
struct UseTests {
    @Test("A step from which no output follows is doubted")
    func aStepFromWhichNoOutputFollowsIsDoubted() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  used: { agent: writer, prompt: x }
                  via: { value: "${{ steps.used.output }}" }
                  unused: { agent: writer, prompt: "${{ steps.via.output }}" }
                  before: { value: 1 }
                  tool: { tool: clock, needs: [before] }
                  stop: { fail: no, if: steps.cond.output == 1 }
                  cond: { value: 1 }
                  lone: { value: "${{ steps.alone.output }}" }
                  alone: { value: 1 }
                outputs: { text: "${{ steps.via.output }}" }
                """#
        )
        #expect(
            found == [
                "V0201 warning 8:3-9 nothing uses the output of `unused`, and the step has no effect",
                "V0201 warning 13:3-7 nothing uses the output of `lone`, and the step has no effect",
                "V0201 warning 14:3-8 nothing uses the output of `alone`, and the step has no effect",
            ]
        )
    }

    @Test("In groups too, where what they put out is said")
    func inGroupsTooWhereWhatTheyPutOutIsSaid() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  group:
                    repeat: { max: 3, until: steps.judge.output.score > 3 }
                    output: "${{ steps.draft.output }}"
                    steps:
                      draft: { agent: writer, prompt: "${{ coalesce(previous.note.output, '') }}" }
                      judge: { agent: critic, prompt: x }
                      note: { agent: writer, prompt: x }
                      idle: { agent: writer, prompt: "${{ steps.draft.output }}" }
                  map: { steps: { one: { value: 1 }, two: { value: 2 } } }
                  spare: { steps: { one: { value: 1 } } }
                  acts: { steps: { one: { tool: clock }, two: { value: 1 } } }
                outputs: { text: "${{ steps.group.output }}", map: "${{ steps.map.output.one }}" }
                """#
        )
        #expect(
            found == [
                "V0201 warning 13:7-11 nothing uses the output of `idle`, and the step has no effect",
                "V0201 warning 15:3-8 nothing uses the output of `spare`, and the step has no effect",
            ]
        )
    }

    @Test("Without outputs all steps' outputs are the workflow's, and a mistake is told alone")
    func withoutOutputsAllStepsOutputsAreTheWorkflowS() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  a: { agent: writer, prompt: x }
                  b: { agent: writer, prompt: x }
                """#
        )
        #expect(found.isEmpty)
    }

    @Test("Where there is a mistake, it is told alone")
    func whereThereIsAMistakeItIsToldAlone() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  plan: { agent: writer, prompt: x }
                outputs: { text: "${{ steps.paln.output }}" }
                """#
        )
        #expect(
            found == [
                "V0151 7:29-33 there is no step `paln` ⇒ plan"
            ]
        )
    }
}
