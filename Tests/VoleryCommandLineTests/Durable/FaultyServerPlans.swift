import Foundation
import LoopbackServer
import Mutations
import Synchronization
import Testing
import Volery
import VoleryHTTP

@testable import VoleryCommandLine

/// The plans in which the model's server fails.
extension FaultPlanTests {
    /// Agents of five turns each, whose steps are tried again where a model is not.
    private static func fiveTurns(_ agents: Int, _ server: LoopbackServer) -> String {
        """
        \(DisturbedFlow.tools(server))
        agents:
          worker: { instructions: You work., tools: [post] }
        steps:
          each:
            for_each: "lists.range(\(agents))"
            agent: worker
            prompt: "each ${{ item }}: post | post | post | post"
            retry: { max: 8, backoff: [2s, 4s] }
        outputs: { all: "${{ steps.each.output }}" }
        """
    }

    /// A server that refuses, breaks off, hangs and is slow: the run finishes, and nobody is asked too often or too early.
    func faultyServer(_ agents: Int, _ faults: JSONValue, seed: Int, _ id: String) async throws {
        let (effects, weather) = (EffectServer(), Weather(faults, seed: UInt64(seed)))
        try await withLoopbackServer(
            { exchange in try weather.answer(exchange) { try effects.answer($0) } },
            during: { server in
                let program = try Program([
                    "volery.yaml": DisturbedFlow.project(server), "flow.yaml": Self.fiveTurns(agents, server),
                ])
                let calm = try await Self.patientRun(in: program)
                weather.begin()
                let (asked, disturbed) = (server.requests.count, try await Self.patientRun(in: program))
                try #require(disturbed.outputs == calm.outputs, "\(id)")
                let ends = disturbed.entries.compactMap { if case .stepEnded = $0.payload { $0.address } else { nil } }
                #expect(ends.count == agents + 1 && Set(ends).count == ends.count, "\(id)")
                let calls = server.requests[asked...].count { $0.path != "/effect" }
                #expect(calls <= agents * 5 * 4, "\(id): \(calls) requests")
                #expect(weather.faults > 0, "\(id)")
                #expect(weather.early == 0, "\(id): asked again before the server's time")
                var waits: Set<Double> = []
                for case .modelRetried(let attempt, let error, let seconds) in disturbed.entries.map(\.payload) {
                    guard error.status != 429 else { continue }
                    let longest = min(8, 0.5 * Double(1 << (attempt - 2)))
                    #expect(
                        seconds <= longest && seconds >= longest * 0.74,
                        "\(id): attempt \(attempt) after \(seconds) s"
                    )
                    waits.insert(seconds)
                }
                #expect(waits.count > 1, "\(id): waits have no jitter")
            }
        )
    }

    /// Runs the workflow of a folder with models that may be silent for but 3 s.
    private static func patientRun(in program: Program) async throws -> (outputs: JSONObject, entries: [Entry]) {
        let project = try WorkflowLoader(tools: try Runtime.catalogue(), environment: [:])
            .project(above: program.folder.appending(path: "volery.yaml").path)
        let journal = MemoryJournal()
        var configuration = try Runtime(project: project, journal: journal).configuration
        var registry = try #require(configuration.models as? ModelRegistry)
        registry.deadlines = Deadlines(connect: .seconds(10), idle: .seconds(3))
        configuration.models = registry
        let runtime = Runtime(configuration)
        let workflow = try await runtime.load(program.folder.appending(path: "flow.yaml").path)
        return try await runtime.withRun(of: workflow) { run in
            let outputs = try await run.outputs()
            return (outputs, try await journal.read(run: run.id))
        }
    }

    /// The plan's seconds of CPU, more in a build for debugging; one that is busy uses all there are.
    private static var mostCPU: Double {
        #if DEBUG
        8
        #else
        2
        #endif
    }

    /// A server that is not there for a while: the run waits without being busy, and finishes when it is back.
    func serverIsDown(for seconds: UInt32, agents: Int, _ id: String) async throws {
        let effects = EffectServer()
        // Nobody else is likely to take the port in the meantime; if so, the run fails and says so.
        let port = try await withLoopbackServer({ _ in }, during: { $0.port })
        let flow = """
            agents: { worker: { instructions: You work. } }
            steps:
              each:
                for_each: "lists.range(\(agents))"
                agent: worker
                prompt: "each ${{ item }}:"
                retry: { max: 20, backoff: [500ms, 8s] }
            outputs: { all: "${{ steps.each.output }}" }
            """
        let project = """
            providers: { lab: { kind: openai, endpoint: "http://127.0.0.1:\(port)/v1" } }
            models: { default: lab/small }
            """
        let run = DisturbedProgram(try Program(["volery.yaml": project, "flow.yaml": flow]), effects)
        let process = run.program.process(["run", "flow.yaml"])
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let end = ContinuousClock.now + .seconds(Int(seconds))
        while ContinuousClock.now < end { usleep(50_000) }
        #expect(process.isRunning, "\(id)")
        let spent = ProcessSigns.secondsOfCPU(of: process.processIdentifier)
        try #require(spent != nil && spent ?? 99 < Self.mostCPU, "\(id): \(spent ?? -1) s of CPU while it was down")
        try await withLoopbackServer(at: port, { try effects.answer($0) }, during: { _ in process.waitUntilExit() })
        #expect(process.terminationStatus == 0, "\(id)")
        try await run.look()
        #expect(run.outputs?["all"]?.arrayValue?.count == agents, "\(id)")
    }
}

