import LoopbackServer
import Testing
import VoleryCore

@testable import VoleryHTTP
@testable import VoleryTools

extension WebReach {
    /// Everything, so that servers of tests can be reached.
    static let everything = WebReach(addresses: .any, ports: nil, idle: .seconds(2), respectsRobots: false)

    /// The same, where sites are asked first.
    static let polite = WebReach(addresses: .any, ports: nil, idle: .seconds(2))
}

/// Runs a test with a client that looks names up in its own way, and is shut down afterwards.
func withClient<Value>(
    lookUp: @escaping NameResolver.LookUp = { _ in .success([IPAddress("127.0.0.1")].compactMap(\.self)) },
    _ body: (HTTPClient) async throws -> Value
) async throws -> Value {
    let client = try HTTPClient(.init(), lookUp: lookUp)
    do {
        let value = try await body(client)
        await client.shutdown()
        return value
    } catch {
        await client.shutdown()
        throw error
    }
}

extension HTTPClient {
    /// Fetches a page as the tool does.
    func fetch(
        _ url: String,
        offset: Int? = nil,
        grant: JSONValue = .null,
        reach: WebReach = .everything
    ) async throws -> ToolOutput {
        var arguments: JSONObject = ["url": .string(url)]
        if let offset { arguments["offset"] = .int(offset) }
        let tool = WebFetch(client: self, grant: try WebGrant(grant), reach: reach)
        return try await tool.call(json: .object(arguments), context: .testing())
    }

    /// Fetches a page that is refused, and returns what the model is told.
    func refusal(_ url: String, grant: JSONValue = .null, reach: WebReach = .everything) async -> String? {
        await #expect(throws: ToolFailure.self) { _ = try await fetch(url, grant: grant, reach: reach) }?.message
    }
}

/// Fetches what a script answers.
func page(
    offset: Int? = nil,
    grant: JSONValue = .null,
    _ script: @escaping LoopbackServer.Script
) async throws -> ToolOutput {
    try await withLoopbackServer(script) { server in
        try await withClient { try await $0.fetch(server.url("/a/b"), offset: offset, grant: grant) }
    }
}
