import Glibc
import Volery

/// What it costs that runs are kept: the journal's share of the processor's time of a conversation, against the same in
/// memory in turn; and how long it takes to go on with a long run.
struct DurableBench {
    let project: Project
    let arguments: [String: Int]
    private let folder = "durable-bench-\(getpid())"

    /// A conversation with a model server: 20 turns of one call of a tool that does nothing.
    func share() async throws {
        mkdir(folder, 0o700)
        defer { rmdir(folder) }
        let path = "\(folder)/runs.db"
        let journal = try SQLiteJournal(path: path, time: SystemTime())
        let kept = try Workloads(runtime: runtime(journal), arguments: arguments)
        let plain = try Workloads(runtime: runtime(MemoryJournal()), arguments: arguments)
        let (count, rounds) = (arguments["reps"] ?? 10, arguments["rounds"] ?? 5)
        var shares: [Double] = []
        for round in 1...rounds {
            let memory = try await processorTime(plain, count)
            let disk = try await processorTime(kept, count)
            shares.append((disk - memory) / disk)
            print("round \(round): kept \(disk / Double(count)) s a run, in memory \(memory / Double(count)) s")
        }
        await journal.close()
        remove(path)
        print("median share of the journal: \(shares.sorted()[rounds / 2])")
    }

    /// A run that waits for a person behind some thousand calls is gone on with, until it waits again.
    func resume() async throws {
        mkdir(folder, 0o700)
        defer { rmdir(folder) }
        let (path, wanted) = ("\(folder)/runs.db", arguments["n"] ?? 10_000)
        let workflow = try Self.waiting(behind: wanted / 4)
        var journal = try SQLiteJournal(path: path, time: SystemTime())
        do {
            _ = try await runtime(journal).withRun(of: workflow) { try await $0.outputs() }
        } catch is RunSuspended {}
        let run = try await journal.runs(RunFilter())[0]
        await journal.close()
        var laps: [Lap] = []
        for _ in 0..<(arguments["rounds"] ?? 5) {
            let lap = try await Lap.measuring {
                journal = try SQLiteJournal(path: path, time: SystemTime())
                do {
                    _ = try await runtime(journal).withRun(resuming: run.run, of: workflow) { try await $0.outputs() }
                } catch is RunSuspended {}
            }
            await journal.close()
            laps.append(lap)
        }
        remove(path)
        let middle = laps.count / 2
        let (wall, processor) = (laps.map(\.wall).sorted()[middle], laps.map(\.processor).sorted()[middle])
        print(
            "resuming a run of \(run.entries) entries: median \(wall * 1_000) ms, \(processor * 1_000) ms of processor"
        )
    }

    private func runtime(_ journal: any Journal) throws -> Runtime {
        try Runtime(project: project, tools: [Noop()], journal: journal)
    }

    private func processorTime(_ workloads: Workloads, _ count: Int) async throws -> Double {
        var arguments = arguments
        arguments["reps"] = count
        let laps = try await Workloads(runtime: workloads.runtime, arguments: arguments).laps("loop") ?? []
        return laps.map(\.processor).reduce(0, +)
    }

    /// So many calls, each with four entries, and a question to a person.
    private static func waiting(behind calls: Int) throws -> Workflow {
        let call = Step(
            id: "each",
            kind: .tool(ToolStep(grant: ToolGrant(tool: "noop"), with: [])),
            forEach: Step.ForEach(list: try Expression("lists.range(\(calls))"), maxParallel: 64)
        )
        let ask = AskStep(text: try Template("Go on behind ${{ size(steps.each.output) }} calls?"))
        return Workflow(name: "waiting", steps: [call, Step(id: "ask", kind: .ask(ask))])
    }
}
