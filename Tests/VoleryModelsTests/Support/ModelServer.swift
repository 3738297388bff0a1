import LoopbackServer
import Synchronization
import VoleryCore
import VoleryHTTP

@testable import VoleryModels

/// Runs a test with a model behind a scripted server.
func withModel<Value>(
    _ script: @escaping LoopbackServer.Script,
    dialect: ChatDialect = .compatible,
    key: APIKey? = nil,
    deadlines: Deadlines = Deadlines(connect: .seconds(20), idle: .seconds(20)),
    _ body: (ChatModel, LoopbackServer) async throws -> Value
) async throws -> Value {
    try await withLoopbackServer(script) { server in
        let client = try HTTPClient()
        let endpoint = try ModelEndpoint(provider: "lab", base: server.url("/v1"), dialect: dialect, key: key)
        let model = ChatModel(
            "small",
            at: endpoint,
            facts: ModelFacts(),
            client: client,
            time: InstantTime(),
            deadlines: deadlines
        )
        do {
            let value = try await body(model, server)
            await client.shutdown()
            return value
        } catch {
            await client.shutdown()
            throw error
        }
    }
}

extension ModelRequest {
    /// A request with one word of a user.
    static func hello(timeLimit: Duration = .seconds(40)) -> ModelRequest {
        ModelRequest(
            address: Address("hello"),
            agent: "greeter",
            messages: [.user("Hello?")],
            timeLimit: timeLimit
        )
    }
}

/// Keeps what is seen of an answer while it comes.
final class Watch: Sendable {
    private let seen = Mutex<[ModelEvent]>([])

    var events: [ModelEvent] { seen.withLock(\.self) }
    /// The words seen, joined.
    var text: String {
        events.map { if case .text(let words) = $0 { words } else { "" } }.joined()
    }

    func callAsFunction(_ event: ModelEvent) {
        seen.withLock { $0.append(event) }
    }
}

/// What a model server streams.
enum Stream {
    /// An event of a chunk with one choice.
    static func chunk(_ delta: JSONValue, finish: String? = nil) -> String {
        let choice: JSONValue = ["index": 0, "delta": delta, "finish_reason": finish.map(JSONValue.string) ?? nil]
        return event(["id": "c1", "object": "chat.completion.chunk", "model": "small-1", "choices": [choice]])
    }

    /// An event of some data.
    static func event(_ data: JSONValue) -> String { "data: \(data.serialized())\n\n" }

    static let done = "data: [DONE]\n\n"
    static let headers: KeyValuePairs = ["Content-Type": "text/event-stream"]
}

extension LoopbackExchange {
    /// Streams events and ends well.
    func stream(_ events: String...) throws {
        try begin(headers: Stream.headers)
        for event in events { try send(event) }
        try finish()
    }
}

extension ToolDefinition {
    /// A tool that tells the weather in a city.
    static let weather = ToolDefinition(
        name: "weather",
        description: "Tells the weather.",
        parameters: schema([
            "type": "object", "properties": ["city": ["type": "string"]], "required": ["city"],
            "additionalProperties": false,
        ])
    )

    private static func schema(_ value: JSONValue) -> JSONSchema { (try? JSONSchema(value)) ?? .any }
}
