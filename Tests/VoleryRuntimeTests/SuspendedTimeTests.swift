import Testing
import VoleryCore
import VoleryTestKit
import VoleryWorkflow

@testable import VoleryRuntime

@Suite("Time goes on while a run waits")
struct SuspendedTimeTests {
    private static let hour: Swift.Double = 3_600

    @Test("a question's timeout runs from when it was first asked, over every resumption")
    func timeout() throws {
        let ends = try sessions(
            Self.asking(timeout: .seconds(Self.hour)),
            [.resume(after: 1_000), .resume(after: 2_700)]
        )
        let start = SimulatedTime().secondsSince1970
        #expect(ends[0] == .suspended(until: start + Self.hour))
        #expect(ends[1] == .suspended(until: start + Self.hour), "asking again would give it more time")
        #expect(ends[2] == .failed(.timeout, Address("sign")))
    }

    @Test("an answer that came in time counts however late the run goes on; one that came too late does not")
    func answers() throws {
        let flow = try Self.asking(timeout: .seconds(Self.hour))
        #expect(try sessions(flow, [.answer(after: 3_000), .resume(after: 90_000)]).last == .completed("yes"))
        #expect(
            try sessions(flow, [.answer(after: 4_000), .resume(after: 1)]).last == .failed(.timeout, Address("sign"))
        )
    }

    @Test("the timeout of a group runs while a question in it waits")
    func group() throws {
        let ask = Step(id: "sign", kind: .ask(AskStep(text: try Template("Ship it?"))))
        let group = GroupStep(steps: [ask])
        let flow = Workflow(name: "w", steps: [Step(id: "g", kind: .group(group), timeout: .seconds(Self.hour))])
        let ends = try sessions(flow, [.resume(after: 4_000)])
        #expect(ends.last == .failed(.timeout, Address("g")))
    }

    @Test("without a timeout a question is waited for as long as it takes, and suspends without a time")
    func forever() throws {
        let ends = try sessions(
            Self.asking(timeout: nil),
            [.resume(after: 1e8), .answer(after: 1), .resume(after: 1e8)]
        )
        #expect(ends == [.suspended(until: nil), .suspended(until: nil), .completed("yes")])
    }

    @Test("a question that was too late is caught, or asked anew with time of its own, as the step says")
    func caught() throws {
        var flow = try Self.asking(timeout: .seconds(Self.hour))
        flow.steps[0].onError = .value(.constant("nobody"))
        #expect(try sessions(flow, [.resume(after: 4_000)]).last == .completed("nobody"))
        flow.steps[0].retry = Step.Retry(max: 1)
        let ends = try sessions(flow, [.resume(after: 4_000), .resume(after: 3_000), .resume(after: 1_000)])
        let second = ends[1]
        guard case .suspended(let until?) = second else {
            Issue.record("\(second)")
            return
        }
        #expect(until > SimulatedTime().secondsSince1970 + 4_000 + Self.hour - 1)
        #expect(ends[2] == second)
        #expect(ends[3] == .completed("nobody"))
    }

    @Test("a run that failed by a timeout and is resumed tries it with all its time")
    func failed() throws {
        let ends = try sessions(
            Self.asking(timeout: .seconds(Self.hour)),
            [.resume(after: 4_000), .resume(after: 100)]
        )
        let start = SimulatedTime().secondsSince1970
        #expect(ends[1] == .failed(.timeout, Address("sign")))
        #expect(ends[2] == .suspended(until: start + 4_100 + Self.hour))
    }

    @Test("a wait is over at its recorded time, whenever the run goes on")
    func wait() throws {
        let flow = Workflow(name: "w", steps: [Step(id: "sign", kind: .wait(try Template("2h")))])
        let start = SimulatedTime().secondsSince1970
        let ends = try sessions(flow, [.resume(after: 5_000), .resume(after: 2_201)])
        #expect(ends == [.suspended(until: start + 7_200), .suspended(until: start + 7_200), .completed(.null)])
    }

    @Test("a clock that was set back ends no wait early, and lets none last for ever")
    func setBack() throws {
        let ends = try sessions(
            Self.asking(timeout: .seconds(Self.hour)),
            [.resume(after: 1_000), .clock(-86_400), .resume(after: 1_000), .resume(after: 2_700)]
        )
        #expect(ends.count == 4)
        #expect(ends.last == .failed(.timeout, Address("sign")))
    }

    @Test("a run that is made from one that waits asks by itself, and waits with its own time")
    func reused() throws {
        let flow = try Self.asking(timeout: .seconds(Self.hour))
        let entries = try Simulation(seed: 1).run { time in
            let journal = DurableMemory()
            _ = try await Self.end(journal, time) { try await $0.withRun(of: flow) { try await $0.outputs() } }
            let old = try #require(try await journal.runs(RunFilter()).first?.run)
            let reuse = Reuse(run: old, entries: try await journal.read(run: old))
            try await time.sleep(for: .seconds(4_000))
            let end = try await Self.end(journal, time) {
                try await $0.withRun(of: flow, reusing: reuse) { try await $0.outputs() }
            }
            #expect(end == .suspended(until: time.secondsSince1970 + Self.hour))
            let new = try #require(try await journal.runs(RunFilter()).first { $0.run != old }?.run)
            return try await journal.read(run: new)
        }
        #expect(entries.contains { if case .questionAsked = $0.payload { true } else { false } })
    }

    @Test("a step is told to be tried again but once, and what is left of the pause is waited for")
    func retried() throws {
        let flow = Workflow(
            name: "w",
            steps: [
                Step(
                    id: "sign",
                    kind: .tool(ToolStep(grant: ToolGrant(tool: "no"))),
                    retry: Step.Retry(max: 1, backoff: .seconds(100)...(.seconds(100))),
                    onError: .value(.constant("no"))
                )
            ]
        )
        let (entries, seconds) = try Simulation(seed: 1).run { time in
            let journal = DurableMemory()
            var configuration = try simulated(ScriptedModels([:]), time, tools: [No()]).configuration
            configuration.journal = journal
            let runtime = Runtime(configuration)
            // Left in the pause.
            try await runtime.withRun(of: flow) { _ in try await time.sleep(for: .seconds(40)) }
            let run = try #require(try await journal.runs(RunFilter()).first?.run)
            let start = time.now
            _ = try await runtime.withRun(resuming: run, of: flow) { try await $0.outputs() }
            return (try await journal.read(run: run), (time.now - start).seconds)
        }
        #expect(entries.count { if case .stepRetried = $0.payload { true } else { false } } == 1)
        #expect(seconds < 61)
    }
}

