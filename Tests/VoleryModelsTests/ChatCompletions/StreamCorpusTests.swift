import FoundationEssentials
import Glibc
import LoopbackServer
import Testing
import VoleryCore
import VoleryHTTP

@testable import VoleryModels

@Suite("The corpus of broken event streams")
struct StreamCorpusTests {
    @Test(
        "ends each as its manifest says",
        .enabled(if: SharedData.corpus("sse/cases.json") != nil, "the corpus isn't here"),
        .timeLimit(.minutes(1))
    )
    func corpus() async throws {
        let data = try #require(SharedData.corpus("sse/cases.json"))
        let cases = try #require(JSONValue(parsing: data)["cases"]?.arrayValue)
        let verdicts = await withTaskGroup(of: (String, String?).self) { group in
            for item in cases {
                group.addTask { (item["id"]?.stringValue ?? "", await StreamCase(item).fault()) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let failing = verdicts.keys.sorted()
        let shown = failing.map { "\n  \($0): \(verdicts[$0] ?? "")" }.joined()
        print("corpus sse: \(cases.count - failing.count) of \(cases.count)\(shown)")
        #expect(failing.isEmpty)
    }
}

/// One case: what the server sends, and how the answer is to end.
private struct StreamCase: Sendable {
    /// Where a case's note leaves a choice: the calls that come of it in place of an error.
    ///
    /// Calls that share an id are kept and told apart by ids of their own, so that no two results go under one; an index
    /// is only a name for a call, so -1 is one call.
    private static let choices: [String: [ToolCall]] = [
        "sse-s-037": [
            ToolCall(id: "call_1", name: "a", arguments: "{}"), ToolCall(id: "call_1_2", name: "b", arguments: "{}"),
        ],
        "sse-s-039": [ToolCall(id: "call_1", name: "a", arguments: "{}")],
    ]

    let item: JSONValue

    init(_ item: JSONValue) {
        self.item = item
    }

    /// What is wrong with how the case ends; nothing if all is well.
    func fault() async -> String? {
        do {
            return try await withModel(
                play,
                deadlines: Deadlines(connect: .seconds(2), idle: .seconds(2))
            ) { model, _ in
                do {
                    return fault(of: try await model.respond(to: .hello(timeLimit: .seconds(20))) { _ in })
                } catch let error as ModelError {
                    return fault(of: error)
                }
            }
        } catch {
            return "\(error)"
        }
    }

    // MARK: The server

    private func play(_ exchange: LoopbackExchange) throws {
        let pieces = item["chunks"]?.arrayValue ?? []
        let isSilent = pieces.isEmpty && item["generate"] == nil && item["end"] == "hang"
        if !isSilent {
            let type = item["headers"]?["Content-Type"]?.stringValue ?? "text/event-stream"
            let wait = item["headers"]?["Retry-After"]?.stringValue
            let status = item["status"]?.intValue ?? 200
            try exchange.begin(
                status: status,
                headers: wait.map { ["Content-Type": type, "Retry-After": $0] } ?? ["Content-Type": type]
            )
            for piece in pieces { try send(bytes(of: piece), exchange) }
            for piece in item["generate"]?.arrayValue ?? [] { try generate(piece, exchange) }
        }
        switch item["end"]?.stringValue {
        case "cut": exchange.cut()
        case "reset": exchange.reset()
        case "hang": try exchange.hang()
        default: try exchange.finish()
        }
    }

    private func send(_ bytes: [UInt8], _ exchange: LoopbackExchange) throws {
        guard item["split"] == "bytes" else { return try exchange.send(bytes: bytes) }
        for byte in bytes { try exchange.send(bytes: [byte]) }
    }

    private func generate(_ piece: JSONValue, _ exchange: LoopbackExchange) throws {
        guard let text = piece["repeat"]?.stringValue else { return try exchange.send(bytes: bytes(of: piece)) }
        let pause = item["pause_ms"]?.intValue ?? 0
        let bytes = Array((pause > 0 ? text : String(repeating: text, count: max(1, 16_384 / text.utf8.count))).utf8)
        // Until the client goes away, which ends the script with an error.
        while true {
            try exchange.send(bytes: bytes)
            if pause > 0 { usleep(UInt32(pause) * 1_000) }
        }
    }

    private func bytes(of piece: JSONValue) -> [UInt8] {
        if let text = piece.stringValue { return Array(text.utf8) }
        return piece["base64"]?.stringValue.flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? []
    }

    // MARK: The verdict

    private var expected: JSONValue { item["expect"] ?? nil }

    private func fault(of reply: ModelReply) -> String? {
        if expected["outcome"] == "either" { return reply.toolCalls.count == 1 ? nil : "\(reply)" }
        if let calls = Self.choices[item["id"]?.stringValue ?? ""] {
            return reply.toolCalls == calls ? nil : "\(reply)"
        }
        guard expected["outcome"] == "complete" else { return "a reply: \(reply)" }
        if let text = expected["text"], text != .string(reply.text) { return "the text is \(reply.text)" }
        if let calls = expected["tool_calls"], calls != .array(reply.toolCalls.map(\.asInCorpus)) {
            return "the calls are \(reply.toolCalls)"
        }
        let finishes: [String: ModelReply.FinishReason] = [
            "stop": .stop, "tool_calls": .toolCalls, "length": .length, "content_filter": .refused,
        ]
        if reply.finish != expected["finish_reason"]?.stringValue.flatMap({ finishes[$0] }) {
            return "it finished by \(reply.finish)"
        }
        if let usage = expected["usage"],
            usage != [
                "prompt_tokens": .int(reply.usage.inputTokens), "completion_tokens": .int(reply.usage.outputTokens),
            ]
        {
            return "the usage is \(reply.usage)"
        }
        return nil
    }

    private func fault(of error: ModelError) -> String? {
        if expected["outcome"] == "either" { return nil }
        guard expected["outcome"] == "error" else { return "an error: \(error)" }
        if expected["retryable"] != .bool(error.isRetryable) { return "retryable: \(error.isRetryable); \(error)" }
        let kinds: [String: [ModelError.Kind]] = [
            "truncated": [.malformedAnswer], "bad-event": [.malformedAnswer], "transport": [.malformedAnswer],
            "idle-timeout": [.timeout], "no-progress-timeout": [.timeout], "line-limit": [.malformedAnswer],
            "server": [.unavailable], "server-or-content-type": [.invalidRequest], "content-type": [.malformedAnswer],
            "rate-limit": [.unavailable], "auth": [.authentication],
        ]
        let reason = expected["reason"]?.stringValue ?? ""
        if let kinds = kinds[reason], !kinds.contains(error.kind) { return "\(error.kind), not \(reason): \(error)" }
        if let words = expected["message_contains"]?.stringValue, !error.message.contains(words) {
            return error.message
        }
        if let wait = expected["retry_after_ms"]?.intValue, error.retryAfter != .milliseconds(wait) {
            return "retry after \(String(describing: error.retryAfter))"
        }
        return nil
    }
}

extension ToolCall {
    fileprivate var asInCorpus: JSONValue {
        ["id": .string(id), "name": .string(name), "arguments": .string(arguments)]
    }
}
