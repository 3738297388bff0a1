import LoopbackServer
import Testing

@testable import VoleryHTTP

/// Runs a test with a client, which is shut down afterwards.
func withClient<Value>(
    _ configuration: HTTPClient.Configuration = .init(),
    lookUp: @escaping NameResolver.LookUp = NameResolver.system,
    _ body: (HTTPClient) async throws -> Value
) async throws -> Value {
    let client = try HTTPClient(configuration, lookUp: lookUp)
    do {
        let value = try await body(client)
        await client.shutdown()
        return value
    } catch {
        await client.shutdown()
        throw error
    }
}

extension LoopbackServer {
    /// A request to a path here, with deadlines that end a broken test.
    func request(
        _ method: String = "GET",
        _ path: String = "/",
        headers: HTTPHeaders = [:],
        body: [UInt8]? = nil,
        deadlines: Deadlines = Deadlines(connect: .seconds(20), idle: .seconds(20), total: .seconds(40))
    ) throws -> HTTPRequest {
        HTTPRequest(method, try WebURL(url(path)), headers: headers, body: body, deadlines: deadlines)
    }
}

extension HTTPClient {
    /// Sends a request and reads the whole body as text.
    func text(_ request: HTTPRequest) async throws -> String {
        try await perform(request) { String(decoding: try await $0.body.collect(upTo: 64 << 20), as: UTF8.self) }
    }

    /// Sends a request that is to fail, and returns how it does.
    func failure(_ request: HTTPRequest) async -> HTTPError? {
        await #expect(throws: HTTPError.self) {
            try await perform(request) { _ = try await $0.body.collect(upTo: 64 << 20) }
        }
    }
}