// MARK: Support

/// What happens to a run that waits.
private enum Event {
    case resume(after: Swift.Double)
    case answer(after: Swift.Double)
    /// The clock for people is set.
    case clock(Swift.Double)
}

/// How a process left a run.
private enum End: Sendable, Hashable {
    case completed(JSONValue)
    case failed(RunError.Code, Address)
    case suspended(until: Swift.Double?)
}

private struct No: Tool {
    let name = "no"
    let description = "Fails."

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        throw ToolFailure.final("no")
    }
}

/// A journal in memory that says that it lasts.
private struct DurableMemory: Journal {
    private let memory = MemoryJournal()
    let isDurable = true

    func create(run: String, header: RunHeader) async throws -> RunClaim {
        try await memory.create(run: run, header: header)
    }
    func claim(run: String) async throws -> RunClaim { try await memory.claim(run: run) }
    func append(_ entries: [Entry], to claim: RunClaim) async throws { try await memory.append(entries, to: claim) }
    func release(_ claim: RunClaim) async { await memory.release(claim) }
    func read(run: String, numbers: Range<Int>) async throws -> [Entry] {
        try await memory.read(run: run, numbers: numbers)
    }
    func header(of run: String) async throws -> RunHeader { try await memory.header(of: run) }
    func runs(_ filter: RunFilter) async throws -> [RunSummary] { try await memory.runs(filter) }
    func remove(run: String) async throws { try await memory.remove(run: run) }
}

/// A time whose clock for people can be set.
private struct SetClock: TimeSource {
    let time: SimulatedTime
    let offset: Swift.Double

    var now: Duration { time.now }
    var secondsSince1970: Swift.Double { time.secondsSince1970 + offset }
    func sleep(for duration: Duration) async throws { try await time.sleep(for: duration) }
}

extension SuspendedTimeTests {
    private static func asking(timeout: Duration?) throws -> Workflow {
        let ask = AskStep(text: try Template("Ship it?"))
        return Workflow(name: "w", steps: [Step(id: "sign", kind: .ask(ask), timeout: timeout)])
    }

    /// Starts a run and goes on with it after each event; how each process left it.
    private func sessions(_ flow: Workflow, _ events: [Event]) throws -> [End] {
        try Simulation(seed: 1).run { time in
            let journal = DurableMemory()
            var offset = 0.0
            var ends = [
                try await Self.end(journal, time) { try await $0.withRun(of: flow) { try await $0.outputs() } }
            ]
            let run = try #require(try await journal.runs(RunFilter()).first?.run)
            for event in events {
                switch event {
                case .clock(let change): offset += change
                case .answer(let seconds):
                    try await time.sleep(for: .seconds(seconds))
                    try await Self.answer(run, journal, at: time.secondsSince1970 + offset)
                case .resume(let seconds):
                    try await time.sleep(for: .seconds(seconds))
                    ends.append(
                        try await Self.end(journal, SetClock(time: time, offset: offset)) {
                            try await $0.withRun(resuming: run, of: flow) { try await $0.outputs() }
                        }
                    )
                }
            }
            return ends
        }
    }

    private static func answer(_ run: String, _ journal: DurableMemory, at time: Swift.Double) async throws {
        let claim = try await journal.claim(run: run)
        let entries = try await journal.read(run: run)
        let asked = try #require(entries.last { if case .questionAsked = $0.payload { true } else { false } })
        let answer = Entry(
            number: entries.count + 1,
            time: time,
            address: asked.address,
            fingerprint: asked.fingerprint,
            payload: .questionAnswered(answer: .value("yes"))
        )
        try await journal.append([answer], to: claim)
        await journal.release(claim)
    }

    private static func end(
        _ journal: DurableMemory,
        _ time: any TimeSource,
        _ run: (Runtime) async throws -> JSONObject
    ) async throws -> End {
        let configuration = RuntimeConfiguration(
            models: ScriptedModels([:]),
            tools: try FixedToolCatalogue([]),
            journal: journal,
            workspace: "/",
            time: time,
            random: RandomSource(seed: 1)
        )
        do {
            let outputs = try await run(Runtime(configuration))
            return .completed(outputs["sign"] ?? .null)
        } catch let error as RunError {
            return .failed(error.code, error.address)
        } catch let suspended as RunSuspended {
            return .suspended(until: suspended.until?.rounded())
        }
    }
}
