import Foundation
import Mutations
import Synchronization
import Testing
import VoleryCore
import VoleryTestKit
import VoleryWorkflow

@testable import VoleryRuntime

/// Whole workflows under the seeded executor: models fail and take their time, runs are cancelled at any moment or lose
/// what was written last, and are gone on with from what the journal holds.
@Suite("Runs that are disturbed at random")
struct DisturbedRunTests {
    private static let environment = ProcessInfo.processInfo.environment

    /// The seeds: one that `VOLERY_SEED` gives, all with `VOLERY_LONG`, else some of them.
    private static var seeds: Range<UInt64> {
        if let seed = environment["VOLERY_SEED"].flatMap({ UInt64($0) }) { return seed..<(seed + 1) }
        if environment["VOLERY_LONG"] != nil { return 0..<10_000 }
        let first = UInt64.random(in: 0..<10_000)
        return first..<(first + 200)
    }

    @Test("each comes to the outputs of an undisturbed run, asks for nothing twice and keeps its limits")
    func disturbed() throws {
        let whole = try Trial(seed: 0, isDisturbed: false).run()
        let put = whole.outputs
        let outputs = try #require(put, "\(String(describing: whole.error))")
        let (replies, requests) = (whole.replies, whole.requests)
        var rounds = 0
        let seeds = Self.seeds
        print("simulation: seeds \(seeds)")
        for seed in seeds {
            // Every fourth has a limit that it may hit.
            let limit = seed % 4 == 0 ? 1 + Int(seed / 4 % UInt64(requests + 2)) : nil
            let ending = try Trial(seed: seed, turns: limit, isDisturbed: true).run()
            rounds += ending.rounds
            try #require(ending.repeated.isEmpty, "VOLERY_SEED=\(seed): asked again for \(ending.repeated)")
            try #require(ending.most <= Trial.parallel, "VOLERY_SEED=\(seed): \(ending.most) calls at once")
            try #require(ending.left == 0, "VOLERY_SEED=\(seed): \(ending.left) calls were left")
            try #require(ending.stepsEndedTwice.isEmpty, "VOLERY_SEED=\(seed): \(ending.stepsEndedTwice)")
            if let limit, limit < replies {
                try #require(ending.replies <= limit, "VOLERY_SEED=\(seed)")
                try #require(ending.error?.code == .limit, "VOLERY_SEED=\(seed): \(String(describing: ending.error))")
            } else if limit.map({ $0 >= requests }) ?? true {
                try #require(
                    ending.outputs == outputs,
                    "VOLERY_SEED=\(seed): \(String(describing: ending.error))"
                )
            }
        }
        #expect(seeds.count == 1 || rounds > seeds.count)
    }

    @Test("the same seed is the same run, to the entry")
    func same() throws {
        for seed in 0..<20 as Range<UInt64> {
            let (first, second) = (
                try Trial(seed: seed, isDisturbed: true).run(), try Trial(seed: seed, isDisturbed: true).run()
            )
            let isSame = first.entries == second.entries
            try #require(isSame, "seed \(seed)")
        }
    }
}

/// One run, from its start over all its disturbances to its end.
private struct Trial {
    struct Ending {
        var outputs: JSONObject?
        var error: RunError?
        var entries: [Entry] = []
        /// How often it was started.
        var rounds = 0
        /// Effects that were begun or done though their results were recorded.
        var repeated: Set<Address> = []
        /// The most calls at once.
        var most = 0
        /// Calls that were under way when a run had been left.
        var left = 0
        var replies: Int { entries.count { if case .modelEnded = $0.payload { true } else { false } } }
        var requests: Int {
            replies + entries.count { if case .modelFailed = $0.payload { true } else { false } }
        }
        var stepsEndedTwice: [Address] {
            let ends = entries.compactMap { if case .stepEnded = $0.payload { $0.address } else { nil } }
            return Dictionary(ends.map { ($0, 1) }, uniquingKeysWith: +).filter { $1 > 1 }.map(\.key)
        }
    }

