import Testing

@Suite("Groups and what is in scope in them")
struct GroupTests {
    @Test("A group sees the steps around it, and from outside there is only its output")
    func aGroupSeesTheStepsAroundItAndFromOutsideTher() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  plan: { agent: writer, prompt: x }
                  polish:
                    steps:
                      draft: { agent: writer, prompt: "${{ steps.plan.output }}" }
                      review: { agent: critic, prompt: "${{ steps.draft.output }}" }
                  right: { value: "${{ steps.polish.output.review.score + 1 }}" }
                  wrong: { value: "${{ steps.review.output.score }}" }
                  too: { value: 1, needs: [review] }
                  me: { agent: writer, prompt: x, context: [draft] }
                  field: { value: "${{ steps.polish.output.reveiw }}" }
                """#
        )
        #expect(
            found == [
                "V0158 12:24-43 `review` is inside the group `polish`: from outside there is only the "
                    + "group's output ⇒ steps.polish.output.review",
                "V0158 13:28-34 `review` is inside the group `polish`: from outside there is only the "
                    + "group's output ⇒ polish",
                "V0158 14:45-50 `draft` is inside the group `polish`: from outside there is only the group's "
                    + "output ⇒ polish",
                "V0182 15:44-50 the output of `polish` has no field `reveiw` ⇒ review",
            ]
        )
    }

    @Test("What a group puts out by `output` is all that there is of it")
    func whatAGroupPutsOutByOutputIsAllThatThereIsOfI() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  polish:
                    output: { text: "${{ steps.draft.output }}", score: "${{ steps.review.output.score }}" }
                    steps:
                      draft: { agent: writer, prompt: x }
                      review: { agent: critic, prompt: "${{ steps.draft.output }}" }
                  right: { value: "${{ steps.polish.output.score + 1 }} ${{ steps.polish.output.text.size() }}" }
                  wrong: { value: "${{ steps.polish.output.review }}" }
                  inside: { value: "${{ steps.review.output.score }}" }
                """#
        )
        #expect(
            found == [
                "V0182 12:44-50 the output of `polish` has no field `review`",
                "V0158 13:25-44 `review` is inside the group `polish`: from outside there is only the "
                    + "group's output ⇒ steps.polish.output",
            ]
        )
    }

    @Test("What the last round gave has the types of the group's steps, also of those that name it")
    func lastRound() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  polish:
                    repeat: { max: 3 }
                    steps:
                      count: { value: "${{ coalesce(previous.count.output, 0) + 1 }}" }
                      each: { for_each: "[1, 2]", value: { n: "${{ item }}" } }
                      inner:
                        output: { text: "${{ steps.draft.output }}" }
                        steps: { draft: { agent: writer, prompt: x } }
                      right: { value: "${{ coalesce(previous.each.output[0].n, 0) + steps.count.output }}" }
                      wrong: { value: "${{ coalesce(previous.each.output[0].m, 0) }}" }
                      deep: { value: "${{ coalesce(previous.inner.output.txet, '') }}" }
                      later: { value: "${{ coalesce(previous.wrong.output, 0) + 'a' }}" }
                """#
        )
        #expect(
            found == [
                "V0182 15:61-62 an output of `each` has no field `m` ⇒ n",
                "V0182 16:58-62 the output of `inner` has no field `txet` ⇒ text",
            ]
        )
    }

    @Test("Groups with rounds in each other are checked in bounded time")
    func nestedRounds() throws {
        var text = "steps:\n"
        for level in 0..<15 {
            let indent = String(repeating: "    ", count: level)
            text += "\(indent)  g\(level):\n\(indent)    repeat: { max: 2 }\n\(indent)    steps:\n"
            text += "\(indent)      v\(level): { value: \"${{ coalesce(previous.v\(level).output, 0) }}\" }\n"
        }
        #expect(try diagnostics(text) == [])
    }

    @Test("Groups in groups, to any depth")
    func groupsInGroupsToAnyDepth() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  a:
                    steps:
                      b:
                        steps:
                          c:
                            steps:
                              d: { agent: critic, prompt: "${{ steps.e.output }}" }
                      x: { value: "${{ steps.d.output }}" }
                  e: { agent: writer, prompt: x }
                  f: { value: "${{ steps.a.output.b.c.d.score + 1 }}" }
                  g: { value: "${{ steps.a.output.b.c.d.scroe }}" }
                  h: { value: "${{ steps.d.output.score }}" }
                """#
        )
        #expect(
            found == [
                "V0158 13:24-38 `d` is inside the group `b`: from outside there is only the group's output ⇒ "
                    + "steps.b.output.c.d",
                "V0182 16:41-46 the output of `d` has no field `scroe` ⇒ score",
                "V0158 17:20-34 `d` is inside the group `a`: from outside there is only the group's output ⇒ "
                    + "steps.a.output.b.c.d",
            ]
        )
    }

    @Test("Nothing shadows")
    func nothingShadows() throws {
        let found = try diagnostics(
            #"""
            inputs: { names: { type: array, items: { type: string } } }
            steps:
              plan: { value: 1 }
              polish:
                for_each: inputs.names
                steps:
                  plan: { value: 1 }
                  polish: { value: 1 }
                  each: { for_each: inputs.names, value: "${{ item }}" }
                  other: { for_each: inputs.names, as: name, value: "${{ item }} ${{ name }} ${{ index }}" }
                  deep:
                    for_each: inputs.names
                    as: name
                    steps:
                      again: { for_each: inputs.names, as: name, value: 1 }
              names: { for_each: inputs.names, value: "${{ item }}" }
            """#
        )
        #expect(
            found == [
                "V0159 7:7-11 the id `plan` is in scope already: a step around this one has it, and nothing "
                    + "shadows ⇒ polish_plan",
                "V0159 8:7-13 the id `polish` is in scope already: a step around this one has it, and "
                    + "nothing shadows ⇒ polish_polish",
                "V0159 9:15-23 `item` is in scope already: it is the element of `polish`, and nothing shadows",
                "V0159 15:48-52 `name` is in scope already: it is the element of `deep`, and nothing shadows",
            ]
        )
    }

    @Test("`round` and `previous` are those of the innermost `repeat`")
    func roundAndPreviousAreThoseOfTheInnermostRepeat() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  polish:
                    repeat: { max: 3, until: steps.review.output.score >= 8 && round > 1 }
                    steps:
                      draft: { agent: writer, prompt: "Round ${{ round + 1 }}: ${{ coalesce(previous.review.output.note, 'none') }}" }
                      review: { agent: critic, prompt: "${{ steps.draft.output }}" }
                      bare: { value: "${{ previous.review.output.score }}" }
                      has: { value: "${{ has(previous.review) }}" }
                      all: { value: "${{ coalesce(previous.reveiw.output, previous.review.outptu, previous.review.output.scoer) }}" }
                      inner:
                        steps:
                          same: { value: "${{ coalesce(previous.draft.output, '') }} ${{ round }}" }
                  outside: { value: "${{ coalesce(previous.draft.output, '') }} ${{ round }}" }
                """#
        )
        #expect(
            found == [
                "V0193 11:27-55 there is no `previous` in the first round, so it is named inside "
                    + "`coalesce(…)` ⇒ coalesce(previous.review.output.score, …)",
                "V0193 12:30-45 there is no `previous` in the first round, so it is named inside "
                    + "`coalesce(…)`",
                "V0151 13:44-50 this group has no step `reveiw` ⇒ review",
                "V0181 13:75-81 a step has no `outptu` ⇒ output",
                "V0182 13:106-111 the output of `review` has no field `scoer` ⇒ score",
                "V0180 17:35-43 there is no `previous` here",
                "V0180 17:69-74 there is no `round` here",
            ]
        )
    }

    @Test("`until` and `output` see the group's inside, its other keys don't")
    func untilAndOutputSeeTheGroupSInsideItsOtherKeys() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  polish:
                    if: steps.review.output.score > 3
                    repeat: { max: 3, until: steps.review.output.verdict == 'good' }
                    output: "${{ steps.review.output }}"
                    steps:
                      review: { agent: critic, prompt: x }
                  until: { repeat: { max: 2, until: "1 + 1" }, steps: { a: { value: 1 } } }
                  score: { value: "${{ steps.polish.output.score + 1 }}" }
                """#
        )
        #expect(
            found == [
                "V0158 7:9-28 `review` is inside the group `polish`: from outside there is only the group's "
                    + "output ⇒ steps.polish.output",
                "V0190 12:37-44 a condition is a boolean, but this is a whole number",
            ]
        )
    }

    @Test("A step that may be skipped does not decide when rounds end")
    func aStepThatMayBeSkippedDoesNotDecideWhenRounds() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  polish:
                    repeat: { max: 3, until: steps.review.output.score > 8 }
                    steps:
                      check: { agent: critic, prompt: x, on_error: skip }
                      review: { agent: critic, prompt: "${{ steps.check.output.verdict }}" }
                  right:
                    repeat: { max: 3, until: "coalesce(steps.review.output.score, 0) > 8 && steps.review.status == 'completed'" }
                    steps:
                      review: { agent: critic, prompt: x, if: round > 1 }
                """#
        )
        #expect(
            found == [
                "V0194 7:30-55 the step `review` may be skipped, and then there is no output to decide by ⇒ "
                    + "coalesce(steps.review.output.score, …)"
            ]
        )
    }

    @Test("A step can't wait for what it is in")
    func aStepCanTWaitForWhatItIsIn() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  polish:
                    repeat: { max: 3 }
                    steps:
                      draft: { agent: writer, prompt: "${{ steps.polish.output }}" }
                  other:
                    steps:
                      a: { value: 1, needs: [other] }
                  route:
                    switch: "1"
                    cases: { 1: { value: "${{ steps.route.output }}" } }
                    default: { value: 1 }
                """#
        )
        #expect(
            found == [
                "V0160 9:44-63 this is inside `polish`, which ends after it, so it can't wait for `polish`",
                "V0160 12:30-35 this is inside `other`, which ends after it, so it can't wait for `other`",
                "V0160 15:31-49 this is inside `route`, which ends after it, so it can't wait for `route`",
            ]
        )
    }

    @Test("Cycles inside of groups, and through them, are shown as the path")
    func cyclesInsideOfGroupsAndThroughThemAreShownAs() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  polish:
                    steps:
                      a: { value: "${{ steps.b.output }}" }
                      b: { value: "${{ steps.a.output }}" }
                      c: { value: "${{ steps.later.output }}" }
                  later: { agent: writer, prompt: "${{ steps.third.output }}" }
                  third: { value: 1, needs: [polish] }
                  route:
                    switch: "1"
                    cases: { 1: { value: "${{ steps.end.output }}" } }
                    default: { value: 1 }
                  end: { value: "${{ steps.route.output }}" }
                """#
        )
        #expect(
            found == [
                "V0161 8:24-38 these steps wait for each other: a → b → a",
                "V0161 10:24-42 these steps wait for each other: polish → third → later → polish",
                "V0161 15:31-47 these steps wait for each other: route → end → route",
            ]
        )
    }
}
