import Testing

@Suite("Switches")
struct SwitchTests {
    @Test("Cases cover an enum or a boolean, or there is a default")
    func casesCoverAnEnumOrABooleanOrThereIsADefault() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  review: { agent: critic, prompt: x }
                  all: { switch: steps.review.output.verdict, cases: { good: { value: 1 }, bad: { value: 2 } } }
                  one: { switch: steps.review.output.verdict, cases: { good: { value: 1 } } }
                  bool: { switch: steps.review.output.score > 3, cases: { true: { value: 1 } } }
                  both: { switch: steps.review.output.score > 3, cases: { true: { value: 1 }, false: { value: 2 } } }
                  open: { switch: steps.review.output.score, cases: { 1: { value: 1 } } }
                  dyn: { switch: "dyn(1)", cases: { 1: { value: 1 }, true: { value: 2 }, x: { value: 3 } } }
                  rest: { switch: steps.review.output.verdict, cases: { good: { value: 1 } }, default: { value: 2 } }
                """#
        )
        #expect(
            found == [
                "V0207 8:18-45 there is no case for `bad`, and no `default`",
                "V0207 9:19-48 there is no case for `false`, and no `default`",
                "V0207 11:19-44 a `switch` needs `default:` where the value is no `enum` and no boolean",
                "V0207 12:18-26 a `switch` needs `default:` where the value is no `enum` and no boolean",
            ]
        )
    }

    @Test("Cases that can't match are told")
    func casesThatCanTMatchAreTold() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  review: { agent: critic, prompt: x }
                  typo: { switch: steps.review.output.verdict, cases: { goood: { value: 1 } }, default: { value: 2 } }
                  number: { switch: steps.review.output.score, cases: { "1": { value: 1 }, 2: { value: 2 }, true: { value: 3 } }, default: { value: 4 } }
                  text: { switch: "'a'", cases: { 1: { value: 1 }, true: { value: 1 }, a: { value: 1 } }, default: { value: 2 } }
                  bool: { switch: "true", cases: { "true": { value: 1 }, false: { value: 2 } }, default: { value: 2 } }
                  never: { switch: steps.review.output.verdict, cases: { good: { value: 1 }, bad: { value: 2 } }, default: { value: 3 } }
                """#
        )
        #expect(
            found == [
                "V0206 7:57-62 this case never matches: `goood` is none of the values that this can have ⇒ "
                    + "good",
                #"V0206 8:57-60 this case never matches: the value is a whole number, and `"1"` is text ⇒ 1"#,
                "V0206 8:93-97 this case never matches: the value is a whole number, and `true` is a boolean",
                #"V0206 9:35-36 this case never matches: the value is text, and `1` is a whole number ⇒ "1""#,
                #"V0206 9:52-56 this case never matches: the value is text, and `true` is a boolean ⇒ "true""#,
                #"V0206 10:36-42 this case never matches: the value is a boolean, and `"true"` is text ⇒ true"#,
                "V0206 warning 11:99-106 `default` is never run: there is a case for every value",
            ]
        )
    }

    @Test("It goes by text, a whole number or a boolean")
    func itGoesByTextAWholeNumberOrABoolean() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  review: { agent: critic, prompt: x }
                  object: { switch: steps.review.output, cases: { a: { value: 1 } }, default: { value: 2 } }
                  list: { switch: "[1]", cases: { a: { value: 1 } }, default: { value: 2 } }
                  half: { switch: "0.5", cases: { 1: { value: 1 } }, default: { value: 2 } }
                  none: { switch: "null", cases: { a: { value: 1 } }, default: { value: 2 } }
                  unknown: { switch: steps.review.output.verdct, cases: { a: { value: 1 } }, default: { value: 2 } }
                """#
        )
        #expect(
            found == [
                "V0205 7:21-40 `switch` goes by text, a whole number or a boolean, but this is an object",
                "V0205 8:19-24 `switch` goes by text, a whole number or a boolean, but this is a list",
                "V0205 9:19-24 `switch` goes by text, a whole number or a boolean, but this is a number",
                "V0205 10:19-25 `switch` goes by text, a whole number or a boolean, but this is null",
                "V0182 11:42-48 the output of `review` has no field `verdct` ⇒ verdict",
            ]
        )
    }

    @Test("Its output is of the type that its cases have in common")
    func itsOutputIsOfTheTypeThatItsCasesHaveInCommon() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  review: { agent: critic, prompt: x }
                  same: { switch: steps.review.output.verdict, cases: { good: { value: 1 }, bad: { value: "${{ size('x') }}" } } }
                  right: { value: "${{ steps.same.output + 1 }}" }
                  wrong: { value: "${{ steps.same.output.x }}" }
                  different: { switch: steps.review.output.verdict, cases: { good: { value: 1 }, bad: { value: x } } }
                  unknown: { value: "${{ steps.different.output.x }}" }
                  objects: { switch: steps.review.output.verdict, cases: { good: { value: { a: 1, b: 2 } }, bad: { value: { a: 1 } } } }
                  common: { value: "${{ steps.objects.output.a + 1 }}" }
                  missing: { value: "${{ steps.objects.output.b }}" }
                  absent: { value: "${{ steps.objects.output.c }}" }
                  stops: { switch: steps.review.output.score, cases: { 1: { value: [a] } }, default: { fail: no } }
                  list: { for_each: steps.stops.output, value: "${{ item + 1 }}" }
                """#
        )
        #expect(
            found == [
                "V0182 9:42-43 int has no fields, so no `x`",
                "V0183 14:47-48 the field `b` may be missing",
                "V0182 15:46-47 the output of `objects` has no field `c` ⇒ a",
                "V0185 17:53-61 there is no `+` of string and int ⇒ string(…)",
            ]
        )
    }

    @Test("A case is read as the switch, and its keys are checked as a step's")
    func aCaseIsReadAsTheSwitchAndItsKeysAreCheckedAs() throws {
        let found = try diagnostics(
            agents + #"""
                steps:
                  review: { agent: critic, prompt: x }
                  route:
                    switch: steps.review.output.verdict
                    cases:
                      good: { agent: wrtier, prompt: "${{ steps.reveiw.output }}", needs: [nowhere] }
                      bad: { steps: { again: { agent: writer, prompt: "${{ itme }}" } }, on_error: { value: "${{ eror }}" } }
                  good: { value: "${{ steps.good.output }}" }
                  read: { value: "${{ steps.bad.output }} ${{ steps.again.output }}" }
                  more: { for_each: "[1]", switch: item, cases: { 1: { for_each: "[1]", value: 1 } }, default: { value: "${{ item }}" } }
                """#
        )
        #expect(
            found == [
                "V0152 10:22-28 there is no agent `wrtier` ⇒ writer",
                "V0151 10:49-55 there is no step `reveiw` ⇒ review",
                "V0151 10:76-83 there is no step `nowhere`",
                "V0180 11:60-64 there is no `itme` here",
                "V0180 11:98-102 there is no `eror` here ⇒ error",
                "V0160 12:23-40 the step `good` waits for itself",
                "V0158 13:23-39 `bad` is in the switch `route`: from outside there is only what the switch "
                    + "puts out ⇒ steps.route.output",
                "V0158 13:47-65 `again` is in the switch `route`: from outside there is only what the switch "
                    + "puts out ⇒ steps.route.output",
                "V0159 14:56-64 `item` is in scope already: it is the element of `more`, and nothing shadows",
            ]
        )
    }
}