    static let parallel = 3

    let seed: UInt64
    var turns: Int?
    let isDisturbed: Bool

    func run() throws -> Ending {
        var ending = Ending()
        var random = SplitMix(seed: seed)
        let world = World(seed: seed)
        let workflow = try workflow()
        while true {
            ending.rounds += 1
            let isCut = isDisturbed && ending.rounds <= 4 && Bool.random(using: &random)
            let patience: Duration? = isCut ? .milliseconds(.random(in: 0...30_000, using: &random)) : nil
            let round = try Simulation(seed: random.next()).run { [entries = ending.entries] time in
                try await self.round(workflow, entries, world, time, patience)
            }
            let known = ending.entries.filter { $0.fingerprint != nil && $0.payload.isResult }.map(\.address)
            let since = round.entries.dropFirst(ending.entries.count).filter { $0.fingerprint != nil }.map(\.address)
            ending.repeated.formUnion(Set(known).intersection(since))
            ending.left += world.open
            ending.most = world.most
            ending.entries = round.entries
            if let end = round.end {
                (ending.outputs, ending.error) = (end.outputs, end.error)
                return ending
            }
            // What was written last is lost, as with a power cut; what was known before is not.
            let lost = Int.random(in: 0...6, using: &random)
            ending.entries.removeLast(min(lost, max(0, ending.entries.count - max(known.count, 1))))
        }
    }

    private struct Round: Sendable {
        struct End {
            var outputs: JSONObject?
            var error: RunError?
        }

        var entries: [Entry]
        var end: End?
    }

    private func round(
        _ workflow: Workflow,
        _ entries: [Entry],
        _ world: World,
        _ time: SimulatedTime,
        _ patience: Duration?
    ) async throws -> Round {
        let journal = MemoryJournal()
        let models = WorldModels(world: world, time: time)
        var configuration = try simulated(models, time, tools: [Mark(world: world)]).configuration
        configuration.journal = journal
        let runtime = Runtime(configuration)
        var end: Round.End?
        let body: (Run) async throws -> JSONObject? = { run in
            guard let patience else { return try await run.outputs() }
            try await time.sleep(for: patience)
            return nil
        }
        do {
            let outputs: JSONObject?
            if entries.isEmpty {
                outputs = try await runtime.withRun(of: workflow) { try await body($0) }
            } else {
                let claim = try await journal.create(run: "r")
                try await journal.append(entries, to: claim)
                await journal.release(claim)
                outputs = try await runtime.withRun(resuming: "r", of: workflow, inDoubt: .again) { try await body($0) }
            }
            if let outputs { end = Round.End(outputs: outputs) }
        } catch let error as RunError {
            end = Round.End(error: error)
        }
        let id = try #require(try await journal.runs(RunFilter()).first?.run)
        var found = try await journal.read(run: id)
        // A run that had ended by itself before it was left has nothing to go on with.
        if end == nil, case .runEnded(let status, let outputs, let error, _, _)? = found.last?.payload {
            if status != .cancelled { end = Round.End(outputs: outputs?.objectValue, error: error) }
        }
        if case .runStarted? = found.first?.payload {} else { found = [] }
        return Round(entries: found, end: end)
    }

