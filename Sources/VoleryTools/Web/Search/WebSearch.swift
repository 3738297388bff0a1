internal import VoleryCore
internal import VoleryHTTP
internal import VoleryWorkflow

/// `web_search`: what the search service of a project finds.
struct WebSearch: Tool {
    let declared: DeclaredTool
    let settings: SearchSettings
    let client: HTTPClient

    /// The most bytes that are taken of an answer.
    static let mostBytes = 4 << 20
    /// The most time for one search.
    static let mostTime = Duration.seconds(30)

    var name: String { declared.name }
    var description: String { declared.description }
    var argumentsSchema: JSONSchema { get throws { try declared.argumentsSchema } }
    var effects: ToolEffects { declared.effects }
    var reach: Reach { Reach(talksTo: ["the search service at \(settings.endpoint)"]) }
    var repeats: ToolRepeats { declared.repeats }

    @concurrent func call(arguments: JSONValue, context: ToolContext) async throws -> ToolOutput {
        let count = arguments["count"]?.intValue ?? 10
        let request = try request(arguments["query"]?.stringValue ?? "", count, within: context.timeLeft)
        do {
            let answer = try await client.perform(request) { response in
                (status: response.status, body: try await response.body.collect(upTo: Self.mostBytes))
            }
            guard answer.status == 200 else { throw failure(status: answer.status) }
            let body: JSONValue
            do {
                body = try JSONValue(parsing: String(decoding: answer.body, as: UTF8.self))
            } catch {
                throw ToolFailure.final("the search service at \(request.url.host) did not answer with JSON: \(error)")
            }
            return .json(.array(SearchResults(body, from: settings.kind).values(upTo: count)))
        } catch let error as HTTPError {
            throw ToolFailure.final(error.message)
        }
    }

    private func request(_ query: String, _ count: Int, within time: Duration) throws -> HTTPRequest {
        let url = try address(of: query, count)
        var headers: HTTPHeaders = ["User-Agent": "Volery", "Accept": "application/json"]
        switch settings.kind {
        case .brave: headers["X-Subscription-Token"] = settings.key
        case .searxng: headers["Authorization"] = settings.key.map { "Bearer \($0)" }
        }
        return HTTPRequest(
            "GET",
            url,
            headers: headers,
            deadlines: Deadlines(total: max(.milliseconds(1), min(Self.mostTime, time))),
            maximumBodyBytes: Self.mostBytes,
            addresses: url.authorsChoice,
            usesProxy: false
        )
    }

    private func address(of query: String, _ count: Int) throws -> WebURL {
        var base = settings.endpoint[...]
        while base.hasSuffix("/") { base.removeLast() }
        let query = query.percentEncoded
        let text =
            switch settings.kind {
            case .searxng: "\(base)/search?q=\(query)&format=json"
            case .brave: "\(base)/web/search?q=\(query)&count=\(count)&text_decorations=false"
            }
        do {
            return try WebURL(text)
        } catch {
            throw ToolFailure.final("the `endpoint` of `search` in volery.yaml can't be asked: \(error.message)")
        }
    }

    /// Why there is no result, for the person who set the service up.
    private func failure(status: Int) -> ToolFailure {
        let advice =
            switch (settings.kind, status) {
            case (.searxng, 403): ": it gives no JSON unless `search.formats` in its settings.yml has `json`"
            case (.brave, 401), (.brave, 403), (.brave, 422): ": is the `key` of `search` in volery.yaml right?"
            case (_, 429): ": it is asked too often"
            case (_, 300..<400): ": write the address that it redirects to as `endpoint`"
            default: ""
            }
        return .final("the search service answered with status \(status)\(advice)")
    }
}
