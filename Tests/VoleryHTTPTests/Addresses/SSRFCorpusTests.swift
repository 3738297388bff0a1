import Foundation
import Synchronization
import Testing

@testable import VoleryHTTP

/// The cases of the corpus that concern addresses and the reading of URLs.
private struct SSRFCorpus: Decodable {
    struct Case: Decodable {
        var id: String
        var url: String?
        var location: String?
        var expect: String
    }

    struct Address: Decodable {
        var ip: String
        var `public`: Bool
    }

    struct Name: Decodable {
        var answers: [[String]]
        var why: String
    }

    var urls: [Case]
    var redirects: [Case]
    var ips: [Address]
    var names: [Name]

    static let file: URL = {
        let folder = ProcessInfo.processInfo.environment["VOLERY_CORPUS"] ?? "../shared/corpus"
        return URL(fileURLWithPath: folder).appendingPathComponent("ssrf/cases.json")
    }()

    static var isThere: Bool { FileManager.default.fileExists(atPath: file.path) }

    static func load() throws -> SSRFCorpus {
        try JSONDecoder().decode(SSRFCorpus.self, from: Data(contentsOf: file))
    }

    /// Cases that are a matter of those who fetch, with the reason.
    static let left = [
        "ssrf-s-053": "which ports are allowed is a matter of a tool's grant",
        "ssrf-s-r06": "redirects are followed, and counted, by who fetches",
        "ssrf-s-r07": "redirects are followed, and headers dropped, by who fetches",
        "ssrf-s-r08": "that https must stay https is a matter of a tool's grant",
        "ssrf-s-r09": "redirects are followed by who fetches",
    ]
}

@Suite("The corpus of addresses and URLs that must not be fetched", .timeLimit(.minutes(1)))
struct SSRFCorpusTests {
    /// Remembers what the public-only policy let through; nothing is connected to in any case.
    private final class Watch: Sendable {
        let letThrough = Mutex<[IPAddress]>([])

        var policy: AddressPolicy {
            AddressPolicy { address, port in
                if AddressPolicy.publicOnly.allows(address, port: port) {
                    self.letThrough.withLock { $0.append(address) }
                }
                return false
            }
        }
    }

    /// Whether a URL is refused before any of its addresses would have been connected to.
    private func isBlocked(_ text: String, from base: String? = nil) async throws -> Bool {
        // Whatever name is asked for leads inside.
        try await withClient(lookUp: { _ in .success([IPAddress(.v4(0x7f00_0001))]) }) { client in
            let watch = Watch()
            let url: WebURL
            do {
                url = try base.map { try WebURL($0).resolve(text) } ?? WebURL(text)
            } catch {
                return true
            }
            let request = HTTPRequest("GET", url, addresses: watch.policy, usesProxy: false)
            let error = await client.failure(request)
            return watch.letThrough.withLock(\.isEmpty) && error?.code == .addressRefused
        }
    }

    private func failures(_ corpus: SSRFCorpus) async throws -> (all: [String], failed: [String]) {
        var all: [String] = []
        var failed: [String] = []
        for one in corpus.urls + corpus.redirects where SSRFCorpus.left[one.id] == nil {
            all.append(one.id)
            let text = (one.url ?? one.location ?? "").replacing("PORT", with: "9")
            let base = one.url == nil ? "https://first.example/" : nil
            if try await !isBlocked(text, from: base) { failed.append(one.id) }
        }
        for one in corpus.ips {
            all.append(one.ip)
            if IPAddress(one.ip)?.isPublic != one.public { failed.append(one.ip) }
        }
        for one in corpus.names {
            all.append(one.why)
            if try await !staysOutside(one) { failed.append(one.why) }
        }
        return (all, failed)
    }

    /// Whether no answer of the name service leads to an address that isn't public.
    private func staysOutside(_ name: SSRFCorpus.Name) async throws -> Bool {
        let answers = Mutex(name.answers[...])
        let watch = Watch()
        let lookUp: NameResolver.LookUp = { _ in
            .success(
                answers.withLock { $0.popFirst() ?? name.answers[name.answers.count - 1] }.compactMap { IPAddress($0) }
            )
        }
        return try await withClient(lookUp: lookUp) { client in
            for _ in name.answers {
                let request = HTTPRequest(
                    "GET",
                    try WebURL("http://n.example/"),
                    addresses: watch.policy,
                    usesProxy: false
                )
                #expect(await client.failure(request) != nil)
            }
            return watch.letThrough.withLock { $0.allSatisfy(\.isPublic) }
        }
    }

    @Test(
        "Every case is refused, or judged, as it should be",
        .enabled(if: SSRFCorpus.isThere, "the corpus isn't here")
    )
    func corpus() async throws {
        let (all, failed) = try await failures(try SSRFCorpus.load())
        print("corpus ssrf: \(all.count - failed.count) of \(all.count)", failed.joined(separator: "\n"))
        #expect(failed == [])
    }
}
