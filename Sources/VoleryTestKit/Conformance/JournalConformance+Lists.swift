internal import VoleryCore
internal import VoleryRuntime

extension JournalConformance {
    static let listRules = [
        Rule("the list says how a run stands") { journal in
            let claim = try await journal.create(run: "a")
            var wanted = RunSummary(run: "a")
            wanted.state = .running
            try await expectSame(listed(journal).map(\.unowned), [wanted], "the new run")
            try await journal.append([started("birds", at: 10)], to: claim)
            (wanted.workflow, wanted.started, wanted.entries) = ("birds", 10, 1)
            try await expectSame(listed(journal).map(\.unowned), [wanted], "the run that began")
            await journal.release(claim)
            wanted.state = .interrupted
            try await expectSame(listed(journal).map(\.unowned), [wanted], "the run that was left")
            let second = try await journal.claim(run: "a")
            try await journal.append([ended(.failed, number: 2, at: 20)], to: second)
            (wanted.state, wanted.ended, wanted.usage, wanted.entries) = (.failed, 20, usage, 2)
            try await expectSame(listed(journal).map(\.unowned), [wanted], "the run that ended")
        },
        Rule("a run that goes on after its end has not ended") { journal in
            let claim = try await journal.create(run: "a")
            try await journal.append([started("w", at: 1), ended(.failed, number: 2, at: 2)], to: claim)
            let more = Entry(number: 3, time: 3, address: Address("a"), payload: .modelStarted(model: "m"))
            try await journal.append([more], to: claim)
            let found = try await listed(journal)
            try expectSame(found.map(\.state), [.running], "the state")
            try expectSame(found.map(\.ended), [nil], "the end")
            try expectSame(found.map(\.usage), [usage], "the usage")
        },
        Rule("the list says where a run came from and what it used so far") { journal in
            let claim = try await journal.create(run: "a", header: RunHeader("w", file: "flows/a.yaml", parent: "0"))
            let reply = ModelReply(text: "hi", toolCalls: [], finish: .stop, usage: usage, model: "m")
            let address = Address("a.turn1")
            try await journal.append(
                [
                    started("birds", at: 10),
                    Entry(number: 2, time: 11, address: address, payload: .modelEnded(reply: reply)),
                    Entry(number: 3, time: 12, address: address, payload: .modelEnded(reply: reply)),
                ],
                to: claim
            )
            let found = try await listed(journal)
            try expectSame(found.map(\.file), ["flows/a.yaml"], "the file")
            try expectSame(found.map(\.parent), ["0"], "the run that it was made from")
            try expectSame(found.map(\.usage), [usage + usage], "the usage")
        },
        Rule("a run that waits is suspended until somebody goes on with it") { journal in
            let claim = try await journal.create(run: "a")
            let rest = Entry(number: 2, time: 2, address: .run, payload: .runSuspended(until: 60))
            try await journal.append([started("w", at: 1), rest], to: claim)
            await journal.release(claim)
            try await expectSame(listed(journal).map(\.state), [.suspended], "the state")
            try await expectSame(listed(journal).map(\.until), [60], "the time")
            try await expectSame(journal.runs(RunFilter(states: [.suspended])).count, 1, "the suspended runs")
            try await expectSame(journal.prune(RunFilter()).count, 0, "what was forgotten without naming the state")
            let second = try await journal.claim(run: "a")
            try await expectSame(listed(journal).map(\.state), [.running], "the state when it was claimed")
            let more = Entry(number: 3, time: 70, address: Address("a"), payload: .modelStarted(model: "m"))
            try await journal.append([more], to: second)
            try await expectSame(listed(journal).map(\.until), [nil], "the time when it went on")
            await journal.release(second)
            try await expectSame(listed(journal).map(\.state), [.interrupted], "the state when it was left")
        },
        Rule("runs are listed with the newest first, and filtered") { journal in
            try await makeRuns(journal)
            let expected: [(RunFilter, [String])] = [
                (RunFilter(), ["b2", "b1", "a2", "a1"]),
                (RunFilter(prefix: "b"), ["b2", "b1"]),
                (RunFilter(prefix: "%"), []),
                (RunFilter(states: [.completed]), ["a2", "a1"]),
                (RunFilter(states: [.failed, .running]), ["b2", "b1"]),
                (RunFilter(states: []), []),
                (RunFilter(workflow: "birds"), ["b1", "a1"]),
                (RunFilter(started: 20..<40), ["b1", "a2"]),
                (RunFilter(limit: 2), ["b2", "b1"]),
                (RunFilter(limit: 0), []),
                (RunFilter(prefix: "a", workflow: "fish"), ["a2"]),
            ]
            for (filter, wanted) in expected {
                try await expectSame(journal.runs(filter).map(\.run), wanted, "the runs for \(filter)")
            }
        },
        Rule("the beginning of an id is enough where one run has it") { journal in
            try await makeRuns(journal)
            _ = try await journal.create(run: "a11")
            try await expectSame(journal.run(withPrefix: "a1").run, "a1", "the run with all of the id")
            try await expectSame(journal.run(withPrefix: "a2").run, "a2", "the run")
            try await expectSame(journal.run(withPrefix: "a11").run, "a11", "the run")
            try await expectRefusal(.ambiguous, "several begin so") { _ = try await journal.run(withPrefix: "b") }
            try await expectRefusal(.unknown, "none begins so") { _ = try await journal.run(withPrefix: "c") }
        },
        Rule("pruning keeps the newest and those that are going on") { journal in
            try await makeRuns(journal)
            try await expectSame(journal.prune(RunFilter(), keeping: 1).map(\.run), ["a2", "a1"], "what was forgotten")
            try await expectSame(listed(journal).map(\.run), ["b2", "b1"], "what is left")
            try await expectSame(journal.prune(RunFilter()).map(\.run), ["b1"], "what was forgotten then")
        },
    ]

    private static let usage = Usage(inputTokens: 7, cachedTokens: 1, outputTokens: 5, reasoningTokens: 2, cost: .zero)

    private static func listed(_ journal: any Journal) async throws -> [RunSummary] {
        try await journal.runs(RunFilter())
    }

    private static func started(_ workflow: String, at time: Double) -> Entry {
        let payload = Entry.Payload.runStarted(run: "r", workflow: workflow, inputs: [:])
        return Entry(number: 1, time: time, address: .run, payload: payload)
    }

    private static func ended(_ status: RunStatus, number: Int, at time: Double) -> Entry {
        let payload = Entry.Payload.runEnded(status: status, outputs: nil, error: nil, usage: usage, seconds: 1)
        return Entry(number: number, time: time, address: .run, payload: payload)
    }

    /// Four runs, the first of which are the oldest: two are complete, one failed, one is going on.
    private static func makeRuns(_ journal: any Journal) async throws {
        let runs: [(String, String, RunStatus?)] = [
            ("a1", "birds", .completed), ("a2", "fish", .completed), ("b1", "birds", .failed), ("b2", "fish", nil),
        ]
        for (index, (run, workflow, status)) in runs.enumerated() {
            let claim = try await journal.create(run: run)
            try await journal.append([started(workflow, at: Double(10 * (index + 1)))], to: claim)
            guard let status else { continue }
            try await journal.append([ended(status, number: 2, at: 100)], to: claim)
            await journal.release(claim)
        }
    }
}

extension RunSummary {
    /// The summary without its owner, which not every journal knows.
    fileprivate var unowned: RunSummary {
        var summary = self
        summary.owner = nil
        return summary
    }
}
