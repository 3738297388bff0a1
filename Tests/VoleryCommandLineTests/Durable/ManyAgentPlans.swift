import Foundation
import Glibc
import LoopbackServer
import Synchronization
import Testing
import Volery

import class LoopbackServer.Gate

/// The plans with many agents at once, inside this process.
extension FaultPlanTests {
    /// A runtime with a model and tools of the test's own, and a workflow in a folder.
    private static func embedded(
        _ program: Program,
        _ model: (any ModelProvider)? = nil,
        tools: [any Tool] = []
    ) async throws -> (Runtime, Workflow) {
        let project = try WorkflowLoader(tools: try Runtime.catalogue(), environment: [:])
            .project(above: program.folder.appending(path: "volery.yaml").path)
        var configuration = try Runtime(project: project, tools: tools).configuration
        if let model { configuration.models = model }
        // So that what is kept of earlier runs does not count.
        configuration.journal = MemoryJournal(capacity: 1)
        let runtime = Runtime(configuration)
        return (runtime, try await runtime.load(program.folder.appending(path: "flow.yaml").path))
    }

    /// Agents that wait for a model, and tools that wait, are cancelled all at once: nothing is left of them.
    func cancelStorm(_ agents: Int, times: Int, _ id: String) async throws {
        var (memory, sockets) = (0, 0)
        for time in 1...times {
            try await storm(agents, "\(id), time \(time)")
            // Memory that is used for the first time settles in the first half.
            if time == max(1, times / 2) { (memory, sockets) = (ProcessSigns.memory(), ProcessSigns.sockets) }
        }
        let most = memory + max(memory / 10, 4 << 20)
        #expect(ProcessSigns.memory() <= most, "\(id): \(ProcessSigns.memory()) bytes, \(memory) at first")
        #expect(ProcessSigns.sockets <= sockets + 2, "\(id): \(ProcessSigns.sockets) sockets, \(sockets) at first")
    }

    /// One storm, with a server of its own, since that keeps all requests.
    private func storm(_ agents: Int, _ what: String) async throws {
        let waiting = Mutex(0)
        let gate = Gate()
        try await withLoopbackServer(
            { exchange in
                waiting.withLock { $0 += 1 }
                defer { waiting.withLock { $0 -= 1 } }
                try exchange.wait(for: gate)
                exchange.cut()
            },
            during: { server in
                let flow = """
                    agents: { worker: { instructions: You work. } }
                    steps:
                      asked: { for_each: "lists.range(\(agents / 2))", agent: worker, prompt: "${{ item }}" }
                      held: { for_each: "lists.range(\(agents / 2))", tool: holding }
                    """
                let program = try Program(["volery.yaml": DisturbedFlow.project(server), "flow.yaml": flow])
                let tool = Holding()
                let (runtime, workflow) = try await Self.embedded(program, tools: [tool])
                var left = ContinuousClock.now
                try await runtime.withRun(of: workflow) { _ in
                    while waiting.withLock({ $0 }) + tool.open.withLock({ $0 }) < agents / 2 * 2 {
                        try await Task.sleep(for: .milliseconds(2))
                    }
                    left = ContinuousClock.now
                }
                // The plan's second, and time for a machine that does other things too.
                #expect(ContinuousClock.now - left < .seconds(5), "\(what)")
                #expect(tool.open.withLock { $0 } == 0, "\(what)")
                gate.open()
                while waiting.withLock({ $0 }) > 0 { try await Task.sleep(for: .milliseconds(2)) }
            }
        )
    }

    /// Agents with a tool call each, all at once: few threads, little memory, and each ends once.
    func manyAgents(_ agents: Int, _ id: String) async throws {
        let flow = """
            agents: { worker: { instructions: You work., tools: [nap] } }
            steps:
              each: { for_each: "lists.range(\(agents))", agent: worker, prompt: "${{ item }}" }
            outputs: { count: "${{ size(steps.each.output) }}" }
            """
        let program = try Program(["volery.yaml": "models: {}", "flow.yaml": flow])
        let (tool, before) = (Nap(), ProcessSigns.threads)
        let (runtime, workflow) = try await Self.embedded(program, NapModel(), tools: [tool])
        let (ends, outputs) = try await runtime.withRun(of: workflow) { run in
            var ends: [Address] = []
            for await case .entry(let entry) in run.events {
                if case .stepEnded = entry.payload { ends.append(entry.address) }
            }
            return (ends, try await run.outputs())
        }
        #expect(outputs == ["count": .int(agents)], "\(id)")
        #expect(ends.count == agents + 1 && Set(ends).count == ends.count, "\(id)")
        let threads = tool.threads.withLock { $0 }
        // Tests before this one may have left threads of their own.
        let most = max(before, sysconf(Int32(_SC_NPROCESSORS_ONLN)) * 4 + 16)
        #expect(threads > 0 && threads <= most, "\(id): \(threads) threads")
        #expect(ProcessSigns.memory("VmHWM") < 2 << 30, "\(id): \(ProcessSigns.memory("VmHWM")) bytes")
    }

