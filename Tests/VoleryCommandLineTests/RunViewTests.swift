import FoundationEssentials
import Testing
import VoleryCore

@testable import VoleryCommandLine

@Suite("What is known of a run is a fold over its events")
struct RunViewTests {
    @Test("in whatever order things happen, the same is counted in the end")
    func counts() throws {
        for seed in 0..<200 as Range<UInt64> {
            let view = fold(try Recording.simulate(seed: seed))
            #expect(view.totals.steps == 5)
            #expect(view.totals.modelCalls == 10)
            #expect(view.totals.toolCalls == 4)
            #expect(view.totals.delegations == 1)
            #expect(view.totals.retries == 1)
            #expect(view.status == .completed)
            #expect(view.nodes[Address("research")]?.completedElements == 3)
            #expect(view.nodes[Address("research")]?.failedCalls == 1)
            #expect(view.nodes.values.allSatisfy { $0.state.isOver && $0.running.isEmpty })
            #expect(Set(view.nodes.keys.map(\.text)) == ["plan", "research", "count", "praise", "brief"])
        }
    }

    @Test("the recorded run is one of the simulated ones")
    func recording() throws {
        if ProcessInfo.processInfo.environment["VOLERY_RECORD"] != nil {
            try Recording.record(try Recording.simulate(seed: 7))
        }
        let (recorded, simulated) = (fold(try Recording.events()), fold(try Recording.simulate(seed: 8)))
        #expect(recorded.totals == simulated.totals)
        #expect(recorded.seconds == simulated.seconds)
    }

    @Test("a step's tokens are those of its elements and sub-agents")
    func usage() throws {
        let events = try Recording.events()
        let view = fold(Array(events.prefix { !isEnd(of: "research", $0) }))
        let replies = events.compactMap { event -> Usage? in
            guard case .entry(let entry) = event, case .modelEnded(let reply) = entry.payload,
                entry.address.text.hasPrefix("research")
            else { return nil }
            return reply.usage
        }
        #expect(replies.count == 7)
        #expect(view.nodes[Address("research")]?.usage == replies.reduce(Usage(), +))
    }

    @Test("a run that goes on after a failure runs again, and its time is that in which somebody worked on it")
    func goesOn() {
        var view = RunView()
        let error = RunError(.tool, "no", at: Address("a.b"))
        view.receive(entry(1, "", .runStarted(run: "r", workflow: "w", inputs: .object([:])), at: 100))
        view.receive(entry(2, "a", .stepStarted(kind: "steps", detail: nil), at: 101))
        view.receive(entry(3, "a.b", .stepStarted(kind: "tool", detail: nil), at: 101))
        view.receive(entry(4, "c", .stepStarted(kind: "ask", detail: nil), at: 101))
        for (number, step) in [(5, "a.b"), (6, "a")] {
            let end = Entry.Payload.stepEnded(status: .failed, output: nil, error: error, usage: Usage(), seconds: 1)
            view.receive(entry(number, step, end, at: 103))
        }
        let end = Entry.Payload.runEnded(status: .failed, outputs: nil, error: error, usage: Usage(), seconds: 3)
        view.receive(entry(7, "", end, at: 103))
        #expect(view.nodes[Address("a")]?.state == .failed)
        #expect(view.nodes[Address("c")]?.state == .stopped)
        view.receive(entry(8, "", .runResumed, at: 1_000))
        #expect(view.status == nil && view.error == nil)
        #expect(view.totals.steps == 0)
        #expect(["a", "a.b", "c"].allSatisfy { view.nodes[Address($0)]?.state == .running })
        #expect(view.elapsed(at: 1_004) == 7)
        view.receive(entry(9, "", .runSuspended(until: nil), at: 1_005))
        #expect(view.elapsed(at: 5_000) == 8)
        view.receive(entry(10, "", .runResumed, at: 6_000))
        #expect(view.elapsed(at: 6_001) == 9)
    }

    @Test("a conversation keeps the focus until its turn has ended")
    func focus() {
        var view = RunView()
        view.receive(entry(1, "a", .stepStarted(kind: "agent", detail: nil)))
        view.receive(entry(2, "b", .stepStarted(kind: "agent", detail: nil)))
        view.receive(entry(3, "a.turn1", .modelStarted(model: "m")))
        view.receive(entry(4, "b.turn1", .modelStarted(model: "m")))
        view.receive(.words(address: Address("a.turn1"), text: "A"))
        view.receive(.words(address: Address("b.turn1"), text: "B"))
        #expect(view.focus == Address("a"))
        view.receive(entry(5, "a.turn1", .modelEnded(reply: ModelReply(text: "A"))))
        #expect(view.focus == Address("a"))
        view.receive(.words(address: Address("b.turn1"), text: "B"))
        #expect(view.focus == Address("b"))
        #expect(view.nodes[Address("b")]?.words == "BB")
    }

    @Test("what still ran when the run ended was stopped")
    func stopped() {
        var view = RunView(plan: ["a", "b"])
        view.receive(entry(1, "", .runStarted(run: "r", workflow: "w", inputs: [:])))
        view.receive(entry(2, "a", .stepStarted(kind: "agent", detail: nil)))
        view.finish(at: 5)
        #expect(view.nodes[Address("a")]?.state == .stopped)
        #expect(view.nodes[Address("b")]?.state == .waiting)
    }

    @Test("events that begin in the middle, come twice or make no sense do no harm")
    func nonsense() throws {
        let events = try Recording.events()
        for start in events.indices { _ = fold(Array(events[start...])) }
        _ = fold(events + events)
        _ = fold(events.reversed())
        var view = RunView()
        for address in [
            "", ".", "a.turn", "a.turn1.call1", "[", "~", "a~", "turn1.call2", "a.turn99999999999999999999",
        ] {
            for event in try Recording.events() {
                guard case .entry(var entry) = event else { continue }
                entry.address = Address(address)
                view.receive(.entry(entry))
            }
            view.receive(.words(address: Address(address), text: "x"))
        }
        _ = TreeLayout(view: view, columns: 80, rows: 24, now: 0).live()
    }

    private func isEnd(of step: String, _ event: RunEvent) -> Bool {
        guard case .entry(let entry) = event, case .stepEnded = entry.payload else { return false }
        return entry.address.text == step
    }
}

func fold(_ events: [RunEvent]) -> RunView {
    var view = RunView(plan: ["plan", "research", "count", "praise", "brief"])
    for event in events { view.receive(event) }
    return view
}

func entry(_ number: Int, _ address: String, _ payload: Entry.Payload, at time: Double = 0) -> RunEvent {
    .entry(Entry(number: number, time: time, address: Address(address), payload: payload))
}
