import Glibc
import LoopbackServer
import Synchronization
import VoleryCore

/// A server for models and for effects, whose answers follow from what it is asked alone, and which keeps a ledger.
///
/// A prompt is a title, a colon and the tools that are to be called, turn by turn: `each 3: note post | post`. The model's
/// replies call them; its last says what they gave.
final class EffectServer: Sendable {
    /// A moment at which a process is killed.
    struct Kill {
        /// The process.
        var process: Int32
        /// How many further requests come before.
        var requests: Int
        /// How many microseconds later.
        var delay: UInt32
        /// Whether the last request is answered before.
        var isAnswered: Bool
    }

    private struct State {
        var asked: [String] = []
        var effects: [String] = []
        var seen: [String: String] = [:]
        var kill: Kill?
        var gate: Gate?
        var padding = 0
        var addition = ""
    }

    private let state = Mutex(State())

    /// The replies that were asked for, by their marks, in order.
    var asked: [String] { state.withLock(\.asked) }
    /// The idempotency keys of the effects that were asked for, in order.
    var effects: [String] { state.withLock(\.effects) }
    /// What models were told of their calls, by the calls' ids.
    var seen: [String: String] { state.withLock(\.seen) }

    /// Kills a process when so many requests have come.
    func arm(_ kill: Kill?) { state.withLock { $0.kill = kill } }

    /// Answers nothing until a gate is open.
    func hold(at gate: Gate?) { state.withLock { $0.gate = gate } }

    /// Makes each text that models say longer by so many bytes that no compression makes short.
    func pad(by count: Int) { state.withLock { $0.padding = count } }

    /// Lets each text that models say end with one.
    func add(_ text: String) { state.withLock { $0.addition = text } }

    /// Answers a request.
    func answer(_ exchange: LoopbackExchange) throws {
        let reply = exchange.request.path == "/effect" ? effect(exchange.request) : try completion(exchange.request)
        let kill = dueKill()
        if let gate = state.withLock(\.gate) { try exchange.wait(for: gate) }
        if let kill, !kill.isAnswered { perform(kill) }
        try exchange.respond(reply.serialized(), headers: ["Content-Type": "application/json"])
        if let kill, kill.isAnswered { perform(kill) }
    }

    private func dueKill() -> Kill? {
        state.withLock { state in
            guard let kill = state.kill else { return nil }
            state.kill?.requests -= 1
            guard kill.requests <= 1 else { return nil }
            state.kill = nil
            return kill
        }
    }

    private func perform(_ kill: Kill) {
        usleep(kill.delay)
        Glibc.kill(kill.process, SIGKILL)
    }

    private func effect(_ request: LoopbackRequest) -> JSONValue {
        state.withLock { $0.effects.append(request["Idempotency-Key"] ?? "no key") }
        let text = (try? JSONValue(parsing: request.text))?["text"]?.stringValue ?? ""
        return ["posted": .string(text)]
    }

    private func completion(_ request: LoopbackRequest) throws -> JSONValue {
        let messages = try JSONValue(parsing: request.text)["messages"]?.arrayValue ?? []
        let prompt = messages.last { $0["role"] == "user" }?["content"]?.stringValue ?? ""
        let results = messages.filter { $0["role"] == "tool" }
        let turn = messages.count { $0["role"] == "assistant" }
        let parts = prompt.split(separator: ":", maxSplits: 1)
        let title = String(parts.first ?? "")
        let turns = parts.count > 1 ? parts[1].split(separator: "|").map { $0.split(separator: " ") } : []
        let tools = turn < turns.count ? turns[turn].map(String.init) : []
        let mark = Self.mark(title, turn: turn + 1)
        let (padding, addition) = state.withLock { state in
            state.asked.append(mark)
            for result in results {
                state.seen[result["tool_call_id"]?.stringValue ?? ""] = result["content"]?.stringValue ?? ""
            }
            return (state.padding, state.addition)
        }
        let said = results.map { $0["content"]?.stringValue ?? "" }.joined(separator: ", ")
        let message: JSONValue =
            !tools.isEmpty
            ? Self.calling(tools, title, mark)
            : ["role": "assistant", "content": .string("\(mark) said \(said)\(noise(padding, title))\(addition)")]
        let choice: JSONValue = [
            "index": 0, "message": message, "finish_reason": tools.isEmpty ? "stop" : "tool_calls",
        ]
        return [
            "id": "c", "object": "chat.completion", "model": "small", "choices": [choice],
            "usage": ["prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15],
        ]
    }

    /// What a reply holds by which it is known again.
    static func mark(_ title: String, turn: Int) -> String { "<\(title)|\(turn)>" }

    private static func calling(_ tools: [String], _ title: String, _ mark: String) -> JSONValue {
        let calls = tools.enumerated().map { index, tool -> JSONValue in
            let arguments: JSONValue = ["text": .string("\(mark) \(index + 1)")]
            return [
                "id": .string("\(mark)\(index + 1)"), "type": "function",
                "function": ["name": .string(tool), "arguments": .string(arguments.serialized())],
            ]
        }
        return ["role": "assistant", "content": "", "tool_calls": .array(calls)]
    }

    private func noise(_ count: Int, _ title: String) -> String {
        guard count > 0 else { return "" }
        var state = title.utf8.reduce(14_695_981_039_346_656_037 as UInt64) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return String(
            decoding: (0..<count).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(33 + (state >> 33) % 90)
            },
            as: UTF8.self
        )
    }
}
