import Foundation
import Testing
import VoleryCore
import VoleryRuntime

@testable import VoleryCommandLine

@Suite("Looking at runs")
struct LookingTests {
    private static let workflow = """
        steps:
          hostile: { value: "x\\u001b[2J" }
          each: { for_each: "[1, 2, 3]", value: "${{ item }}" }
          polish:
            repeat: { max: 2, until: "false" }
            steps:
              draft: { value: d }
          read: { tool: read_file, with: { path: note.md } }
          sign: { ask: "Ship it?" }
        outputs: { a: "${{ steps.hostile.output }}", b: "${{ steps.each.output }}", c: "${{ steps.polish.output }}" }
        """

    /// A project with a run that waits for an answer, and the run's id.
    private func suspended() throws -> (program: Program, run: String) {
        let program = try Program(["ship.yaml": Self.workflow, "note.md": "Swifts sleep on the wing.\n"])
        #expect(try program.run("run", "ship.yaml").status == 5)
        let list = try json(program.run("runs", "--output", "json"))
        return (program, try #require(list["runs"]?[0]?["run"]?.stringValue))
    }

    private func json(_ outcome: Program.Outcome) throws -> JSONValue {
        #expect(outcome.status == 0)
        return try JSONValue(parsing: outcome.output)
    }

    @Test("a list has a line for each run, with what a suspended one waits for")
    func list() throws {
        let (program, run) = try suspended()
        let lines = try program.run("runs").output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[1].hasPrefix("\(run)  suspended  ship "))
        #expect(lines[1].hasSuffix("  waits for an answer at sign: Ship it?"))
        let item = try json(program.run("runs", "--output", "json"))["runs"]?[0]
        #expect(item?["state"] == "suspended")
        #expect(item?["waits"]?[0]?["at"] == "sign")
    }

    @Test(
        "a list can be narrowed",
        arguments: [
            (["--state", "suspended"], 1), (["--state", "failed"], 0),
            (["--state", "failed", "--state", "suspended"], 1),
            (["--workflow", "ship"], 1), (["--workflow", "other"], 0), (["--since", "1h"], 1),
            (["--since", "2000-01-01"], 1), (["--until", "1h"], 0), (["--since", "1h", "--until", "0s"], 1),
            (["--since", "2400-01-01T10:00Z"], 0),
        ]
    )
    func narrowed(_ arguments: [String], _ count: Int) throws {
        let program = try suspended().program
        let list = try json(program.run(["runs", "--output", "json"] + arguments))
        guard case .array(let runs)? = list["runs"] else { throw Missing() }
        #expect(runs.count == count)
    }

    private struct Missing: Error {}