    /// Who reads events slowly holds nothing up: all entries come, and words that are left out are marked.
    func slowReader(agents: Int, events: Int, _ id: String) async throws {
        let flow = """
            agents: { worker: { instructions: You work. } }
            steps:
              each: { for_each: "lists.range(\(agents))", agent: worker, prompt: "${{ item }}" }
            """
        let program = try Program(["volery.yaml": "models: {}", "flow.yaml": flow])
        let model = WordModel(words: events)
        let (runtime, workflow) = try await Self.embedded(program, model)
        // Once for what every run needs.
        _ = try await runtime.withRun(of: workflow) { try await $0.outputs() }
        let before = ProcessSigns.memory()
        let (entries, words) = try await runtime.withRun(of: workflow) { run in
            let reader = run.events.makeAsyncIterator()
            let first = await reader.next()
            // It stands still until the run has ended, which the run does not wait for.
            _ = try await run.outputs()
            #expect(ProcessSigns.memory() - before <= 32 << 20, "\(id): \(ProcessSigns.memory() - before) bytes")
            var (entries, words): ([Entry], [Address: String]) = ([], [:])
            var next = first
            while let event = next {
                if case .entry(let entry) = event { entries.append(entry) }
                if case .words(let address, let text) = event { words[address, default: ""] += text }
                next = await reader.next()
            }
            return (entries, words)
        }
        #expect(entries.map(\.number) == Array(1...entries.count), "\(id)")
        #expect(entries.count { if case .modelEnded = $0.payload { true } else { false } } == agents, "\(id)")
        for entry in entries {
            guard case .modelEnded(let reply) = entry.payload else { continue }
            let address = words.keys.first { entry.address.text.hasPrefix("\($0.text).") || $0 == entry.address }
            let seen = try #require(address.flatMap { words[$0] }, "\(id): no words of \(entry.address)")
            #expect(seen == reply.text || seen.contains("… "), "\(id): \(entry.address)")
        }
    }
}

/// Holds on until it is cancelled.
private final class Holding: Tool {
    let name = "holding"
    let description = "Holds on."
    let open = Mutex(0)

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        open.withLock { $0 += 1 }
        defer { open.withLock { $0 -= 1 } }
        try await context.time.sleep(for: .seconds(100_000))
        return .text("let go")
    }
}

/// Takes 50 ms, and looks at this process now and then.
private final class Nap: Tool {
    let name = "nap"
    let description = "Naps."
    let threads = Mutex(0)
    private let calls = Mutex(0)

    func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        try await context.time.sleep(for: .milliseconds(50))
        let call = calls.withLock { count in
            count += 1
            return count
        }
        if call % 100 == 1 {
            let now = ProcessSigns.threads
            threads.withLock { $0 = max($0, now) }
        }
        return .text("napped")
    }
}

/// Calls `nap` once, and says so.
private struct NapModel: ModelProvider, LanguageModel {
    let name = "nap"
    let facts = ModelFacts()

    func model(_ reference: String, fallback: [String]) throws -> any LanguageModel { self }

    @concurrent func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        let hasResult = request.messages.contains { if case .tool = $0 { true } else { false } }
        if hasResult { return ModelReply(text: "done") }
        return ModelReply(
            text: "",
            toolCalls: [ToolCall(id: "c", name: "nap", arguments: "{}")],
            finish: .toolCalls
        )
    }
}

/// Says many words, one at a time.
private struct WordModel: ModelProvider, LanguageModel {
    let name = "words"
    let facts = ModelFacts()
    let words: Int

    func model(_ reference: String, fallback: [String]) throws -> any LanguageModel { self }

    @concurrent func respond(
        to request: ModelRequest,
        onEvent: @escaping @Sendable (ModelEvent) -> Void
    ) async throws -> ModelReply {
        let all = (0..<words).map { "word \($0) " }
        for word in all {
            onEvent(.text(word))
            await Task.yield()
        }
        return ModelReply(text: all.joined())
    }
}
