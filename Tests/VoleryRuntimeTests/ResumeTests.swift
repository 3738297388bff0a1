import Synchronization
import Testing
import VoleryCore
import VoleryTestKit
import VoleryWorkflow

@testable import VoleryRuntime

@Suite("Runs go on where they stopped")
struct ResumeTests {
    @Test("at whatever entry a run was cut off, it goes on to the same outputs, and asks for nothing that is recorded")
    func everyCut() throws {
        let whole = try run(Self.workflow())
        let entries = whole.entries
        #expect(entries.count > 40)
        for cut in 1..<entries.count {
            let resumed = try resume(
                Self.workflow(),
                Array(entries.prefix(cut)),
                seed: UInt64(cut),
                inDoubt: .again
            )
            try #require(
                resumed.outputs == whole.outputs,
                "cut behind entry \(cut): \(String(describing: resumed.error))"
            )
            let known = Set(entries.prefix(cut).filter { $0.payload.isResult && $0.fingerprint != nil }.map(\.address))
            try #require(known.isDisjoint(with: resumed.asked), "cut behind entry \(cut)")
            let steps = resumed.entries.filter { if case .stepEnded = $0.payload { true } else { false } }.map(
                \.address
            )
            try #require(Set(steps).count == steps.count, "no step ends twice, cut behind entry \(cut)")
        }
    }

    @Test("what was spent before counts against the limits")
    func limits() throws {
        var workflow = try Self.workflow()
        workflow.limits = Limits(turns: 3)
        let first = try run(workflow)
        #expect(first.error?.code == .limit)
        let again = try resume(workflow, first.entries)
        #expect(again.error?.code == .limit)
        #expect(again.asked.isEmpty)
        workflow.limits = Limits(turns: 50)
        #expect(try resume(workflow, first.entries).outputs == run(Self.workflow()).outputs)
    }

    @Test("each request that was under way counts as spent in full, but not for a run that is made from that one")
    func requestsInDoubt() throws {
        var workflow = Workflow(name: "w", agents: ["a": Agent(name: "a")], steps: [try agentStep("first", "Go")])
        workflow.limits = Limits(tokens: 12_000)
        let entries = try run(workflow).entries
        let start = try #require(entries.firstIndex { if case .modelStarted = $0.payload { true } else { false } })
        let once = Array(entries[...start])
        var twice = once
        for payload in [Entry.Payload.runResumed, once[start].payload] {
            let isStart = payload != .runResumed
            twice.append(
                Entry(
                    number: twice.count + 1,
                    time: once[start].time,
                    address: isStart ? once[start].address : .run,
                    fingerprint: isStart ? once[start].fingerprint : nil,
                    payload: payload
                )
            )
        }
        #expect(try resume(workflow, once).outputs != nil)
        #expect(try resume(workflow, twice).error?.code == .limit)
        #expect(try run(workflow, reusing: Reuse(run: "old", entries: twice)).outputs != nil)
    }

    @Test("a changed workflow is an error that names the address, and nothing is asked")
    func changed() throws {
        let entries = try run(Self.workflow()).entries.dropLast()
        let resumed = try resume(Self.workflow(prompt: "Other"), Array(entries))
        #expect(resumed.error?.code == .differs)
        #expect(resumed.error?.address == Address("first.turn1"))
        #expect(resumed.asked.isEmpty)
    }

    @Test("a completed run is not gone on with")
    func completed() throws {
        let entries = try run(Self.workflow()).entries
        #expect(try resume(Self.workflow(), entries).error?.code == .ended)
    }

    @Test("a call in doubt is repeated, counted as failed or given a result, as is decided")
    func inDoubt() throws {
        let tool = Once()
        let step = ToolStep(grant: ToolGrant(tool: "once"))
        let workflow = Workflow(name: "w", steps: [Step(id: "s", kind: .tool(step))])
        let entries = try run(workflow, tools: [tool]).entries
        let end = try #require(entries.firstIndex { if case .toolEnded = $0.payload { true } else { false } })
        let cut = Array(entries[..<end])
        #expect(tool.calls.withLock { $0 } == ["run/s"])
        #expect(try resume(workflow, cut, tools: [tool], inDoubt: .result("known")).outputs == ["s": "known"])
        #expect(try resume(workflow, cut, tools: [tool], inDoubt: .fail).error?.code == .tool)
        #expect(tool.calls.withLock { $0 } == ["run/s"])
        #expect(try resume(workflow, cut, tools: [tool], inDoubt: .again).outputs == ["s": "done"])
        #expect(tool.calls.withLock { $0 } == ["run/s", "run/s"])
        #expect(try resume(workflow, cut, tools: [tool]).error?.code == .person)
    }

    @Test("what failed a run is tried again, also when whoever went on with it was interrupted")
    func failedTwice() throws {
        let tool = Once()
        let workflow = Workflow(
            name: "w",
            steps: [Step(id: "s", kind: .tool(ToolStep(grant: ToolGrant(tool: "once"))))]
        )
        let entries = try run(workflow, tools: [tool]).entries
        let end = try #require(entries.firstIndex { if case .toolEnded = $0.payload { true } else { false } })
        var failed = try resume(workflow, Array(entries[..<end]), tools: [tool], inDoubt: .fail).entries
        failed.append(Entry(number: failed.count + 1, time: 0, address: .run, payload: .runResumed))
        #expect(try resume(workflow, failed, tools: [tool], inDoubt: .result("known")).outputs == ["s": "known"])
        #expect(tool.calls.withLock { $0.count } == 1)
    }

    @Test("a call that has failed is no call in doubt, and is made again when the run goes on")
    func failedOnce() throws {
        let tool = Keyed(repeats: .once)
        let workflow = Workflow(
            name: "w",
            steps: [Step(id: "s", kind: .tool(ToolStep(grant: ToolGrant(tool: "keyed"))))]
        )
        let first = try run(workflow, tools: [tool])
        #expect(first.error?.code == .tool)
        let second = try resume(workflow, first.entries, tools: [tool])
        #expect(second.error?.code == .tool)
        #expect(try resume(workflow, second.entries, tools: [tool]).outputs == ["s": "done"])
        #expect(tool.keys.withLock { $0.count } == 3)
    }

    @Test("each try of a step makes its call with the same idempotency key")
    func keys() throws {
        let tool = Keyed()
        let step = Step(
            id: "s",
            kind: .tool(ToolStep(grant: ToolGrant(tool: "keyed"))),
            retry: Step.Retry(max: 2)
        )
        let ending = try run(Workflow(name: "w", steps: [step]), tools: [tool])
        #expect(ending.outputs == ["s": "done"])
        #expect(tool.keys.withLock { $0 } == Array(repeating: "\(ending.id)/s", count: 3))
    }

    @Test("a replay asks nothing and is the same at each address, whatever the order of events")
    func replay() throws {
        for seed in 0..<200 as Range<UInt64> {
            let whole = try run(Self.workflow(), seed: seed)
            let replay = try replay(Self.workflow(), whole, seed: seed &+ 7)
            try #require(replay.differences == [])
            try #require(replay.outputs == whole.outputs)
        }
    }

    @Test("a replay of a changed workflow says where it differs")
    func changedReplay() throws {
        let whole = try run(Self.workflow())
        let replay = try replay(Self.workflow(prompt: "Other"), whole)
        #expect(replay.differences.map(\.address) == [Address("first.turn1")])
    }

    @Test("a run from another asks only for what has changed")
    func reuse() throws {
        let whole = try run(Self.workflow())
        let same = try run(Self.workflow(), reusing: Reuse(run: "old", entries: whole.entries))
        #expect(same.asked.isEmpty)
        #expect(same.outputs == whole.outputs)
        #expect(same.usage == Usage())
        let edited = try run(Self.workflow(prompt: "Other"), reusing: Reuse(run: "old", entries: whole.entries))
        #expect(edited.asked.contains(Address("first.turn1")))
        #expect(!edited.asked.contains(Address("each[0].turn1")))
        let fork = Reuse(run: "old", entries: whole.entries, from: Address("each[1]"))
        #expect(try run(Self.workflow(), reusing: fork).asked == [Address("each[1].turn1"), Address("each[1].turn2")])
    }
}

