import Testing

@Suite("Workflows that call workflows")
struct CallTests {
    @Test("What goes in and comes out has the types of the workflow")
    func whatGoesInAndComesOutHasTheTypesOfTheWorkflo() throws {
        let found = try Folder([
            "sub/audit.yaml": #"""
            inputs: { path: { type: string }, depth: { type: integer, default: 1 } }
            agents: { reader: { output: { type: object, required: [n], properties: { n: { type: integer } } } } }
            steps:
              scan: { agent: reader, prompt: "${{ inputs.path }}" }
              extra: { value: 1, if: inputs.depth > 1 }
            outputs: { n: "${{ steps.scan.output.n }}", extra: "${{ steps.extra.output }}" }
            """#,
            "w.yaml": #"""
            steps:
              audit: { workflow: sub/audit.yaml, with: { path: src } }
              right: { value: "${{ steps.audit.output.n + 1 }} ${{ coalesce(steps.audit.output.extra, 0) }}" }
              w1: { value: "${{ steps.audit.output.m }}" }
              w2: { value: "${{ steps.audit.output.extra }}" }
              none: { workflow: sub/audit.yaml }
              typo: { workflow: sub/audit.yaml, with: { pth: x } }
              more: { workflow: sub/audit.yaml, with: { path: x, other: 1 } }
              misfit: { workflow: sub/audit.yaml, with: { path: x, depth: deep } }
              list: { workflow: sub/audit.yaml, with: { path: "${{ [1] }}" } }
              each: { for_each: "['a']", workflow: sub/audit.yaml, with: { path: "${{ item }}" } }
              w3: { value: "${{ steps.each.output[0].k }}" }
              inside: { value: "${{ steps.scan.output }}" }
            """#,
        ]).diagnostics()
        #expect(
            found == [
                "V0182 4:40-41 the output of `audit` has no field `m` ⇒ n",
                "V0183 5:40-45 the field `extra` may be missing",
                "V0170 6:3-7 the workflow `audit` needs the input `path`",
                "V0171 7:45-48 the workflow `audit` has no input `pth` ⇒ path",
                "V0171 8:54-59 the workflow `audit` has no input `other`",
                #"V0172 9:63-67 the value does not fit: expected an integer, found "deep""#,
                "V0172 10:51-63 `path` is text, but this is a list",
                "V0182 12:42-43 an output of `each` has no field `k` ⇒ n",
                "V0151 13:31-35 there is no step `scan`",
            ]
        )
    }

    @Test("A mistake in a called workflow is told at its place, once")
    func aMistakeInACalledWorkflowIsToldAtItsPlaceOnc() throws {
        let found = try Folder([
            "w.yaml": #"""
            steps:
              a: { workflow: sub.yaml }
              b: { workflow: sub.yaml }
            """#,
            "sub.yaml": #"""
            agents: { writer: { instructions: "${{ steps.x.output }}" } }
            steps:
              scan: { agent: wrtier, prompt: "${{ steps.scna.output }}" }
              group: { steps: { one: { agent: writer, prompt: "${{ nope }}", limits: { tokens: 5k } } }, limits: { tokens: 1k } }
            outputs: { x: "${{ steps.one.output }}" }
            """#,
        ]).diagnostics()
        #expect(
            found == [
                "V0180 sub.yaml:1:40-45 there is no `steps` here",
                "V0152 sub.yaml:3:18-24 there is no agent `wrtier` ⇒ writer",
                "V0151 sub.yaml:3:45-49 there is no step `scna` ⇒ scan",
                "V0180 sub.yaml:4:56-60 there is no `nope` here",
                "V0200 warning sub.yaml:4:84-86 this limit is never reached: that of `group` is 1000",
                "V0158 sub.yaml:5:20-36 `one` is inside the group `group`: from outside there is only the "
                    + "group's output ⇒ steps.group.output.one",
            ]
        )
    }

    @Test("Workflows that call each other, and one that is not there")
    func workflowsThatCallEachOtherAndOneThatIsNotThe() throws {
        let found = try Folder([
            "c.yaml": #"""
            steps:
              again: { workflow: b.yaml }
            """#,
            "b.yaml": #"""
            steps:
              back: { workflow: c.yaml }
            """#,
            "w.yaml": #"""
            steps:
              a: { workflow: b.yaml }
              c: { workflow: nowhere.yaml, with: { x: 1 } }
              d: { value: "${{ steps.c.output.x + steps.a.output.y }}" }
            """#,
        ]).diagnostics()
        #expect(
            found == [
                "V0050 3:18-30 there is no file `nowhere.yaml`",
                "V0055 c.yaml:2:22-28 these workflows call each other: b.yaml → c.yaml → b.yaml",
            ]
        )
    }

    @Test("Without outputs it puts out those of its steps")
    func withoutOutputsItPutsOutThoseOfItsSteps() throws {
        let found = try Folder([
            "w.yaml": #"""
            steps:
              a: { workflow: b.yaml }
              w: { value: "${{ steps.a.output.one + 1 }} ${{ steps.a.output.tow }}" }
            """#,
            "b.yaml": #"""
            steps:
              one: { value: 1 }
              two: { value: 2 }
            """#,
        ]).diagnostics()
        #expect(
            found == [
                "V0182 3:65-68 the output of `a` has no field `tow` ⇒ two"
            ]
        )
    }
}
