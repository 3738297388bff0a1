import Testing
import VoleryCore
import VoleryTestKit

@testable import VoleryRuntime

@Suite("Every effect goes through one door")
struct TranscriptTests {
    private let start = Entry.Payload.toolStarted(tool: "count", arguments: [:])
    private let result = Entry.Payload.toolEnded(tool: "count", output: 1, failure: nil)

    @Test("an effect is recorded with its beginning, and its result is on record before anyone gets it")
    func recorded() throws {
        let entries = try Simulation(seed: 0).run { time in
            let journal = MemoryJournal()
            try await withTranscript(journal, time) { transcript in
                _ = try await perform(transcript, Address("a")) { result }
            }
            return try await journal.read(run: "run")
        }
        #expect(entries.map(\.number) == [1, 2])
        #expect(entries.map(\.payload) == [start, result])
        #expect(entries.last?.fingerprint == "f")
    }

    @Test("what the journal holds is the answer, and nothing is done")
    func replayed() throws {
        let known = Entry(number: 1, time: 0, address: Address("a"), fingerprint: "f", payload: result)
        let payload = try Simulation(seed: 0).run { time in
            try await withTranscript(MemoryJournal(), time, continuing: [known]) { transcript in
                try await perform(transcript, Address("a")) {
                    Issue.record("it was done again")
                    return start
                }
            }
        }
        #expect(payload == result)
    }

    @Test("a recorded result of another request is an error that names the address")
    func mismatch() throws {
        let known = Entry(number: 1, time: 0, address: Address("a"), fingerprint: "other", payload: result)
        let error = try Simulation(seed: 0).run { time in
            try await withTranscript(MemoryJournal(), time, continuing: [known]) { transcript in
                await #expect(throws: RunError.self) { try await perform(transcript, Address("a")) { result } }
            }
        }
        #expect(error?.address == Address("a"))
    }

    @Test("an address is performed once")
    func once() throws {
        let error = try Simulation(seed: 0).run { time in
            try await withTranscript(MemoryJournal(), time) { transcript in
                _ = try await perform(transcript, Address("a")) { result }
                return await #expect(throws: RunError.self) { try await perform(transcript, Address("a")) { result } }
            }
        }
        #expect(error?.code == .internal)
    }

    @Test("an answer that was paid for is kept when its branch is cancelled")
    func keptOnCancellation() throws {
        for seed in 0..<seeds {
            let entries = try Simulation(seed: seed).run { time in
                let journal = MemoryJournal()
                try await withTranscript(journal, time) { transcript in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask {
                            _ = try await perform(transcript, Address("a")) {
                                withUnsafeCurrentTask { $0?.cancel() }
                                return result
                            }
                        }
                        try await group.waitForAll()
                    }
                }
                return try await journal.read(run: "run")
            }
            try #require(entries.last?.payload == result)
        }
    }

    @Test("when nothing can be written any more, who waits for a write is told")
    func failingJournal() throws {
        let error = try Simulation(seed: 0).run { time in
            try await withTranscript(FullJournal(), time) { transcript in
                await #expect(throws: JournalError.self) { try await perform(transcript, Address("a")) { result } }
            }
        }
        #expect(error?.description == "the disk is full")
    }

    private func perform(
        _ transcript: Transcript,
        _ address: Address,
        _ action: () async throws -> Entry.Payload
    ) async throws -> Entry.Payload {
        try await transcript.perform(at: address, fingerprint: "f", start: start, action)
    }

    private func withTranscript<Result: Sendable>(
        _ journal: any Journal,
        _ time: SimulatedTime,
        continuing entries: [Entry] = [],
        _ body: (Transcript) async throws -> Result
    ) async throws -> Result {
        let claim = try await journal.create(run: "run")
        let transcript = Transcript(run: "run", journal: journal, time: time, record: Record(entries, rule: .resume))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await transcript.write(claim) }
            defer { transcript.close() }
            return try await body(transcript)
        }
    }
}

/// A journal whose disk is full.
private struct FullJournal: Journal {
    private let memory = MemoryJournal()

    func append(_ entries: [Entry], to claim: RunClaim) async throws { throw JournalError(.full, "the disk is full") }

    func create(run: String, header: RunHeader) async throws -> RunClaim {
        try await memory.create(run: run, header: header)
    }
    func claim(run: String) async throws -> RunClaim { try await memory.claim(run: run) }
    func release(_ claim: RunClaim) async { await memory.release(claim) }
    func read(run: String, numbers: Range<Int>) async throws -> [Entry] {
        try await memory.read(run: run, numbers: numbers)
    }
    func header(of run: String) async throws -> RunHeader { try await memory.header(of: run) }
    func runs(_ filter: RunFilter) async throws -> [RunSummary] { try await memory.runs(filter) }
    func remove(run: String) async throws { try await memory.remove(run: run) }
}
