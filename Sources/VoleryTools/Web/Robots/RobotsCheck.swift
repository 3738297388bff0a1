internal import Synchronization
internal import VoleryCore
internal import VoleryHTTP

/// Asks sites whether a page may be fetched by a program, once for each site.
final class RobotsCheck: Sendable {
    /// The name by which `robots.txt` files call this program.
    static let agent = "volery"
    /// The most sites that are remembered.
    private static let mostSites = 256

    private enum Answer {
        case rules(RobotsRules)
        /// The site is in trouble, so nothing of it is fetched (RFC 9309, 2.3.1.4).
        case trouble(status: Int)
    }

    private let sites = Mutex<[String: Answer]>([:])

    /// Refuses a page that its site does not want fetched.
    ///
    /// - Parameters:
    ///   - url: The page.
    ///   - fetch: Fetches the site's `robots.txt`, within all bounds of pages; nothing if it leads out of them.
    /// - Throws: `ToolFailure` that says so; what fetching throws.
    func check(_ url: WebURL, _ fetch: (WebURL) async throws -> FetchedPage?) async throws {
        let site = "\(url.scheme)://\(url.authority)"
        switch try await answer(of: site, url, fetch) {
        case .trouble(let status):
            throw ToolFailure.correctable(
                "\(url.host) answered with status \(status) when asked what may be fetched (robots.txt), so it is left alone"
            )
        case .rules(let rules):
            let path = url.path + (url.query.map { "?\($0)" } ?? "")
            guard !rules.allow(path) else { return }
            throw ToolFailure.correctable(
                "\(url.host) does not want \(url.path) fetched by programs (robots.txt); look for another source"
            )
        }
    }

    private func answer(
        of site: String,
        _ url: WebURL,
        _ fetch: (WebURL) async throws -> FetchedPage?
    ) async throws -> Answer {
        if let known = sites.withLock({ $0[site] }) { return known }
        let page = try await fetch(try url.resolve("/robots.txt"))
        let answer: Answer =
            switch page {
            case let page? where page.status >= 500: .trouble(status: page.status)
            case let page? where page.status < 300: .rules(RobotsRules(page.body, for: Self.agent))
            // There is none, or it leads where nothing may be fetched.
            default: .rules(.everything)
            }
        sites.withLock { sites in
            if sites.count >= Self.mostSites { sites = [:] }
            sites[site] = answer
        }
        return answer
    }
}
