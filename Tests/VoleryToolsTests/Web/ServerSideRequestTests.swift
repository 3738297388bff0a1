import LoopbackServer
import Synchronization
import Testing
import VoleryCore

@testable import VoleryHTTP
@testable import VoleryTools

@Suite("Where web_fetch may not go", .timeLimit(.minutes(5)))
struct ServerSideRequestTests {
    private struct Cases: Decodable {
        struct URLCase: Decodable {
            var id: String
            var url: String
        }

        struct Redirect: Decodable {
            var id: String
            var location: String
            var expect: String
        }

        struct IP: Decodable {
            var ip: String
            var `public`: Bool
        }

        struct Name: Decodable {
            var answers: [[String]]
        }

        var urls: [URLCase]
        var redirects: [Redirect]
        var ips: [IP]
        var names: [Name]
    }

    @Test("Every case of the corpus ends as it should", .enabled(if: Corpus.isThere("ssrf"), "the corpus is not there"))
    func corpus() async throws {
        let cases = try Corpus.load("ssrf", as: Cases.self)
        var failures: [String] = []
        for test in cases.urls { failures += try await faults(of: test).map { "\(test.id): \($0)" } }
        for test in cases.redirects { failures += try await faults(of: test).map { "\(test.id): \($0)" } }
        for test in cases.ips where (IPAddress(test.ip)?.isPublic ?? false) != test.public { failures.append(test.ip) }
        for test in cases.names { failures += try await faults(of: test).map { "\(test.answers): \($0)" } }
        let count = cases.urls.count + cases.redirects.count + cases.ips.count + cases.names.count
        Corpus.report("ssrf", of: count, failures: failures)
        #expect(failures.isEmpty)
    }

    // MARK: Addresses that a model asks for

    /// Tried twice: as the tool is, and with every port allowed, so that the address alone decides.
    private func faults(of test: Cases.URLCase) async throws -> [String] {
        let canary = try Canary()
        var faults: [String] = []
        try await withClient(lookUp: Self.insideNames) { client in
            var reach = WebReach.publicWeb
            for ports in [reach.ports, nil] {
                reach.ports = ports
                let message = await failure(client, test.url.replacing("PORT", with: "\(canary.port)"), reach)
                if message == nil { faults.append("not refused") }
                if message?.contains("pw") == true { faults.append("shows credentials") }
            }
        }
        if canary.wasReached { faults.append("connects") }
        return faults
    }

    /// Names that lead inside, whatever they are.
    private static let insideNames: NameResolver.LookUp = { name in
        let address = name.hasPrefix("metadata.") ? "169.254.169.254" : "127.0.0.1"
        return .success([IPAddress(address), IPAddress("::1")].compactMap(\.self))
    }

    private func failure(_ client: HTTPClient, _ url: String, _ reach: WebReach) async -> String? {
        do {
            _ = try await client.fetch(url, reach: reach)
            return nil
        } catch {
            return "\(error)"
        }
    }

    // MARK: Redirects

    /// The first server is let through by its port; all else is as in the tool.
    private func faults(of test: Cases.Redirect) async throws -> [String] {
        let canary = try Canary()
        let location = test.location.replacing("PORT", with: "\(canary.port)")
        return try await withLoopbackServer { exchange in
            guard exchange.request.target == "/" || exchange.request.target == "/loop" else {
                return try exchange.respond("reached")
            }
            // Names of the corpus are this server's too.
            let port = exchange.request["Host"]?.split(separator: ":").last ?? ""
            let target = location.replacing(".example/", with: ".example:\(port)/")
            try exchange.respond(status: 302, headers: ["Location": target, "Set-Cookie": "secret=1"])
        } during: { server in
            let addresses = AddressPolicy { $0.isPublic || $1 == server.port }
            let reach = WebReach(addresses: addresses, ports: nil, idle: .seconds(2), respectsRobots: false)
            var faults: [String] = []
            try await withClient { client in
                let message = await failure(client, "http://first.example:\(server.port)/", reach)
                if (message == nil) != (test.expect == "allow") { faults.append(message ?? "not refused") }
            }
            if canary.wasReached { faults.append("connects") }
            if server.requests.count > 6 { faults.append("\(server.requests.count) requests") }
            let usual: Set<String> = ["host", "accept", "accept-encoding", "user-agent"]
            for request in server.requests {
                faults += request.headers.map { $0.name.lowercased() }.filter { !usual.contains($0) }
            }
            return faults
        }
    }

    // MARK: Names

    /// The port of the answers' public address is one of this machine where nothing listens.
    private func faults(of test: Cases.Name) async throws -> [String] {
        let canary = try Canary()
        let answers = test.answers.map { $0.map { $0 == "93.184.216.34" ? "127.0.0.2" : $0 } }
        let lookUps = Mutex(0)
        let lookUp: NameResolver.LookUp = { _ in
            let count = lookUps.withLock { count in
                count += 1
                return count
            }
            return .success(answers[min(count, answers.count) - 1].compactMap { IPAddress($0) })
        }
        let addresses = AddressPolicy { address, _ in address.isPublic || address == IPAddress("127.0.0.2") }
        let reach = WebReach(addresses: addresses, ports: nil, idle: .seconds(2), respectsRobots: false)
        var faults: [String] = []
        try await withClient(lookUp: lookUp) { client in
            for _ in 0..<3 where await failure(client, "http://public.example:\(canary.port)/", reach) == nil {
                faults.append("not refused")
            }
        }
        if canary.wasReached { faults.append("connects") }
        return faults
    }
}
