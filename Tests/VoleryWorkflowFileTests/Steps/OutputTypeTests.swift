import Testing

@Suite("Types across the graph")
struct OutputTypeTests {
    @Test("A value has the type of what it is made of")
    func aValueHasTheTypeOfWhatItIsMadeOf() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  review: { agent: critic, prompt: x }
                  score: { value: "${{ steps.review.output.score }}" }
                  text: { value: "a ${{ steps.review.output.score }}" }
                  plain: { value: 7 }
                  none: { value: null }
                  list: { value: ["${{ steps.review.output.score }}", 2] }
                  mixed: { value: [1, a] }
                  map: { value: { a: "${{ steps.review.output }}", b: [{ c: true }] } }
                  right: { value: "${{ steps.score.output + steps.plain.output + steps.list.output[0] + steps.map.output.a.score }}" }
                  w1: { value: "${{ steps.text.output + 1 }}" }
                  w2: { value: "${{ steps.map.output.a.scroe }}" }
                  w3: { value: "${{ steps.map.output.bb }}" }
                  w4: { for_each: steps.text.output, value: 1 }
                  w5: { value: 1, if: steps.plain.output }
                  w6: { value: "${{ steps.map.output.b[0].d }}" }
                  w7: { value: "${{ steps.list.output[0].x }} ${{ steps.mixed.output[0].x }}" }
                  early: { value: "${{ steps.late.output + 1 }} ${{ steps.late.output.x }}" }
                  late: { value: 1 }
                """#
        )
        #expect(
            found == [
                "V0185 15:21-42 there is no `+` of string and int ⇒ string(…)",
                "V0182 16:40-45 the output of `review` has no field `scroe` ⇒ score",
                "V0182 17:38-40 the output of `map` has no field `bb` ⇒ b",
                "V0191 18:19-36 `for_each` goes over a list, but this is text",
                "V0190 19:23-41 a condition is a boolean, but this is a whole number",
                "V0182 20:43-44 the object has no field `d` ⇒ c",
                "V0182 21:42-43 int has no fields, so no `x`",
                "V0182 22:71-72 int has no fields, so no `x`",
            ]
        )
    }

    @Test("What `for_each`, `repeat`, `on_error` and questions give")
    func whatForEachRepeatOnErrorAndQuestionsGive() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  each: { for_each: "['a', 'b']", agent: critic, prompt: "${{ item }}" }
                  sum: { value: "${{ steps.each.output.map(r, r.score + 1) }}" }
                  w1: { value: "${{ steps.each.output.score }}" }
                  safe: { agent: critic, prompt: x, on_error: { value: { score: 0, verdict: bad } } }
                  right: { value: "${{ steps.safe.output.score + 1 }}" }
                  w2: { value: "${{ steps.safe.output.note }}" }
                  w3: { value: "${{ steps.safe.output.nope }}" }
                  ask: { ask: "Which?", output: { type: object, required: [x], properties: { x: { type: boolean } } } }
                  w4: { value: "${{ steps.ask.output.y }}", if: steps.ask.output.x }
                  text: { ask: "What?" }
                  w5: { for_each: steps.text.output, value: 1 }
                  pause: { wait: 1s }
                  w6: { value: "${{ steps.pause.output.x }}" }
                  rounds: { repeat: { max: 2 }, steps: { a: { value: "${{ round }}" } } }
                  w7: { value: "${{ steps.rounds.output.a.x }} ${{ steps.rounds.output[0] }}" }
                """#
        )
        #expect(
            found == [
                "V0182 8:39-44 list(an output of `each`) has no fields, so no `score` ⇒ [0].score, or "
                    + ".map(x, x.score)",
                "V0183 11:39-43 the field `note` may be missing",
                "V0182 12:39-43 the output of `safe` has no field `nope` ⇒ note",
                "V0182 14:38-39 the output of `ask` has no field `y` ⇒ x",
                "V0191 16:19-36 `for_each` goes over a list, but this is text",
                "V0182 18:40-41 null has no fields, so no `x`",
                "V0182 20:43-44 int has no fields, so no `x`",
                "V0185 20:72-73 the object's fields are named by text, not int",
            ]
        )
    }

    @Test("In a map of outputs what may be skipped may be missing")
    func inAMapOfOutputsWhatMayBeSkippedMayBeMissing() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  group:
                    steps:
                      sure: { value: 1 }
                      maybe: { value: 1, if: "2 > 1" }
                      follows: { value: "${{ steps.maybe.output }}" }
                      caught: { value: "${{ coalesce(steps.maybe.output, 0) }}" }
                      failing: { value: 1, on_error: skip }
                      each: { for_each: "[1]", value: "${{ item }}", on_error: skip }
                      only: { value: 1, needs: [maybe], if: steps.maybe.status == 'skipped' }
                  right: { value: "${{ steps.group.output.sure + int(coalesce(steps.group.output.maybe, 0)) }}" }
                  has: { value: "${{ has(steps.group.output.maybe) ? steps.group.output.maybe : 0 }}" }
                  w1: { value: "${{ steps.group.output.maybe }}" }
                  w2: { value: "${{ steps.group.output.follows }}" }
                  ok: { value: "${{ steps.group.output.caught }}" }
                  w3: { value: "${{ steps.group.output.failing }}" }
                  named:
                    output: { a: "${{ steps.x.output }}", b: "${{ coalesce(steps.x.output, 1) }}" }
                    steps: { x: { value: 1, if: "2 > 1" } }
                  w4: { value: "${{ steps.named.output.a }} ${{ steps.named.output.b }}" }
                """#
        )
        #expect(
            found == [
                "V0196 warning 9:30-37 this condition is always true: the step always runs",
                "V0183 17:40-45 the field `maybe` may be missing",
                "V0183 18:40-47 the field `follows` may be missing",
                "V0183 20:40-47 the field `failing` may be missing",
                "V0196 warning 23:33-40 this condition is always true: the step always runs",
                "V0183 24:40-41 the field `a` may be missing",
            ]
        )
    }

    @Test("A wait is a duration or a timestamp")
    func aWaitIsADurationOrATimestamp() throws {
        let found = try diagnostics(
            #"""
            inputs: { pause: { type: string }, seconds: { type: integer } }
            steps:
              a: { wait: 30s }
              b: { wait: 2026-12-01T09:00:00Z }
              c: { wait: "${{ inputs.pause }}" }
              d: { wait: "${{ inputs.seconds }}s" }
              e: { wait: "${{ run.started + duration('1h') }}" }
              f: { wait: 30 }
              g: { wait: soon }
              h: { wait: "${{ inputs.seconds }}" }
              i: { wait: "${{ [1] }}" }
            """#
        )
        #expect(
            found == [
                "V0195 8:14-16 the duration `30` has no unit: ms, s, m, h or d ⇒ 30s",
                "V0195 9:14-18 expected a duration such as `30s`, found `soon`",
                "V0195 10:14-37 `wait` takes a duration such as `30s` or a timestamp, but this is a whole "
                    + "number",
                "V0195 11:14-26 `wait` takes a duration such as `30s` or a timestamp, but this is a list",
            ]
        )
    }

    @Test("A draft fits what is asked for")
    func aDraftFitsWhatIsAskedFor() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { ask: Ok?, output: { type: boolean }, draft: true }
              b: { ask: Ok?, output: { type: boolean }, draft: maybe }
              c: { ask: Text?, draft: "x ${{ run.id }}" }
              d: { ask: Text?, draft: "${{ [1] }}" }
              e: { ask: "${{ nope }}" }
            """#
        )
        #expect(
            found == [
                #"V0172 3:52-57 the value does not fit: expected true or false, found "maybe""#,
                "V0172 5:27-39 `draft` is text, but this is a list",
                "V0180 6:18-22 there is no `nope` here",
            ]
        )
    }

    @Test("What changes nothing is doubted")
    func whatChangesNothingIsDoubted() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { value: 1, retry: { max: 2 } }
              b: { fail: no, retry: { max: 2 }, if: "1 > 2" }
              c: { wait: 1s, timeout: 2s }
              d: { tool: clock, retry: { max: 2 } }
            """#
        )
        #expect(
            found == [
                "V0202 warning 2:18-23 `retry` changes nothing here: a wrong expression is never tried again",
                "V0202 warning 3:18-23 `retry` changes nothing here: what `fail` fails with is never tried "
                    + "again",
                "V0196 warning 3:41-48 this condition is always false: the step never runs",
            ]
        )
    }

    @Test("A limit lies in those around it")
    func aLimitLiesInThoseAroundIt() throws {
        let found = try diagnostics(
            #"""
            limits: { tokens: 100k, cost: $1 }
            agents: { a: { limits: { tokens: 200k } } }
            steps:
              group:
                limits: { tokens: 50k, turns: 5 }
                steps:
                  one: { agent: a, prompt: x, limits: { tokens: 60k, cost: $2, turns: 5 } }
                  two: { limits: { tokens: 20k }, steps: { deep: { agent: a, prompt: x, limits: { tokens: 30k, turns: 6 } } } }
              other: { agent: a, prompt: x, limits: { tokens: 60k } }
            """#
        )
        #expect(
            found == [
                "V0200 warning 2:34-38 this limit is never reached: the workflow's is 100000",
                "V0200 warning 7:53-56 this limit is never reached: that of `group` is 50000",
                "V0200 warning 7:64-66 this limit is never reached: the workflow's is $1.00",
                "V0200 warning 8:95-98 this limit is never reached: that of `two` is 20000",
                "V0200 warning 8:107-108 this limit is never reached: that of `group` is 5",
            ]
        )
    }
}