/// How a server fails: at random, but the same for the same request and seed.
private final class Weather: Sendable {
    private struct State {
        var isOn = false
        var attempts: [String: UInt64] = [:]
        var notBefore: [String: ContinuousClock.Instant] = [:]
        var early = 0
        var faults = 0
    }

    private let chances: [(name: String, chance: Double)]
    private let seed: UInt64
    private let state = Mutex(State())

    /// `faults` has the chance of each, by its name.
    init(_ faults: JSONValue, seed: UInt64) {
        chances = (faults.objectValue ?? [:]).map { ($0, $1.doubleValue ?? 0) }
        self.seed = seed
    }

    var early: Int { state.withLock(\.early) }
    var faults: Int { state.withLock(\.faults) }

    func begin() { state.withLock { $0.isOn = true } }

    func answer(_ exchange: LoopbackExchange, _ answer: (LoopbackExchange) throws -> Void) throws {
        guard exchange.request.path != "/effect", let fault = fault(of: exchange.request.text) else {
            return try answer(exchange)
        }
        switch fault {
        case "429": try exchange.respond("{}", status: 429, headers: ["Retry-After": "1"])
        case "500": try exchange.respond("{}", status: 500)
        case "cut":
            try exchange.beginEvents()
            try exchange.sendEvent(#"{"choices": [{"index": 0, "delta": {"role": "assistant"}}]}"#)
            exchange.cut()
        case "hang": try exchange.hang()
        default:
            usleep(200_000)
            try answer(exchange)
        }
    }

    private func fault(of request: String) -> String? {
        state.withLock { state in
            guard state.isOn else { return nil }
            if let time = state.notBefore[request], ContinuousClock.now < time { state.early += 1 }
            let attempt = state.attempts[request, default: 0]
            state.attempts[request] = attempt + 1
            let hash = request.utf8.reduce(14_695_981_039_346_656_037 as UInt64) {
                ($0 ^ UInt64($1)) &* 1_099_511_628_211
            }
            var random = SplitMix(seed: hash &+ seed &+ attempt &* 7_919)
            var left = Double.random(in: 0..<1, using: &random)
            for (name, chance) in chances {
                left -= chance
                guard left < 0 else { continue }
                state.faults += 1
                state.notBefore[request] = name == "429" ? ContinuousClock.now + .seconds(1) : nil
                return name
            }
            return nil
        }
    }
}