// MARK: Support

private struct Ending {
    var outputs: JSONObject?
    var error: RunError?
    var entries: [Entry] = []
    var id = ""
    var header = RunHeader()
    /// The addresses of the effects that were really performed.
    var asked: Set<Address> = []
    var usage = Usage()
}

/// Does something that may be done but once.
private final class Once: Tool {
    let name = "once"
    let description = "Does it."
    let calls = Mutex<[String]>([])

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        calls.withLock { $0.append("run/\(context.address)") }
        return .text("done")
    }
}

/// Is done the third time.
private final class Keyed: Tool {
    let name = "keyed"
    let description = "Does it."
    let repeats: ToolRepeats
    let keys = Mutex<[String]>([])

    init(repeats: ToolRepeats = .keyed) {
        self.repeats = repeats
    }

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        let count = keys.withLock { keys in
            keys.append(context.idempotencyKey)
            return keys.count
        }
        guard count > 2 else { throw ToolFailure.final("not yet") }
        return .text("done")
    }
}

extension ResumeTests {
    /// Agents with tools, elements, rounds, a group, a retry and a caught failure.
    fileprivate static func workflow(prompt: String = "Go") throws -> Workflow {
        let each = Step(
            id: "each",
            kind: .agent(AgentStep(agent: "t", prompt: try Template("${{ item }}"))),
            forEach: Step.ForEach(list: try Expression("['p', 'q', 'r']"))
        )
        let rounds = GroupStep(
            steps: [
                try agentStep("draft", "${{ round }} ${{ coalesce(previous.draft.output, '') }}"),
                Step(id: "pause", kind: .wait(try Template("2s"))),
            ],
            repetition: GroupStep.Repetition(max: 3)
        )
        let caught = Step.OnError.value(.template(try Template("${{ error.message }}")))
        return Workflow(
            name: "w",
            agents: ["a": Agent(name: "a"), "t": Agent(name: "t", tools: [ToolGrant(tool: "double")])],
            steps: [
                try agentStep("first", prompt),
                each,
                Step(id: "rounds", kind: .group(rounds)),
                Step(id: "bad", kind: .fail(try Template("no")), needs: ["first"], onError: caught),
                try agentStep(
                    "last",
                    "${{ steps.first.output }} ${{ toJson(steps.each.output) }} ${{ steps.bad.output }}"
                ),
            ]
        )
    }