    /// Agents with tools, elements, rounds, a retry, a wait and a caught failure.
    private func workflow() throws -> Workflow {
        let rounds = GroupStep(
            steps: [
                try agentStep("draft", "${{ round }} ${{ coalesce(previous.draft.output, '') }}"),
                Step(id: "pause", kind: .wait(try Template("2s"))),
            ],
            repetition: GroupStep.Repetition(max: 3)
        )
        var each = Step(
            id: "each",
            kind: .agent(AgentStep(agent: "t", prompt: try Template("tools ${{ item }}"))),
            forEach: Step.ForEach(list: try Expression("['p', 'q', 'r', 's', 't']"))
        )
        each.retry = Step.Retry(max: 3)
        var first = try agentStep("first", "Go")
        first.retry = Step.Retry(max: 3)
        var last = try agentStep(
            "last",
            "${{ steps.first.output }} ${{ toJson(steps.each.output) }} ${{ steps.bad.output }}"
        )
        last.retry = Step.Retry(max: 3)
        return Workflow(
            name: "w",
            agents: ["a": Agent(name: "a"), "t": Agent(name: "t", tools: [ToolGrant(tool: "mark")])],
            steps: [
                first, each,
                Step(id: "rounds", kind: .group(rounds)),
                Step(
                    id: "bad",
                    kind: .fail(try Template("no")),
                    needs: ["first"],
                    onError: .value(.template(try Template("${{ error.message }}")))
                ),
                Step(
                    id: "marked",
                    kind: .tool(
                        ToolStep(
                            grant: ToolGrant(tool: "mark"),
                            with: [("text", .template(try Template("${{ item }}")))]
                        )
                    ),
                    needs: ["first"],
                    forEach: Step.ForEach(list: try Expression("['x', 'y']"))
                ),
                last,
            ],
            limits: Limits(turns: turns, parallel: Self.parallel)
        )
    }
}

/// What models and tools do, and what is seen of it.
private final class World: Sendable {
    private struct State {
        var random: SplitMix
        var open = 0
        var most = 0
        var failures: [Address: Int] = [:]
    }

    private let state: Mutex<State>

    init(seed: UInt64) {
        state = Mutex(State(random: SplitMix(seed: ~seed)))
    }

    var open: Int { state.withLock(\.open) }
    var most: Int { state.withLock(\.most) }

    /// Whether a conversation's request fails now: some do, once or twice.
    func fails(_ conversation: Address) -> Bool {
        state.withLock { state in
            let hash = conversation.text.utf8.reduce(5_381 as UInt64) { $0 &* 33 &+ UInt64($1) }
            guard state.failures[conversation, default: 0] < hash % 3 else { return false }
            state.failures[conversation, default: 0] += 1
            return true
        }
    }

    /// Takes a while.
    func work(_ time: any TimeSource) async throws {
        let duration = state.withLock { state -> Duration in
            state.open += 1
            state.most = max(state.most, state.open)
            return .milliseconds(.random(in: 0...3_000, using: &state.random))
        }
        defer { state.withLock { $0.open -= 1 } }
        try await time.sleep(for: duration)
    }
}

/// Models whose words, and failures, follow from what they are asked and where.
private struct WorldModels: ModelProvider, LanguageModel {
    let world: World
    let time: SimulatedTime
    let name = "world"
    let facts = ModelFacts()

    func model(_ reference: String, fallback: [String]) throws -> any LanguageModel { self }

    @concurrent func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        let results = request.messages.compactMap { if case .tool(_, let text) = $0 { text } else { nil } }
        try await world.work(time)
        if !request.address.text.hasPrefix("rounds"), world.fails(request.address) {
            throw ModelError(.unavailable, "down")
        }
        guard case .user(let prompt)? = request.messages.last(where: { if case .user = $0 { true } else { false } })
        else {
            return ModelReply(text: "nothing was asked")
        }
        let usage = Usage(inputTokens: 10, outputTokens: 5)
        if results.isEmpty, prompt.hasPrefix("tools") {
            let calls = (1...2).map {
                ToolCall(id: "c\($0)", name: "mark", arguments: #"{"text": "\#(prompt) \#($0)"}"#)
            }
            return ModelReply(text: "", toolCalls: calls, finish: .toolCalls, usage: usage)
        }
        return ModelReply(text: "<\(prompt) \(results.joined(separator: ", "))>", usage: usage)
    }
}

/// A tool that must not be called again without need.
private struct Mark: Tool {
    let world: World
    let name = "mark"
    let description = "Marks a text."

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        try await world.work(context.time)
        return .text("marked \(arguments["text"]?.stringValue ?? "")")
    }
}
