import Synchronization
import Testing
import VoleryCore
import VoleryRuntime
import VoleryTestKit
import VoleryWorkflow

@Suite("Steps hold steps")
struct GroupTests {
    @Test("a group's steps see those around it, run in parallel, and its output is a map of theirs")
    func group() throws {
        let group = GroupStep(steps: [
            try agentStep("left", "${{ steps.before.output }}"),
            try agentStep("right", "R"),
            Step(
                id: "both",
                kind: .value(.template(try Template("${{ steps.left.output }}+${{ steps.right.output }}")))
            ),
        ])
        let workflow = Workflow(
            name: "w",
            agents: ["a": Agent(name: "a")],
            steps: [
                Step(id: "before", kind: .value(.template(try Template("${{ 1 + 1 }}")))),
                Step(id: "group", kind: .group(group)),
                Step(id: "after", kind: .value(.template(try Template("${{ steps.group.output.both }}")))),
            ]
        )
        for seed in 0..<seeds {
            let (outputs, seconds) = try Simulation(seed: seed).run { time in
                let models = ScriptedModels(["group.left": [.text(try Template("<${{ prompt }}>"))]], time: time)
                let outputs = try await simulated(models, time).withRun(of: workflow) { try await $0.outputs() }
                return (outputs, time.now)
            }
            try #require(outputs["group"]?["left"] == "<2>")
            try #require(outputs["after"] == "<2>+a answers at group.right.")
            try #require(seconds == .seconds(1))
        }
    }

    @Test("rounds go on until the condition holds, see the round before, and give the last one's output")
    func rounds() throws {
        let outputs = try rounds(max: 5, until: "steps.count.output >= 3")
        #expect(outputs["again"] == ["count": 3, "seen": "1,2"])
    }

    @Test("rounds that reach their most complete with what they have")
    func mostRounds() throws {
        #expect(try rounds(max: 2, until: "steps.count.output >= 3")["again"] == ["count": 2, "seen": "1"])
        #expect(try rounds(max: 1, until: nil)["again"] == ["count": 1, "seen": ""])
    }

    @Test("a step that names something skipped is skipped, in a group too, and the group has no key for it")
    func skips() throws {
        let group = GroupStep(steps: [
            Step(id: "uses", kind: .value(.template(try Template("${{ steps.never.output }}")))),
            Step(id: "guards", kind: .value(.template(try Template("${{ coalesce(steps.never.output, 'none') }}")))),
        ])
        let workflow = Workflow(
            name: "w",
            steps: [
                Step(id: "never", kind: .value(.constant(1)), condition: try Expression("false")),
                Step(id: "group", kind: .group(group)),
            ]
        )
        #expect(try outputs(of: workflow) == ["group": ["guards": "none"]])
    }

    @Test("a failure inside fails the group, whose `on_error` catches it, and ends its siblings first")
    func failure() throws {
        let hold = Hold()
        let group = GroupStep(steps: [
            Step(id: "holds", kind: .tool(ToolStep(grant: ToolGrant(tool: "hold")))),
            Step(id: "fails", kind: .fail(try Template("no ${{ 'luck' }}")), needs: ["waits"]),
            Step(id: "waits", kind: .wait(try Template("5s"))),
        ])
        let caught = Step.OnError.value(.template(try Template("${{ error.code }}: ${{ error.message }}")))
        let workflow = Workflow(name: "w", steps: [Step(id: "group", kind: .group(group), onError: caught)])
        for seed in 0..<seeds {
            let outputs = try Simulation(seed: seed).run { time in
                try await simulated(ScriptedModels([:], time: time), time, tools: [hold]).withRun(of: workflow) {
                    try await $0.outputs()
                }
            }
            try #require(outputs == ["group": "fail: no luck"])
            try #require(hold.open.withLock { $0 } == 0)
        }
    }

    @Test("`fail` is never tried again")
    func failsForGood() throws {
        let step = Step(id: "f", kind: .fail(try Template("no")), retry: Step.Retry(max: 3))
        let workflow = Workflow(name: "w", steps: [step])
        let error = try Simulation(seed: 1).run { time in
            try await VoleryRuntimeTests.failure(of: workflow, ScriptedModels([:], time: time), time)
        }
        #expect(error?.code == .fail)
        #expect(error?.path == "steps.f.fail")
    }

    @Test("a switch runs the one case whose key equals the value, and its output is that one's")
    func choice() throws {
        #expect(try chosen("'b'") == "text")
        #expect(try chosen("2") == "number")
        #expect(try chosen("true") == "truth")
        #expect(try chosen("'true'") == "other")
        #expect(try chosen("2.5") == "other")
    }