    private func models(_ time: SimulatedTime) throws -> ScriptedModels {
        let last = try Template("<${{ prompt }}>")
        return ScriptedModels(
            [
                "each[*]": [.calls([("double", .constant(["number": 2]))]), .text(try Template("${{ results[0] }}"))],
                "last": [.text(last)],
            ],
            time: time
        )
    }

    fileprivate func run(
        _ workflow: Workflow,
        seed: UInt64 = 1,
        tools: [any Tool] = [],
        reusing reuse: Reuse? = nil
    ) throws -> Ending {
        try Simulation(seed: seed).run { time in
            let journal = MemoryJournal()
            var configuration = try simulated(try models(time), time, tools: [Double()] + tools).configuration
            configuration.journal = journal
            return try await ending(journal, known: []) { body in
                try await Runtime(configuration).withRun(of: workflow, reusing: reuse) { try await body($0) }
            }
        }
    }

    fileprivate func resume(
        _ workflow: Workflow,
        _ entries: [Entry],
        seed: UInt64 = 1,
        tools: [any Tool] = [],
        inDoubt: InDoubt = .ask
    ) throws -> Ending {
        try Simulation(seed: seed).run { time in
            let journal = MemoryJournal()
            let claim = try await journal.create(run: "r")
            try await journal.append(entries, to: claim)
            await journal.release(claim)
            var configuration = try simulated(try models(time), time, tools: [Double()] + tools).configuration
            configuration.journal = journal
            return try await ending(journal, known: entries) { body in
                try await Runtime(configuration).withRun(resuming: "r", of: workflow, inDoubt: inDoubt) {
                    try await body($0)
                }
            }
        }
    }

    fileprivate func replay(_ workflow: Workflow, _ whole: Ending, seed: UInt64 = 1) throws -> Replay {
        try Simulation(seed: seed).run { time in
            try await simulated(ScriptedModels([:], time: time), time, tools: [Double()])
                .replay(whole.id, entries: whole.entries, header: whole.header, of: workflow)
        }
    }

    private func ending(
        _ journal: MemoryJournal,
        known: [Entry],
        _ start: ((Run) async throws -> Void) async throws -> Void
    ) async throws -> Ending {
        var ending = Ending()
        do {
            try await start { run in
                defer { ending.usage = run.usage }
                ending.outputs = try await run.outputs()
            }
        } catch let error as RunError {
            ending.error = error
        }
        let id = try #require(try await journal.runs(RunFilter()).first?.run)
        ending.id = id
        ending.entries = try await journal.read(run: id)
        ending.header = try await journal.header(of: id)
        ending.asked = Set(
            ending.entries.dropFirst(known.count).filter { entry in
                guard entry.fingerprint != nil else { return false }
                if case .modelEnded(let reply) = entry.payload { return reply.usage != Usage() }
                if case .toolEnded = entry.payload { return known.isEmpty ? false : true }
                return false
            }.map(\.address)
        )
        return ending
    }
}
