import Testing

@Suite("Faults in keys")
struct KeyFaultTests {
    @Test("A misspelt key is told with the one that was meant")
    func aMisspeltKeyIsToldWithTheOneThatWasMeant() throws {
        let found = try diagnostics(
            #"""
            description: x
            inputs: { q: { type: string } }
            agents:
              planner: { instrutions: Hi }
              editor: { instructions: Hi, system_promt: x }
            steps:
              plan: { agnet: planner, prompt: Hi }
              a: { value: 1, wehn: "true" }
              b: { value: 1, limits: { cpu: 3 } }
            otputs: { x: 1 }
            """#
        )
        #expect(
            found == [
                "V0060 4:14-25 an agent has no key `instrutions` ⇒ instructions",
                "V0060 5:31-43 an agent has no key `system_promt` ⇒ instructions",
                "V0060 7:11-16 a step has no key `agnet` ⇒ agent",
                "V0060 8:18-22 a step has no key `wehn` ⇒ if",
                "V0060 9:28-31 `limits` has no key `cpu`",
                "V0060 10:1-7 a workflow has no key `otputs` ⇒ outputs",
            ]
        )
    }

    @Test("A key of another tool's language is told with ours")
    func aKeyOfAnotherToolSLanguageIsToldWithOurs() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { value: 1, depends_on: [b] }
              b: { value: 1, "continue-on-error": true }
              c: { value: 1, loop: "[1]" }
              d: { tool: clock, args: { x: 1 } }
              e: { value: 1, timeout-minutes: 3 }
              f: { value: 1, colour: red }
            """#
        )
        #expect(
            found == [
                "V0060 2:18-28 a step has no key `depends_on` ⇒ needs",
                "V0060 3:18-37 a step has no key `continue-on-error` ⇒ on_error",
                "V0060 4:18-22 a step has no key `loop` ⇒ for_each",
                "V0060 5:21-25 a step has no key `args` ⇒ with",
                "V0060 6:18-33 a step has no key `timeout-minutes` ⇒ timeout",
                "V0060 7:18-24 a step has no key `colour`",
            ]
        )
    }

    @Test("A step has one kind, and the keys that go with it")
    func aStepHasOneKindAndTheKeysThatGoWithIt() throws {
        let found = try diagnostics(
            #"""
            agents: { a: { instructions: x } }
            steps:
              a: { prompt: Hi }
              b: { agent: a, prompt: x, value: 1 }
              c: { agent: a }
              d: { value: 1, prompt: x }
              e: {}
              g: { value: 1, max_parallel: 2, as: x }
            """#
        )
        #expect(
            found == [
                "V0066 3:3-4 a step needs a kind: one of the keys `agent`, `tool`, `value`, `workflow`, `ask`, "
                    + "`wait`, `fail`, `switch`, `steps`",
                "V0067 4:29-34 a step has one kind, this one has `agent` and `value`",
                "V0062 5:3-4 a step of the kind `agent` needs the key `prompt`",
                "V0061 6:18-24 `prompt` has no meaning in a step of the kind `value`",
                "V0066 7:3-4 a step needs a kind: one of the keys `agent`, `tool`, `value`, `workflow`, `ask`, "
                    + "`wait`, `fail`, `switch`, `steps`",
                "V0061 8:18-30 `max_parallel` has no meaning without `for_each`",
                "V0061 8:35-37 `as` has no meaning without `for_each`",
            ]
        )
    }

    @Test("A workflow has steps")
    func aWorkflowHasSteps() throws {
        let found = try diagnostics(
            #"""
            description: nothing to do
            """#
        )
        #expect(
            found == [
                "V0062 1:1-12 a workflow needs the key `steps`"
            ]
        )
    }

    @Test("There is at least one step")
    func thereIsAtLeastOneStep() throws {
        let found = try diagnostics(
            #"""
            steps: {}
            """#
        )
        #expect(
            found == [
                "V0068 1:8-10 there are no steps here"
            ]
        )
    }

    @Test("A file is a mapping")
    func aFileIsAMapping() throws {
        let found = try diagnostics(
            #"""
            - a
            """#
        )
        #expect(
            found == [
                "V0019 1:1-4 the file is a list, but should be a mapping of keys to values"
            ]
        )
    }

    @Test("A key is there once")
    func aKeyIsThereOnce() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { value: 1 }
              a: { value: 2 }
            """#
        )
        #expect(
            found == [
                "V0011 3:3-4 the key `a` is here twice"
            ]
        )
    }

    @Test("Names follow one rule")
    func namesFollowOneRule() throws {
        let found = try diagnostics(
            #"""
            inputs: { userId: { type: string } }
            agents: { the-writer: { instructions: x } }
            steps:
              Plan: { value: 1 }
              "a b": { value: 1 }
              "": { value: 1 }
              in: { value: 1 }
              "a/../b": { value: 1 }
              self: { value: 1 }
              constructor: { value: 1 }
              aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: { value: 1 }
            outputs: { "a b": 1 }
            """#
        )
        #expect(
            found == [
                "V0065 1:11-17 `userId` can't be a name here ⇒ user_id",
                "V0065 2:11-21 `the-writer` can't be a name here ⇒ the_writer",
                "V0065 4:3-7 `Plan` can't be a name here ⇒ plan",
                "V0065 5:3-8 `a b` can't be a name here ⇒ a_b",
                "V0065 6:3-5 a name is missing",
                "V0065 7:3-5 `in` can't be a name here",
                "V0065 8:3-11 `a/../b` can't be a name here ⇒ a____b",
                "V0065 11:3-69 `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…` can't be a name here",
                "V0065 12:12-17 `a b` can't be a name here ⇒ a_b",
            ]
        )
    }

    @Test("What comes later is told as such")
    func whatComesLaterIsToldAsSuch() throws {
        let found = try diagnostics(
            #"""
            models: { a: b }
            agents: { a: { handoffs: [b], tools: [{ shell: { approve: maybe, network: none } }] } }
            steps:
              a: { chat: [a, b], prompt: x, turns: 3 }
              b: { switch: "1", cases: {}, default: { value: 1 } }
              c: { agent: a, prompt: [{ text: x }] }
            """#
        )
        #expect(
            found == [
                "V0064 1:1-7 `models` is part of the language, but this version can't run it",
                "V0064 2:16-24 `handoffs` is part of the language, but this version can't run it",
                "V0069 2:59-64 expected `always` or `never`, found `maybe`",
                "V0064 4:8-12 `chat` is part of the language, but this version can't run it",
                "V0068 5:28-30 there are no cases here",
            ]
        )
    }
}