    @Test("a value without a case and without a default fails the step and names the cases")
    func noCase() throws {
        let choice = SwitchStep(
            subject: try Expression("'c'"),
            cases: [SwitchStep.Case(key: .text("a"), step: Step(id: "a", kind: .value(.constant(1))))]
        )
        let workflow = Workflow(name: "w", steps: [Step(id: "s", kind: .choice(choice))])
        let error = try Simulation(seed: 1).run { time in
            try await VoleryRuntimeTests.failure(of: workflow, ScriptedModels([:], time: time), time)
        }
        #expect(error?.code == .expression)
        #expect(error?.message.contains("there are `a`") == true)
    }

    @Test("another workflow runs with its own inputs, agents and limits, at addresses below the step's")
    func called() throws {
        let inner = Workflow(
            name: "inner",
            inputs: [Input(name: "x", schema: try JSONSchema(["type": "string"]))],
            agents: ["a": Agent(name: "a")],
            steps: [try agentStep("scan", "<${{ inputs.x }}>")],
            outputs: [("found", .template(try Template("${{ steps.scan.output }}")))]
        )
        let call = WorkflowStep(workflow: inner, with: [("x", .template(try Template("${{ item }}")))])
        let each = Step.ForEach(list: try Expression("['p', 'q']"))
        let workflow = Workflow(name: "outer", steps: [Step(id: "audit", kind: .workflow(call), forEach: each)])
        let outputs = try Simulation(seed: 1).run { time in
            let models = ScriptedModels(["audit[*].scan": [.text(try Template("${{ prompt }}"))]], time: time)
            return try await simulated(models, time).withRun(of: workflow) { try await $0.outputs() }
        }
        #expect(outputs == ["audit": [["found": "<p>"], ["found": "<q>"]]])
    }

    @Test("what the steps of a group said is shown to who has the group in its context, the last round's, in order")
    func context() throws {
        let group = GroupStep(
            steps: [try agentStep("one", "1"), try agentStep("two", "2")],
            repetition: GroupStep.Repetition(max: 2)
        )
        let last = AgentStep(agent: "a", prompt: try Template("go"), context: ["group"])
        let workflow = Workflow(
            name: "w",
            agents: ["a": Agent(name: "a")],
            steps: [Step(id: "group", kind: .group(group)), Step(id: "last", kind: .agent(last))]
        )
        let outputs = try Simulation(seed: 1).run { time in
            let models = ScriptedModels(["last": [.text(try Template("${{ context.join('|') }}"))]], time: time)
            return try await simulated(models, time).withRun(of: workflow) { try await $0.outputs() }
        }
        #expect(
            outputs["last"] == """
                From a (group#2.one):
                a answers at group#2.one.|From a (group#2.two):
                a answers at group#2.two.
                """
        )
    }

    @Test("a time limit stands still while all that is left to do is a `wait`, and runs on beside other work")
    func standingTime() throws {
        #expect(try limited(.seconds(3), ["wait"]) == nil)
        let error = try limited(.seconds(3), ["wait", "hold"])
        #expect(error?.code == .limit)
    }
}

extension GroupTests {
    private func outputs(of workflow: Workflow) throws -> JSONObject {
        try Simulation(seed: 1).run { time in
            try await simulated(ScriptedModels([:], time: time), time).withRun(of: workflow) { try await $0.outputs() }
        }
    }

    private func rounds(max: Int, until: String?) throws -> JSONObject {
        let seen =
            "${{ coalesce(previous.seen.output + (previous.seen.output == '' ? '' : ',') + string(round - 1), '') }}"
        let group = GroupStep(
            steps: [
                Step(id: "count", kind: .value(.template(try Template("${{ round }}")))),
                Step(id: "seen", kind: .value(.template(try Template(seen)))),
            ],
            repetition: GroupStep.Repetition(max: max, until: try until.map { try Expression($0) })
        )
        return try outputs(of: Workflow(name: "w", steps: [Step(id: "again", kind: .group(group))]))
    }

    private func chosen(_ subject: String) throws -> JSONValue? {
        func step(_ id: String, _ value: JSONValue) -> Step { Step(id: id, kind: .value(.constant(value))) }
        let choice = SwitchStep(
            subject: try Expression(subject),
            cases: [
                SwitchStep.Case(key: .text("b"), step: step("b", "text")),
                SwitchStep.Case(key: .integer(2), step: step("2", "number")),
                SwitchStep.Case(key: .boolean(true), step: step("true", "truth")),
            ],
            defaultStep: step("default", "other")
        )
        return try outputs(of: Workflow(name: "w", steps: [Step(id: "s", kind: .choice(choice))]))["s"]
    }

    private func limited(_ time: Duration, _ kinds: [String]) throws -> RunError? {
        let steps = try kinds.map { kind in
            kind == "wait"
                ? Step(id: "w", kind: .wait(try Template("10s")))
                : Step(id: "h", kind: .tool(ToolStep(grant: ToolGrant(tool: "hold"))))
        }
        let workflow = Workflow(name: "w", steps: steps, limits: Limits(time: time))
        return try Simulation(seed: 1).run { time in
            try await VoleryRuntimeTests.failure(of: workflow, ScriptedModels([:], time: time), time, tools: [Hold()])
        }
    }
}
