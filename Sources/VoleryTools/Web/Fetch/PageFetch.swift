internal import VoleryCore
internal import VoleryHTTP

/// Fetches a page, and follows its redirects one by one, each checked as the first address was.
///
/// Nothing of one request goes on to the next: there are no cookies, no credentials, and no headers but the same two.
struct PageFetch: Sendable {
    /// How many redirects are followed.
    static let mostRedirects = 5
    /// A server that says that its answer is this many times what is taken is not asked for a part of it.
    static let farTooLarge = 16

    let client: HTTPClient
    let grant: WebGrant
    let reach: WebReach
    /// Asks sites what may be fetched; `nil` where that does not count.
    let robots: RobotsCheck?

    init(client: HTTPClient, grant: WebGrant, reach: WebReach) {
        self.client = client
        self.grant = grant
        self.reach = reach
        robots = grant.respectsRobots && reach.respectsRobots ? RobotsCheck() : nil
    }

    private enum Answer {
        case page(FetchedPage)
        case redirect(String)
    }

    /// Fetches a page.
    ///
    /// - Parameters:
    ///   - address: The address as the model wrote it.
    ///   - time: The most time for all of it.
    ///   - clock: What that is measured by.
    /// - Returns: The page, whatever its status.
    /// - Throws: `ToolFailure` that says why there is no page, `CancellationError`.
    func page(at address: String, within time: Duration, by clock: any TimeSource) async throws -> FetchedPage {
        let end = clock.now + time
        do {
            var url = try WebURL(address)
            for _ in 0...Self.mostRedirects {
                try check(url)
                try await robots?.check(url) { try await rules(at: $0, until: end, by: clock) }
                let time = max(.milliseconds(1), end - clock.now)
                switch try await answer(url, within: time, most: grant.maxSize, page) {
                case .page(let page): return page
                case .redirect(let location): url = try next(location, from: url)
                }
            }
            throw ToolFailure.correctable("\(url.host) redirects more than \(Self.mostRedirects) times")
        } catch let error as HTTPError {
            throw error.code == .shutDown ? ToolFailure.final(error.message) : ToolFailure.correctable(error.message)
        }
    }

    /// A site's `robots.txt`, over redirects; nothing if one of them leads out of the grant.
    private func rules(at address: WebURL, until end: Duration, by clock: any TimeSource) async throws -> FetchedPage? {
        var url = address
        for _ in 0...Self.mostRedirects {
            guard (try? check(url)) != nil else { return nil }
            let time = max(.milliseconds(1), end - clock.now)
            switch try await answer(url, within: time, most: RobotsRules.mostBytes, wholeBody) {
            case .page(let page): return page
            case .redirect(let location):
                guard let next = try? url.resolve(location) else { return nil }
                url = next
            }
        }
        return nil
    }

    /// Refuses an address that is beyond the grant, before anything is looked up.
    func check(_ url: WebURL) throws {
        try grant.check(url)
        guard reach.allows(url) else {
            let ports = (reach.ports ?? []).sorted().map(String.init).joined(separator: ", ")
            throw ToolFailure.correctable("port \(url.port) of \(url.host) may not be asked: only \(ports) may")
        }
    }

    /// Where a redirect leads.
    func next(_ location: String, from url: WebURL) throws -> WebURL {
        do {
            return try url.resolve(location)
        } catch {
            throw ToolFailure.correctable("\(url.host) redirects to what can't be fetched. \(error.message)")
        }
    }

    /// Asks once; what to make of an answer that is no redirect is told by `read`.
    private func answer(
        _ url: WebURL,
        within time: Duration,
        most bytes: Int,
        _ read: (HTTPResponse, WebURL) async throws -> FetchedPage
    ) async throws -> Answer {
        let request = HTTPRequest(
            "GET",
            url,
            headers: Self.headers,
            deadlines: Deadlines(connect: min(time, .seconds(10)), idle: min(time, reach.idle), total: time),
            maximumBodyBytes: bytes,
            addresses: reach.addresses,
            usesProxy: false
        )
        return try await client.perform(request) { response in
            if let location = Self.redirect(response) { return .redirect(location) }
            return .page(try await read(response, url))
        }
    }

    /// All of an answer, whatever it says that it is, or its beginning: how a `robots.txt` is read.
    private func wholeBody(_ response: HTTPResponse, _ url: WebURL) async throws -> FetchedPage {
        let type = MediaType(response.headers["Content-Type"])
        var page = FetchedPage(url: url, status: response.status, type: type, body: [], size: nil, isCut: false)
        try await read(response.body, into: &page)
        return page
    }

    private static let headers: HTTPHeaders = [
        "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain, application/json;q=0.9, */*;q=0.5",
        "User-Agent": "Volery",
    ]

    private static func redirect(_ response: HTTPResponse) -> String? {
        [301, 302, 303, 307, 308].contains(response.status) ? response.headers["Location"] : nil
    }

    private func page(_ response: HTTPResponse, _ url: WebURL) async throws -> FetchedPage {
        let isEncoded = response.headers["Content-Encoding"] != nil
        let size = isEncoded ? nil : response.headers["Content-Length"].flatMap { Int($0) }
        var page = FetchedPage(
            url: url,
            status: response.status,
            type: MediaType(response.headers["Content-Type"]),
            body: [],
            size: size,
            isCut: false
        )
        // A part of a document is none, so one that is too large is named like other data.
        let isDocument = page.type.isPDF && size ?? 0 <= grant.maxSize
        let isData = !page.type.isHTML && !page.type.isText && !isDocument && !page.type.essence.isEmpty
        if isData, size != nil { return page }
        if let size, size / Self.farTooLarge > grant.maxSize {
            throw ToolFailure.correctable("\(url.host) has \(size) bytes there; at most \(grant.maxSize) are taken")
        }
        try await read(response.body, into: &page)
        return page
    }

    /// Reads a body to its end, or to the most that is taken.
    private func read(_ body: HTTPBody, into page: inout FetchedPage) async throws {
        do {
            for try await chunk in body { page.body += chunk }
        } catch let error as HTTPError where error.code == .bodyTooLarge {
            page.isCut = true
        }
    }
}
