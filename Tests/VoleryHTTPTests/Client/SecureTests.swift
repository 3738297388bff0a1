import LoopbackServer
import Testing

@testable import VoleryHTTP

@Suite(
    "TLS and HTTP/2",
    .enabled(if: SecureServer.isAvailable, "needs nginx and openssl"),
    .timeLimit(.minutes(1))
)
struct SecureTests {
    @Test("A certificate that nobody trusts is refused, and the error says so")
    func untrusted() async throws {
        try await SecureServer.with { server in
            try await withClient { client in
                let error = await client.failure(HTTPRequest("GET", try WebURL(server.url), usesProxy: false))
                #expect(error?.code == .tlsFailed)
                #expect(error?.detail?.contains("certificate") == true)
                #expect(error?.isTransient == false)
            }
        }
    }

    @Test("A certificate for another name is refused")
    func otherName() async throws {
        try await SecureServer.with { server in
            try await withClient(.init(certificateAuthorities: server.certificate)) { client in
                let url = server.url.replacing("127.0.0.1", with: "localhost")
                let error = await client.failure(HTTPRequest("GET", try WebURL(url), usesProxy: false))
                #expect(error?.code == .tlsFailed)
            }
        }
    }

    @Test("Many requests at once share one connection over HTTP/2, and each has its own over HTTP/1.1")
    func multiplexing() async throws {
        try await SecureServer.with { server in
            let configuration = HTTPClient.Configuration(certificateAuthorities: server.certificate)
            func answers(_ version: HTTPRequest.Version) async throws -> Set<String> {
                try await withClient(configuration) { client in
                    try await withThrowingTaskGroup { group in
                        for _ in 0..<100 {
                            group.addTask {
                                let url = try WebURL(server.url)
                                return try await client.text(
                                    HTTPRequest("GET", url, version: version, usesProxy: false)
                                )
                            }
                        }
                        return try await group.reduce(into: Set<String>()) { $0.insert($1) }
                    }
                }
            }
            let shared = try await answers(.automatic)
            #expect(shared.count == 1)
            #expect(shared.first?.hasPrefix("HTTP/2") == true)
            let own = try await answers(.http1)
            #expect(own.count > 1)
            #expect(own.allSatisfy { $0.hasPrefix("HTTP/1.1") })
        }
    }
}