    @Test(
        "what can't be meant is told, with the status 2",
        arguments: [
            ["runs", "--since", "2026-02-31"], ["runs", "--since", "soon"], ["runs", "--state", "flying"],
            ["runs", "--limit", "0"], ["runs", "--since", "1h", "--until", "2h"], ["show", "zzzz"], ["show"],
        ]
    )
    func wrong(_ arguments: [String]) throws {
        let outcome = try suspended().program.run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output == "")
        #expect(!outcome.errors.isEmpty)
    }

    @Test("where nothing was kept yet, that is said and no file is made")
    func nothing() throws {
        let program = try Program([:])
        let list = try program.run("runs", "--output", "json")
        #expect(list.errors.contains("there are no runs here yet"))
        #expect(try json(list) == ["v": 1, "runs": [], "more": false])
        let shown = try program.run("show", "abc")
        #expect(shown.status == 1)
        #expect(shown.errors.contains("there are no runs here yet"))
        #expect(program.names(in: ".volery") == [])
    }

    @Test("a run is shown as a tree: elements, rounds and what is in them")
    func tree() throws {
        let (program, run) = try suspended()
        let outcome = try program.run("show", String(run.dropLast()))
        #expect(outcome.status == 0)
        for part in ["\n  ✓ each[2]  ", "\n  ✓ polish#2  ", "\n    ✓ polish#2.draft  ", "\nsuspended after "] {
            #expect(outcome.output.contains(part))
        }
        let parts = try json(program.run("show", run, "--output", "json"))["parts"]
        guard case .array(let list)? = parts else { throw Missing() }
        #expect(list.first { $0["at"] == "polish#2.draft" }?["in"] == "polish#2")
        #expect(list.first { $0["at"] == "each[1]" }?["part"] == "element")
    }

    @Test("at an address all that was said and done is shown, and nothing drives the terminal")
    func part() throws {
        let (program, run) = try suspended()
        #expect(try program.run("show", run, "read").output.contains("\n  Swifts sleep on the wing.\n"))
        #expect(try program.run("show", run, "sign").output.contains("Ship it?"))
        let hostile = try program.run("show", run, "hostile").output
        #expect(hostile.contains(#"x\x1b[2J"#))
        #expect(!hostile.contains("\u{1B}"))
        let missing = try program.run("show", run, "raed")
        #expect(missing.status == 2)
        #expect(missing.errors.contains("did you mean `read`?"))
    }

    @Test("a run that goes on after a failure waits for what it asked before; one that has ended waits for nothing")
    func waits() throws {
        func entry(_ number: Int, _ address: String, _ payload: Entry.Payload, _ fingerprint: String? = nil) -> Entry {
            Entry(number: number, time: 0, address: Address(address), fingerprint: fingerprint, payload: payload)
        }
        let question = Question(at: Address("name"), .answer(text: "Who?", schema: nil, draft: nil))
        let failed = Entry.Payload.runEnded(status: .failed, outputs: nil, error: nil, usage: Usage(), seconds: 0)
        var summary = VoleryRuntime.RunSummary(run: "r")
        summary.state = .failed
        var recorded = RecordedRun(summary: summary)
        recorded.entries = [entry(1, "name", .questionAsked(question: question), "f"), entry(2, "", failed)]
        #expect(recorded.waits == [])
        #expect(throws: UsageError.self) { try recorded.openQuestion(at: Address("name")) }
        recorded.entries += [entry(3, "", .runResumed), entry(4, "", .runSuspended(until: nil))]
        #expect(try recorded.openQuestion(at: Address("name")) == question)
    }

    @Test("a run that is not there is told with the one that may be meant")
    func nearest() throws {
        let (program, run) = try suspended()
        for command in [["show"], ["events"], ["resume"], ["replay"], ["prune"], ["diff", run]] {
            let near = try program.run(command + [String(run.dropLast() + "_")])
            #expect(near.status == 2)
            #expect(near.errors.contains("did you mean `\(run)`?"), "\(command)")
        }
        #expect(try program.run("show", "nothing").errors.contains("`volery runs` lists those that there are"))
    }

    @Test("a damaged run is listed as that, hides no other, and is forgotten when it is named")
    func damagedRow() throws {
        let program = try Program([
            "one.yaml": "steps:\n  a: { value: 1 }\n", "two.yaml": "steps:\n  a: { value: 2 }\n",
        ])
        for file in ["one.yaml", "two.yaml"] { #expect(try program.run("run", file).status == 0) }
        let store = program.folder.appending(path: ".volery/runs.db")
        let name = Data(#""workflow":"two""#.utf8)
        var bytes = try Data(contentsOf: store)
        var count = 0
        while let found = bytes.firstRange(of: name) {
            bytes[found.upperBound - 2] = UInt8(ascii: "x")
            count += 1
        }
        try #require(count > 0)
        try bytes.write(to: store)

        let list = try program.run("runs", "--output", "json")
        let runs = try #require(try json(list)["runs"]?.arrayValue)
        #expect(runs.map { $0["state"] } == ["damaged", "completed"])
        #expect(runs[0]["damage"]?.stringValue?.contains("in its row 2, is damaged") == true)
        let id = try #require(runs[0]["run"]?.stringValue)
        #expect(list.errors.contains("what the journal says of run `\(id)`, in its row 2, is damaged"))
        #expect(try program.run("runs").output.contains("\(id)  damaged"))
        #expect(try program.run("show", id).output.contains("two, damaged"))
        let usage = try program.run("usage")
        #expect(usage.status == 0)
        #expect(usage.errors.contains("what it used is left out"))
        #expect(try program.run("prune", "--older-than", "0s").output == "\(runs[1]["run"]?.stringValue ?? "")\n")
        #expect(try program.run("prune", id).output == "\(id)\n")
        #expect(try json(program.run("runs", "--output", "json"))["runs"] == [])
    }

    @Test("shells are offered the ids of runs")
    func completions() throws {
        let (program, run) = try suspended()
        let outcome = try program.run("---completion", "show", "--", "positional@0", "0", "0", String(run.prefix(3)))
        #expect(outcome.output == "\(run)\n")
    }

    @Test("a conversation is told in the same order whichever of its calls was faster")
    func order() throws {
        var told: Set<[String]> = []
        for seed in 0..<20 as Range<UInt64> {
            let report = try PartReport(recorded(try Recording.simulate(seed: seed)), at: Address("research[0]"))
            told.insert(report.entries.map { "\($0.address) \($0.payload.isStart)" })
        }
        #expect(told.count == 1)
        let entries = try PartReport(recorded(try Recording.events()), at: Address("research[0]")).entries
        let calls = entries.map(\.address.text).filter { $0.contains("call") }
        #expect(calls == ["call1", "call1", "call2", "call2"].map { "research[0].turn1.\($0)" })
    }

    @Test("a sub-agent is a part of its own, with its own conversation")
    func delegate() throws {
        let recorded = recorded(try Recording.events())
        let address = Address("research[1].turn1.call1")
        #expect(RunTree(recorded.view).addresses(from: Address("research[1]")).contains(address))
        let own = try PartReport(recorded, at: address).entries.map(\.address.text)
        #expect(own.contains("research[1].turn1.call1.turn2"))
        let outer = try PartReport(recorded, at: Address("research[1]")).entries.map(\.address.text)
        #expect(!outer.contains("research[1].turn1.call1.turn2"))
    }

    private func recorded(_ events: [RunEvent]) -> RecordedRun {
        let entries = events.compactMap { event -> Entry? in if case .entry(let entry) = event { entry } else { nil } }
        var summary = VoleryRuntime.RunSummary(run: "r")
        (summary.state, summary.entries) = (.completed, entries.count)
        return RecordedRun(summary: summary, entries: entries)
    }

    @Test(
        "what is damaged is told by its number, and the rest is read",
        arguments: [[3..<4], [1..<2], [5..<9, 30..<41]]
    )
    func damaged(_ lost: [Range<Int>]) async throws {
        let journal = DamagedJournal(lost: lost)
        let claim = try await journal.create(run: "r")
        let payload = Entry.Payload.waitEnded
        let entries = (1...40).map { Entry(number: $0, time: 0, address: .run, payload: payload) }
        try await journal.append(entries, to: claim)
        let store = RunStore(path: "", folder: "", journal: journal) { _ in 0 }
        let recorded = try await store.recorded("r")
        #expect(recorded.faults.map(\.entry) == lost.map(\.lowerBound))
        #expect(recorded.entries.map(\.number) == (1...40).filter { number in !lost.contains { $0.contains(number) } })
    }
}

extension Entry.Payload {
    fileprivate var isStart: Bool {
        if case .toolStarted = self { true } else { false }
    }
}

/// A journal of which some blocks are damaged: in each, nothing can be read from the first entry on.
private struct DamagedJournal: Journal {
    let whole = MemoryJournal()
    let lost: [Range<Int>]

    func create(run: String, header: RunHeader) async throws -> RunClaim {
        try await whole.create(run: run, header: header)
    }
    func claim(run: String) async throws -> RunClaim { try await whole.claim(run: run) }
    func append(_ entries: [Entry], to claim: RunClaim) async throws { try await whole.append(entries, to: claim) }
    func release(_ claim: RunClaim) async { await whole.release(claim) }
    func header(of run: String) async throws -> RunHeader { try await whole.header(of: run) }
    func runs(_ filter: RunFilter) async throws -> [VoleryRuntime.RunSummary] { try await whole.runs(filter) }
    func remove(run: String) async throws { try await whole.remove(run: run) }

    func read(run: String, numbers: Range<Int>) async throws -> [Entry] {
        if let block = lost.first(where: { $0.overlaps(numbers) }) {
            throw JournalError(.damaged, "entry \(block.lowerBound) is damaged", entry: block.lowerBound)
        }
        return try await whole.read(run: run, numbers: numbers)
    }
}
