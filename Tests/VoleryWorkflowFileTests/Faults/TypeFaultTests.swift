import Testing

@Suite("Values of another kind")
struct TypeFaultTests {
    @Test("Say what is expected and what is there")
    func sayWhatIsExpectedAndWhatIsThere() throws {
        let found = try diagnostics(
            #"""
            inputs: [a]
            agents: 3
            steps:
              a:
                value: 1
                needs: b
              b: { value: 1, retry: 3, limits: 7 }
              c: { value: 1, on_error: continue }
              d: { value: 1, on_error: { vaule: 1 } }
              e: [1]
              f:
              h: { tool: [clock] }
              i: { tool: clock, with: [1] }
              j: { agent: { x: 1 }, prompt: { a: b } }
            """#
        )
        #expect(
            found == [
                "V0063 1:9-12 expected a mapping of names to JSON Schemas, found a list ⇒ { a: { type: string } }",
                "V0063 2:9-10 expected a mapping of names to agents, found an integer",
                "V0063 6:12-13 expected a list of step ids, found text ⇒ [b]",
                "V0063 7:25-26 expected a mapping with keys such as `max`, `on`, `backoff`, found an integer "
                    + "⇒ { max: 3 }",
                "V0063 7:36-37 expected a mapping with keys such as `cost`, `tokens`, `time`, found an integer",
                "V0069 8:28-36 expected `fail` or `skip`, or a mapping with keys such as `value`, found `continue` "
                    + "⇒ skip",
                "V0060 9:30-35 `on_error` has no key `vaule` ⇒ value",
                "V0063 10:6-9 expected a mapping with keys such as `agent`, `tool`, `value`, found a list",
                "V0063 11:3-4 expected a mapping with keys such as `agent`, `tool`, `value`, found nothing",
                "V0063 12:14-21 expected the name of a tool, or a mapping of a tool's name to a grant, found a list",
                "V0063 13:27-30 expected a mapping of names to values, found a list",
                "V0063 14:15-23 expected the name of an agent, found a mapping",
                "V0063 14:33-41 expected text, or a list of parts, found a mapping",
            ]
        )
    }

    @Test("A list of steps is told to be a mapping")
    func aListOfStepsIsToldToBeAMapping() throws {
        let found = try diagnostics(
            #"""
            steps:
              - id: a
                value: 1
            outputs: [a]
            description: [x]
            """#
        )
        #expect(
            found == [
                "V0063 2:5-7 expected a mapping of step ids to steps, found a list",
                "V0063 4:10-13 expected a mapping of names to templates, found a list",
                "V0063 5:14-17 expected text, found a list",
            ]
        )
    }

    @Test("A number where text belongs is the text that was written")
    func aNumberWhereTextBelongsIsTheTextThatWasW() throws {
        let found = try diagnostics(
            #"""
            description: 3.10
            agents: { a: { instructions: 1 } }
            steps:
              a: { agent: a, prompt: 3.10 }
            """#
        )
        #expect(found.isEmpty)
    }

    @Test("Durations have a unit and bounds")
    func durationsHaveAUnitAndBounds() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { value: 1, timeout: 30 }
              b: { value: 1, timeout: 10 parsecs }
              c: { value: 1, timeout: -5s }
              d: { value: 1, timeout: 1000000000000s }
              e: { value: 1, timeout: 1m30s }
              f: { value: 1, timeout: 0s }
              g: { value: 1, timeout: 5 minutes }
              h: { value: 1, timeout: soon }
              i: { value: 1, timeout: [1] }
              j: { value: 1, timeout: 99999999999999999999d }
            """#
        )
        #expect(
            found == [
                "V0070 2:27-29 the duration `30` has no unit: ms, s, m, h or d ⇒ 30s",
                "V0070 3:27-37 the duration `10 parsecs` has an unknown unit; known are ms, s, m, h and d",
                "V0070 4:27-30 a duration can't be negative",
                "V0070 5:27-41 the duration `1000000000000s` is too long; at most `365d`",
                "V0070 6:27-32 a duration has one unit: instead of `1m30s` give it in the smallest one",
                "V0070 7:27-29 the duration has to be longer than zero",
                "V0070 8:27-36 the duration `5 minutes` has an unknown unit; known are ms, s, m, h and d ⇒ 5m",
                "V0070 9:27-31 expected a duration such as `30s`, found `soon`",
                "V0063 10:27-30 expected a duration such as `30s`, found a list",
                "V0070 11:27-48 expected a duration such as `30s`, found `99999999999999999999d`",
            ]
        )
    }

    @Test("Amounts have a unit and bounds")
    func amountsHaveAUnitAndBounds() throws {
        let found = try diagnostics(
            #"""
            limits: { cost: 0.50, tokens: 400K, time: 5, parallel: 0, turns: many, tool_calls: 1.5 }
            steps:
              a: { value: 1, limits: { cost: -$1, tokens: -3, parallel: "8" } }
              b: { value: 1, limits: { cost: $0.00000000001, tokens: 1.5, turns: -1 } }
              c: { value: 1, limits: { cost: $999999999999, tokens: 9999999999999 } }
              d: { value: 1, limits: { cost: 1 €, tokens: lots, turns: 99999999999999999999 } }
            """#
        )
        #expect(
            found == [
                "V0071 1:17-21 the amount `0.50` has no currency; US dollars have a `$` ⇒ $0.50",
                "V0072 1:31-35 the number of tokens `400K` has an unknown unit; `k` is 1,000 and `M` "
                    + "1,000,000 ⇒ 400k",
                "V0070 1:43-44 the duration `5` has no unit: ms, s, m, h or d ⇒ 5s",
                "V0073 1:56-57 expected a whole number from 1 to 10000, found 0",
                "V0063 1:66-70 expected a whole number from 1 to 10000, found text",
                "V0063 1:84-87 expected a whole number from 0 to 1000000, found a number",
                "V0071 3:34-37 an amount of money can't be negative",
                "V0072 3:47-49 a number of tokens can't be negative",
                "V0063 3:61-64 expected a whole number from 1 to 10000, found text ⇒ 8",
                "V0071 4:34-48 the amount `$0.00000000001` is too large, or has more than ten decimals",
                "V0072 4:58-61 `1.5` is no whole number of tokens, or too large",
                "V0073 4:70-72 expected a whole number from 1 to 10000, found -1",
                "V0071 5:34-47 the amount `$999999999999` is too large, or has more than ten decimals",
                "V0072 5:57-70 the number of tokens `9999999999999` is too large",
                "V0071 6:34-37 expected an amount of money such as `$0.50`, found `1 €`",
                "V0072 6:47-51 expected a number of tokens such as `400k`, found `lots`",
                "V0073 6:60-80 expected a whole number from 1 to 10000, found 99999999999999999999",
            ]
        )
    }

    @Test("Retries are bounded")
    func retriesAreBounded() throws {
        let found = try diagnostics(
            #"""
            steps:
              a: { tool: clock, retry: { max: 0 } }
              b: { tool: clock, retry: { max: -1 } }
              c: { tool: clock, retry: { max: 1000000000 } }
              d: { tool: clock, retry: { max: 2, on: [timeuot, limit], backoff: [1s] } }
              e: { tool: clock, retry: { max: 2, backoff: [30s, 1s] } }
              f: { tool: clock, retry: { on: [tool] } }
            """#
        )
        #expect(
            found == [
                "V0073 2:35-36 expected a whole number from 1 to 100, found 0",
                "V0073 3:35-37 expected a whole number from 1 to 100, found -1",
                "V0073 4:35-45 expected a whole number from 1 to 100, found 1000000000",
                "V0069 5:43-50 expected one of `unavailable`, `timeout`, `invalid`, `tool`, found "
                    + "`timeuot` ⇒ timeout",
                "V0069 5:52-57 expected one of `unavailable`, `timeout`, `invalid`, `tool`, found `limit`",
                "V0068 5:69-73 expected a list of 2 durations (the shortest and the longest wait), found 1",
                "V0070 6:47-56 the first wait is longer than the last",
                "V0062 7:28-42 `retry` needs the key `max`",
            ]
        )
    }
}
